package mx.interconsulta.bench.sfu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Bytes that our media loop allocates for each packet out, in the steady state.
 *
 * @param ours by the code of this project, itself or through the JDK's collections
 * @param network by Netty, most of it the sender's address of each datagram that comes in
 * @param cipher inside the JDK's cipher and the SRTP library's calls of it, for packets that come
 *     in and packets that go out
 */
record Allocation(double ours, double network, double cipher) {
  private static final String LOOP = "media-";

  /**
   * An event for each buffer of a thread that is full, with the stack: whose allocation fills it is
   * as likely as its share of all bytes.
   */
  private static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.ObjectAllocationInNewTLAB">
          <setting name="enabled">true</setting><setting name="stackTrace">true</setting>
        </event>
        <event name="jdk.ObjectAllocationOutsideTLAB">
          <setting name="enabled">true</setting><setting name="stackTrace">true</setting>
        </event>
      </configuration>
      """;

  /**
   * Lets the JVM set up its recorder, before anything is compiled that this would have thrown away.
   */
  static void prepare(OurSfu unit) throws Exception {
    unit.jcmd("JFR.start", "name=first");
    unit.jcmd("JFR.stop", "name=first");
  }

  /** While a party sends. The sum is counted by the JVM; who it is of is sampled. */
  static Allocation of(OurSfu unit, Party party, Duration measured) throws Exception {
    Path settings = Files.createTempFile("allocation", ".jfc");
    Path recording = Files.createTempFile("allocation", ".jfr");
    try {
      Files.writeString(settings, SETTINGS);
      party.start();
      unit.jcmd("JFR.start", "name=allocation", "settings=" + settings);
      party.after(500);
      long before = unit.allocated();
      long from = party.count();
      party.after(measured.toMillis());
      long packets = party.count() - from;
      double bytes = unit.allocated() - before;
      unit.jcmd("JFR.stop", "name=allocation", "filename=" + recording);
      party.stop();
      return sampled(recording, bytes / packets);
    } finally {
      Files.delete(settings);
      Files.delete(recording);
    }
  }

  private static Allocation sampled(Path recording, double bytesAPacket) throws IOException {
    Map<Allocator, Long> bytes = new EnumMap<>(Allocator.class);
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getThread() != null && event.getThread().getJavaName().startsWith(LOOP)) {
          bytes.merge(
              Allocator.of(event.getStackTrace()),
              event.getLong(event.hasField("tlabSize") ? "tlabSize" : "allocationSize"),
              Long::sum);
        }
      }
    }
    double all = bytes.values().stream().mapToLong(Long::longValue).sum();
    if (all == 0) {
      throw new IOException("nothing is recorded of the media loop");
    }
    double scale = bytesAPacket / all;
    return new Allocation(
        bytes.getOrDefault(Allocator.OURS, 0L) * scale,
        bytes.getOrDefault(Allocator.NETWORK, 0L) * scale,
        bytes.getOrDefault(Allocator.CIPHER, 0L) * scale);
  }

  /** Whose code it is that allocates. */
  private enum Allocator {
    OURS,
    NETWORK,
    CIPHER;

    /** Whatever the JDK allocates is of who called it. */
    static Allocator of(RecordedStackTrace stack) {
      if (stack != null) {
        for (RecordedFrame frame : stack.getFrames()) {
          String type = frame.getMethod().getType().getName();
          if (type.startsWith("com.sun.crypto.provider.")
              || type.startsWith("javax.crypto.")
              || type.startsWith("org.jitsi.srtp.crypto.")) {
            return CIPHER;
          }
          if (type.startsWith("io.netty.")) {
            return NETWORK;
          }
          if (type.startsWith("mx.interconsulta.")) {
            return OURS;
          }
        }
      }
      return OURS;
    }
  }
}
