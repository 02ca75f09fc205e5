package mx.interconsulta.media.feedback;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import mx.interconsulta.media.rtp.BigEndian;
import mx.interconsulta.media.rtp.RtcpReader;
import mx.interconsulta.media.rtp.RtcpWriter;
import org.junit.jupiter.api.Test;

/**
 * The estimate on a line of known rate, delay, loss and jitter, in time that the test lets pass: a
 * sender sends a voice and as much of a picture as it believes to fit, the far end tells what
 * arrived, as browsers do.
 */
class LineEstimateTest {
  private static final long MILLI = 1_000_000L;

  /** What a voice takes, in bits per second, with all that is around its packets. */
  private static final long VOICE = 60_000;

  /** Small packets for small probes, as the downlink sends them. */
  private static final int PROBE = 300;

  /** A line with a queue in front of it. */
  private static final class Line {
    final LineEstimate estimate = new LineEstimate();
    final ArrivalLog far = new ArrivalLog();
    final RtcpWriter writer = new RtcpWriter();
    final Random random = new Random(7);
    final PriorityQueue<long[]> flying = new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));
    long bitsPerSecond;
    long queueMillis = 300;
    long delayMillis = 20;
    long jitterMillis;

    /** A machine on the way is held up so long, three times a second, and lets all go at once. */
    long clumpMillis;

    double loss;
    long wanted = 2_000_000;
    long now = 5_000 * MILLI;
    long freeAt;
    long lastOut;
    long owed;
    long soundAt;
    int number;
    long worstQueueMillis;
    long lowest = Long.MAX_VALUE;
    List<Long> voiceWaits = new ArrayList<>();

    void run(long millis) {
      for (long end = now + millis * MILLI; now < end; now += 5 * MILLI) {
        long picture = estimate.bitsPerSecond() * 95 / 100 - VOICE;
        owed += Math.max(0, Math.min(picture, wanted)) / 8 * 5 / 1000;
        if (now - soundAt >= 20 * MILLI) {
          soundAt = now;
          send(120);
          voiceWaits.add(Math.max(0, freeAt - now) / MILLI);
        }
        while (now / (5 * MILLI) % 12 == 0 && owed > 1000) {
          send(1000);
          owed -= 1000;
        }
        estimate.want(wanted);
        for (long due = estimate.probeBytesDue(now), i = 0; due > 0 && i < 40; due -= PROBE, i++) {
          send(PROBE);
        }
        deliver();
        if (now / (5 * MILLI) % 10 == 0) {
          feedBack();
          lowest = Math.min(lowest, estimate.bitsPerSecond());
        }
      }
    }

    /** What one voice packet in twenty waits for longer. */
    long voiceWaitMillis() {
      List<Long> sorted = voiceWaits.stream().sorted().toList();
      return sorted.get(sorted.size() * 95 / 100);
    }

    private void send(int size) {
      estimate.sent(number & 0xffff, size, now);
      long wait = Math.max(0, freeAt - now);
      worstQueueMillis = Math.max(worstQueueMillis, wait / MILLI);
      if (wait > queueMillis * MILLI || random.nextDouble() < loss) {
        number++;
        return;
      }
      freeAt = Math.max(freeAt, now) + (size + 28) * 8L * 1_000_000_000L / bitsPerSecond;
      long jitter = jitterMillis == 0 ? 0 : (long) (random.nextDouble() * jitterMillis * MILLI);
      long out = freeAt + delayMillis * MILLI + jitter;
      long held = Math.floorMod(out, 333 * MILLI);
      if (held < clumpMillis * MILLI) {
        out += clumpMillis * MILLI - held;
      }
      lastOut = Math.max(lastOut, out);
      flying.add(new long[] {lastOut, number++ & 0xffff});
    }

    private void deliver() {
      while (!flying.isEmpty() && flying.peek()[0] <= now) {
        long[] arrived = flying.poll();
        far.arrived((int) arrived[1], arrived[0] + 777_000_000_000L);
      }
    }

    private void feedBack() {
      while (far.hasNews()) {
        writer.clear();
        if (!far.tell(writer, 1, 2)) {
          return;
        }
        byte[] bytes = writer.bytes();
        estimate.arrivals(bytes, 12, 4 * BigEndian.u16(bytes, 2) + 4 - 12, now);
      }
    }
  }

  private static Line line(long bitsPerSecond) {
    Line line = new Line();
    line.bitsPerSecond = bitsPerSecond;
    return line;
  }

  @Test
  void aNarrowLineIsFoundInThreeSecondsAndItsQueueIsEmptied() {
    Line line = line(450_000);
    line.run(3_000);
    assertTrue(
        line.estimate.bitsPerSecond() < 480_000, "after 3 s: " + line.estimate.bitsPerSecond());
    line.worstQueueMillis = 0;
    line.voiceWaits.clear();
    line.run(17_000);
    assertTrue(line.estimate.bitsPerSecond() > 300_000, "used: " + line.estimate.bitsPerSecond());
    assertTrue(line.worstQueueMillis < 200, "at worst waits " + line.worstQueueMillis + " ms");
    assertTrue(line.voiceWaitMillis() < 130, "voice waits " + line.voiceWaitMillis() + " ms");
  }

  @Test
  void aVoiceGoesThroughTheNarrowestLine() {
    Line line = line(300_000);
    line.run(3_000);
    line.voiceWaits.clear();
    line.run(20_000);
    assertTrue(line.voiceWaitMillis() < 130, "voice waits " + line.voiceWaitMillis() + " ms");
  }

  @Test
  void aNarrowLineThatLosesPacketsIsNotTakenForANarrowerOne() {
    Line line = line(450_000);
    line.loss = 0.05;
    line.run(20_000);
    assertTrue(line.estimate.bitsPerSecond() > 300_000, "used: " + line.estimate.bitsPerSecond());
    line.voiceWaits.clear();
    line.run(10_000);
    assertTrue(line.voiceWaitMillis() < 130, "voice waits " + line.voiceWaitMillis() + " ms");
  }

  @Test
  void aLineThatWidensIsUsedAgain() {
    Line line = line(450_000);
    line.run(10_000);
    line.bitsPerSecond = 3_000_000;
    line.run(7_000);
    assertTrue(
        line.estimate.bitsPerSecond() > 1_500_000, "7 s later: " + line.estimate.bitsPerSecond());
  }

  @Test
  void aWayThatBecomesLongerIsNotTakenForAQueueForLong() {
    Line line = line(3_000_000);
    line.wanted = 900_000;
    line.run(6_000);
    line.delayMillis = 150;
    line.jitterMillis = 100;
    line.run(6_000);
    assertTrue(
        line.estimate.bitsPerSecond() > 600_000, "6 s later: " + line.estimate.bitsPerSecond());
  }

  @Test
  void packetsThatWereHeldUpTogetherAreNotTakenForAWideLine() {
    Line line = line(450_000);
    line.clumpMillis = 60;
    line.run(6_000);
    line.voiceWaits.clear();
    line.run(20_000);
    assertTrue(line.estimate.bitsPerSecond() < 600_000, "now " + line.estimate.bitsPerSecond());
    assertTrue(line.voiceWaitMillis() < 200, "voice waits " + line.voiceWaitMillis() + " ms");
  }

  @Test
  void aLineThatNarrowsIsLeftToItsVoice() {
    Line line = line(3_000_000);
    line.run(10_000);
    line.bitsPerSecond = 300_000;
    line.run(3_000);
    assertTrue(
        line.estimate.bitsPerSecond() < 330_000, "3 s later: " + line.estimate.bitsPerSecond());
  }

  @Test
  void chanceLossIsNoReasonToSendLess() {
    Line line = line(3_000_000);
    line.loss = 0.1;
    line.wanted = 900_000;
    line.run(20_000);
    assertTrue(
        line.estimate.bitsPerSecond() > 700_000, "at 10 %: " + line.estimate.bitsPerSecond());
  }

  @Test
  void lossThatStaysWhenLessIsSentIsChanceHoweverMuchItIs() {
    for (double loss : new double[] {0.2, 0.25, 0.35}) {
      Line line = line(6_000_000);
      line.loss = loss;
      line.wanted = 1_800_000;
      line.run(10_000);
      line.lowest = Long.MAX_VALUE;
      line.run(20_000);
      assertTrue(line.lowest > 700_000, "at a loss of " + loss + " once " + line.lowest);
    }
  }

  @Test
  void lossThatEndsWhenLessIsSentIsAFullLines() {
    Line line = line(450_000);
    line.queueMillis = 2;
    line.run(20_000);
    assertTrue(
        line.estimate.bitsPerSecond() < 600_000, "believed: " + line.estimate.bitsPerSecond());
    assertTrue(line.estimate.loss() < 0.2, "lost: " + line.estimate.loss());
  }

  @Test
  void whoIsHeldBackAlreadyIsNotTakenForWhatTheLineCarries() {
    Line line = line(3_000_000);
    line.wanted = 1_800_000;
    line.run(8_000);
    // Nothing but the voice is sent, and somebody else fills the line.
    line.wanted = 0;
    line.run(1_500);
    line.delayMillis = 140;
    line.lowest = Long.MAX_VALUE;
    line.run(1_000);
    assertTrue(line.lowest > 300_000, "once " + line.lowest);
  }

  @Test
  void jitterIsNotTakenForAQueue() {
    Line line = line(3_000_000);
    line.delayMillis = 200;
    line.jitterMillis = 100;
    line.wanted = 1_900_000;
    line.run(20_000);
    assertTrue(
        line.estimate.bitsPerSecond() > 1_500_000, "with jitter: " + line.estimate.bitsPerSecond());
  }

  @Test
  void theFarEndsFeedbackIsWellFormed() {
    Line line = line(1_000_000);
    line.run(500);
    assertTrue(RtcpReader.read(line.writer.bytes(), 0, line.writer.length(), new RtcpIgnored()));
  }

  private static final class RtcpIgnored implements RtcpReader.Receiver {
    @Override
    public void senderReport(int ssrc, long ntp, int timestamp) {}

    @Override
    public void reportBlock(int ssrc, int fraction, int jitter, long lastReport, long delay) {}

    @Override
    public void missing(int ssrc, int sequence, int following) {}

    @Override
    public void keyFrameWanted(int ssrc) {}

    @Override
    public void arrivals(byte[] bytes, int at, int length) {}

    @Override
    public void bye(int ssrc) {}
  }
}
