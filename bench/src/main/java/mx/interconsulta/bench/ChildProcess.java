package mx.interconsulta.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program under measurement in a process of its own, on the class path of this one. */
public final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final Matcher ready;

  private ChildProcess(Process process, Matcher ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts a main class and waits until it prints a line that says it is ready.
   *
   * @param mainClass name of the class
   * @param environment added to this process's own
   * @param readyLine pattern found in the line; its groups are kept
   */
  public static ChildProcess java(
      String mainClass, Map<String, String> environment, String readyLine, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("-Xmx1g");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    Pattern pattern = Pattern.compile(readyLine);
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        Thread drain = new Thread(() -> drain(output), "output of " + mainClass);
        drain.setDaemon(true);
        drain.start();
        return new ChildProcess(process, matcher);
      }
    }
    process.destroyForcibly();
    throw new IOException(mainClass + " ended before it was ready:\n" + said);
  }

  private static void drain(BufferedReader output) {
    try (output) {
      while (output.readLine() != null) {
        // Read so that the pipe never fills; what it says is not part of the measurement.
      }
    } catch (IOException ended) {
      // The process has ended.
    }
  }

  /** A group of the line that said it was ready. */
  public String ready(int group) {
    return ready.group(group);
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Processor time it has used so far, in all its threads. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
