package mx.interconsulta.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the program says and how it ends when it cannot start; each time in a process of its own.
 */
class MainTest {
  /** A program that cannot start ends in a few seconds; longer is never. */
  private static final long ENDS_SECONDS = 60;

  private record Ended(int status, String said) {}

  @TempDir Path directory;

  @Test
  void anOptionItDoesNotKnowIsNamedInOneLine() throws Exception {
    Ended ended = run(Map.of(), "--shiny");

    assertEquals(2, ended.status());
    assertEquals(1, ended.said().lines().count(), ended.said());
    assertTrue(ended.said().contains("--shiny"), ended.said());
  }

  @Test
  void aValueThatIsNoneIsNamedWithItsOption() throws Exception {
    Ended ended = run(Map.of("PORT", "eighty"));

    assertEquals(2, ended.status());
    assertEquals(1, ended.said().lines().count(), ended.said());
    assertTrue(ended.said().contains("PORT"), ended.said());
  }

  @Test
  void aPortThatIsTakenIsNamedInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended =
          run(
              Map.of("HOST", "127.0.0.1", "PORT", Integer.toString(taken.getLocalPort())),
              "--no-sample");

      assertEquals(1, ended.status());
      assertTrue(
          ended.said().contains("127.0.0.1:" + taken.getLocalPort() + ": the port is taken"),
          ended.said());
    }
  }

  @Test
  @Timeout(120)
  void pitfall11AMediaPortThatIsTakenEndsTheProgramInOneLine() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Ended ended =
          run(Map.of("HOST", "127.0.0.1", "PORT", "0", "MEDIA_PORT", port), "--no-sample");

      assertEquals(1, ended.status());
      assertTrue(
          ended.said().contains("media: cannot bind UDP 127.0.0.1 port " + port), ended.said());
      assertFalse(ended.said().contains("\tat "), ended.said());
    }
  }

  @Test
  void helpNamesEveryOption() throws Exception {
    Ended ended = run(Map.of(), "--help");

    assertEquals(0, ended.status());
    for (String option : List.of("PORT", "HOST", "DATA_DIR", "MONGODB_URI", "TRUSTED_PROXIES")) {
      assertTrue(ended.said().contains(option), ended.said());
    }
  }

  private Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DATA_DIR", directory.toString());
    builder.environment().putAll(environment);
    Path said = Files.createTempFile("program", ".log");
    Process process = builder.redirectOutput(said.toFile()).start();
    try {
      assertTrue(process.waitFor(ENDS_SECONDS, TimeUnit.SECONDS), "it goes on running");
      return new Ended(process.exitValue(), Files.readString(said));
    } finally {
      process.destroyForcibly();
      Files.delete(said);
    }
  }
}
