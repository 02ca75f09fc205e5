package mx.interconsulta.bench.sfu;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A forwarding unit under load, in a process of its own. */
interface Sfu extends AutoCloseable {

  /** How it is called in results. */
  String name();

  /** Its process. */
  long pid();

  /**
   * Lets a member in who only sends, or only hears, or both. Waits until it is connected; never on
   * the loop.
   */
  Member join(String room, int number, boolean sends, boolean hears, Ear ear) throws Exception;

  /** Called once every sender of the room is in: whoever hears begins to. */
  default void open(String room) throws Exception {}

  /** Everybody leaves, of every room. */
  void empty() throws Exception;

  @Override
  void close();

  /**
   * Processor time used so far by the threads that live, in nanoseconds as the scheduler counts:
   * the hundredths of a second of /proc/PID/stat are too coarse for a few seconds.
   */
  default long cpuNanos() throws IOException {
    long sum = 0;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid() + "/task"))) {
      for (Path task : tasks) {
        try {
          String spent = Files.readString(task.resolve("schedstat"));
          sum += Long.parseLong(spent.substring(0, spent.indexOf(' ')));
        } catch (NoSuchFileException ended) {
          // Between listing and reading.
        }
      }
    }
    return sum;
  }

  /** What a member sends through; on the loop. */
  interface Member {

    /** Sends an RTP packet, whose bytes may be spoilt. */
    void send(byte[] buffer, int length);

    /** Whether a key frame was asked for since the last call. */
    boolean keyFrameWanted();
  }

  /** Hears plain RTP packets; on the loop. */
  @FunctionalInterface
  interface Ear {
    void hear(byte[] buffer, int offset, int length, long arrivalNanos);
  }
}
