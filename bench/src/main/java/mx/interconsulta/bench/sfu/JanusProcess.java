package mx.interconsulta.bench.sfu;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Debian's Janus with its videoroom and its WebSocket and nothing else. */
final class JanusProcess implements AutoCloseable {
  private static final Path LIBRARIES = Path.of("/usr/lib/x86_64-linux-gnu/janus");
  private static final int TRIES = 100;

  private final Process process;
  private final int port;

  private JanusProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static JanusProcess start(String host) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path folder = Files.createTempDirectory("janus");
    Files.writeString(
        folder.resolve("janus.jcfg"),
        String.join(
            "\n",
            "general: {",
            "  configs_folder = \"" + folder + "\"",
            "  plugins_folder = \"" + LIBRARIES.resolve("plugins") + "\"",
            "  transports_folder = \"" + LIBRARIES.resolve("transports") + "\"",
            "  debug_level = 2",
            "}",
            "media: { ipv6 = false }",
            "nat: { ice_lite = true, full_trickle = false, ice_enforce_list = \"" + host + "\" }",
            "plugins: { disable = \"" + others("plugins", "videoroom") + "\" }",
            "transports: { disable = \"" + others("transports", "websockets") + "\" }",
            "events: { broadcast = false }",
            ""));
    Files.writeString(
        folder.resolve("janus.transport.websockets.jcfg"),
        "general: { json = \"plain\", ws = true, ws_port = "
            + port
            + ", ws_ip = \""
            + host
            + "\", wss = false }\nadmin: { admin_ws = false, admin_wss = false }\n");
    Files.writeString(folder.resolve("janus.plugin.videoroom.jcfg"), "general: { }\n");
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
        return new JanusProcess(process, port);
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
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
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
