package mx.interconsulta.bench.sfu;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Debian's Janus with its videoroom and its WebSocket and nothing else. */
final class JanusProcess implements AutoCloseable {
  private static final Path LIBRARIES = Path.of("/usr/lib/x86_64-linux-gnu/janus");
  private static final List<String> CONFIGURATION =
      List.of("janus.jcfg", "janus.transport.websockets.jcfg", "janus.plugin.videoroom.jcfg");
  private static final int TRIES = 100;

  private final Process process;
  private final int port;
  private final Path folder;

  private JanusProcess(Process process, int port, Path folder) {
    this.process = process;
    this.port = port;
    this.folder = folder;
  }

  static JanusProcess start(String host) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path folder = Files.createTempDirectory("janus");
    Map<String, String> values =
        Map.of(
            "FOLDER", folder.toString(),
            "LIBRARIES", LIBRARIES.toString(),
            "HOST", host,
            "PORT", Integer.toString(port),
            "OTHER_PLUGINS", others("plugins", "videoroom"),
            "OTHER_TRANSPORTS", others("transports", "websockets"));
    for (String file : CONFIGURATION) {
      Files.writeString(folder.resolve(file), filledIn(file, values));
    }
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                "janus", "-C", folder.resolve("janus.jcfg").toString(), "-F", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    for (int tries = 0; tries < TRIES; tries++) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        break;
      }
      if (listens(host, port)) {
        return new JanusProcess(process, port, folder);
      }
    }
    process.destroyForcibly();
    throw new IOException("janus did not listen:\n" + Files.readString(log));
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    } catch (IOException left) {
      // It stays in the folder for what is temporary.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One of the files that every benchmark's Janus is set up with. */
  private static String filledIn(String file, Map<String, String> values) throws IOException {
    try (InputStream template = JanusProcess.class.getResourceAsStream("/janus/" + file)) {
      String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("@" + value.getKey() + "@", value.getValue());
      }
      return text;
    }
  }

  private static boolean listens(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String others(String kind, String kept) throws IOException {
    try (Stream<Path> files = Files.list(LIBRARIES.resolve(kind))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".so") && !name.contains(kept))
          .collect(Collectors.joining(","));
    }
  }
}
