package mx.interconsulta.media.feedback;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.PriorityQueue;
import java.util.Random;
import mx.interconsulta.media.rtp.BigEndian;
import mx.interconsulta.media.rtp.RtcpReader;
import mx.interconsulta.media.rtp.RtcpWriter;
import org.junit.jupiter.api.Test;

/**
 * The estimate on a line of known rate, delay, loss and jitter, in time that the test lets pass: a
 * sender sends what it believes to fit, the far end tells what arrived, as browsers do.
 */
class LineEstimateTest {
  private static final long MILLI = 1_000_000L;

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
    double loss;
    long wanted = 2_000_000;
    long now = 5_000 * MILLI;
    long freeAt;
    long owed;
    long soundAt;
    int number;
    long worstQueueMillis;

    void run(long millis) {
      for (long end = now + millis * MILLI; now < end; now += 5 * MILLI) {
        owed += Math.min(estimate.bitsPerSecond(), wanted) / 8 * 5 / 1000;
        if (now - soundAt >= 20 * MILLI) {
          soundAt = now;
          send(120);
        }
        while (now / (5 * MILLI) % 12 == 0 && owed > 1000) {
          send(1000);
          owed -= 1000;
        }
        estimate.want(wanted);
        for (long due = estimate.probeBytesDue(now), i = 0; due > 0 && i < 12; due -= 1000, i++) {
          send(1000);
        }
        deliver();
        if (now / (5 * MILLI) % 10 == 0) {
          feedBack();
        }
      }
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
      flying.add(new long[] {freeAt + delayMillis * MILLI + jitter, number++ & 0xffff});
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
    line.run(17_000);
    assertTrue(line.estimate.bitsPerSecond() > 250_000, "used: " + line.estimate.bitsPerSecond());
    assertTrue(line.worstQueueMillis < 280, "voice waits " + line.worstQueueMillis + " ms");
  }

  @Test
  void aLineThatWidensIsUsedAgain() {
    Line line = line(450_000);
    line.run(10_000);
    line.bitsPerSecond = 3_000_000;
    line.run(12_000);
    assertTrue(
        line.estimate.bitsPerSecond() > 1_500_000, "12 s later: " + line.estimate.bitsPerSecond());
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
  void jitterIsNotTakenForAQueue() {
    Line line = line(3_000_000);
    line.delayMillis = 200;
    line.jitterMillis = 50;
    line.wanted = 900_000;
    line.run(20_000);
    assertTrue(
        line.estimate.bitsPerSecond() > 500_000, "with jitter: " + line.estimate.bitsPerSecond());
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
