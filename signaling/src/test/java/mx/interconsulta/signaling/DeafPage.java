package mx.interconsulta.signaling;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A page over a bare TCP connection, which reads its welcome and nothing more. */
public final class DeafPage implements AutoCloseable {
  private static final byte[] MASK = {1, 2, 3, 4};

  private final Socket socket = new Socket();
  private final JsonObject welcome;

  /** Connects as a person and says hello. */
  public DeafPage(String address, String person, String session) throws IOException {
    URI server = URI.create(address);
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    String request =
        """
        GET /api/live HTTP/1.1
        Host: localhost
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        person: %s
        session: %s

        """
            .formatted(person, session)
            .replace("\n", "\r\n");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    readUntil("\r\n\r\n");
    say("hello", Map.of("version", 1, "csrf", LiveServer.CSRF));
    String frame = readUntil("}");
    welcome = new JsonObject(frame.substring(frame.indexOf('{')));
  }

  /** Its welcome. */
  public JsonObject welcome() {
    return welcome;
  }

  /** Writes a masked text frame (RFC 6455, 5.3). */
  public void say(String type, Map<String, Object> fields) throws IOException {
    byte[] text =
        new JsonObject()
            .put("type", type)
            .mergeIn(new JsonObject(fields))
            .encode()
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x81);
    if (text.length < 126) {
      frame.write(0x80 | text.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(text.length >> 8);
      frame.write(text.length & 0xff);
    }
    frame.write(MASK);
    for (int i = 0; i < text.length; i++) {
      frame.write(text[i] ^ MASK[i % 4]);
    }
    socket.getOutputStream().write(frame.toByteArray());
  }

  private String readUntil(String end) throws IOException {
    StringBuilder read = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (read.indexOf(end) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the server hung up after " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
