package mx.interconsulta.bench.sfu;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time that a process has used, as the scheduler counts it for each thread: the
 * hundredths of a second of /proc/PID/stat are too coarse for a few seconds. A thread that ends (a
 * JVM's compilers come and go) keeps what it had used when it was last looked at.
 */
final class ProcessorTime {
  private final Path tasks;
  private final Map<String, Long> used = new HashMap<>();

  ProcessorTime(long pid) {
    this.tasks = Path.of("/proc/" + pid + "/task");
  }

  /** Nanoseconds so far. Not for several threads. */
  long nanos() throws IOException {
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(tasks)) {
      for (Path task : listed) {
        try {
          String spent = Files.readString(task.resolve("schedstat"));
          used.put(
              task.getFileName().toString(),
              Long.parseLong(spent.substring(0, spent.indexOf(' '))));
        } catch (NoSuchFileException ended) {
          // Between listing and reading.
        }
      }
    }
    return used.values().stream().mapToLong(Long::longValue).sum();
  }
}
