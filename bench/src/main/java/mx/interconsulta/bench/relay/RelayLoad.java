package mx.interconsulta.bench.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;

/**
 * The same load for us and the baseline: every pair keeps a number of messages on the way; each
 * that arrives sends the next. Latency is from the send on one socket to the receipt on the other,
 * both in this process.
 */
public final class RelayLoad {

  /** One way from a socket to another through the relay under test. */
  public interface Lane {
    /** Sends a message that carries this number. */
    void send(long number);

    /** Calls back with the number of every message that arrives. */
    void onArrival(Arrival arrival);
  }

  /** Hears of a message that arrived. */
  @FunctionalInterface
  public interface Arrival {
    void arrived(long number);
  }

  /**
   * What a round measured.
   *
   * @param messagesPerSecond messages that arrived, a second
   * @param p50Millis median latency
   * @param p99Millis 99th percentile of latency
   * @param cpuMicros processor time of the relay for each message that arrived: says the same on a
   *     machine that others use
   */
  public record Round(
      double messagesPerSecond, double p50Millis, double p99Millis, double cpuMicros) {}

  /** Buckets of 10 microseconds up to 2 s. */
  private static final int BUCKETS = 200_000;

  private RelayLoad() {}

  /**
   * Runs the load.
   *
   * @param lanes the ways, each used by itself
   * @param onTheWay messages each lane keeps on the way
   * @param warmUp nanoseconds before counting begins
   * @param measured nanoseconds that are counted
   * @param cpu processor time that the relay has used so far
   */
  public static Round run(
      List<? extends Lane> lanes, int onTheWay, long warmUp, long measured, Supplier<Duration> cpu)
      throws InterruptedException {
    AtomicLongArray histogram = new AtomicLongArray(BUCKETS);
    AtomicLong arrivals = new AtomicLong();
    long begin = System.nanoTime() + warmUp;
    long end = begin + measured;
    CountDownLatch idle = new CountDownLatch(lanes.size() * onTheWay);
    for (Lane lane : lanes) {
      lane.onArrival(
          sentAt -> {
            long now = System.nanoTime();
            if (now >= begin && now < end) {
              arrivals.incrementAndGet();
              histogram.incrementAndGet(
                  (int) Math.min(BUCKETS - 1L, Math.max(0, (now - sentAt) / 10_000)));
            }
            if (now < end) {
              lane.send(System.nanoTime());
            } else {
              idle.countDown();
            }
          });
      for (int i = 0; i < onTheWay; i++) {
        lane.send(System.nanoTime());
      }
    }
    TimeUnit.NANOSECONDS.sleep(begin - System.nanoTime());
    Duration before = cpu.get();
    TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
    Duration used = cpu.get().minus(before);
    if (!idle.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          idle.getCount() + " messages were lost on the way; the figure would be wrong");
    }
    return new Round(
        arrivals.get() * 1e9 / measured,
        percentile(histogram, arrivals.get(), 0.5),
        percentile(histogram, arrivals.get(), 0.99),
        used.toNanos() / 1e3 / Math.max(1, arrivals.get()));
  }

  private static double percentile(AtomicLongArray histogram, long count, double fraction) {
    long wanted = (long) Math.ceil(count * fraction);
    long seen = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      seen += histogram.get(bucket);
      if (seen >= wanted) {
        return (bucket + 1) / 100.0;
      }
    }
    return BUCKETS / 100.0;
  }
}
