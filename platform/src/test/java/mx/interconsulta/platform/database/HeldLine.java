package mx.interconsulta.platform.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The line to a server on which the answer to the first command of a name never comes, as when the
 * server is long about it; everything else passes.
 */
final class HeldLine implements AutoCloseable {
  private final URI server;
  private final String command;
  private final ServerSocket listening;
  private final AtomicInteger held = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  HeldLine(String serverUri, String command) throws IOException {
    this.server = URI.create(serverUri);
    this.command = command;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  String uri() {
    return "mongodb://127.0.0.1:" + listening.getLocalPort();
  }

  /** How many answers were held back. */
  int held() {
    return held.get();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket there = new Socket(server.getHost(), server.getPort());
      open.add(client);
      open.add(there);
      AtomicInteger silent = new AtomicInteger();
      start(() -> pass(client, there, silent, true));
      start(() -> pass(there, client, silent, false));
    }
  }

  private void pass(Socket from, Socket to, AtomicInteger silent, boolean asking)
      throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] bytes = new byte[1 << 16];
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
      String text = new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
      if (asking && text.contains(command) && held.compareAndSet(0, 1)) {
        silent.set(1);
      }
      if (asking || silent.get() == 0) {
        out.write(bytes, 0, read);
        out.flush();
      }
    }
    from.close();
    to.close();
  }

  @FunctionalInterface
  private interface Passing {
    void run() throws IOException;
  }

  private static void start(Passing passing) {
    Thread thread =
        new Thread(
            () -> {
              try {
                passing.run();
              } catch (IOException closed) {
                // one of the two has hung up
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
