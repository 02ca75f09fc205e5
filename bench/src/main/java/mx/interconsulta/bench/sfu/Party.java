package mx.interconsulta.bench.sfu;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The members of one scenario at one forwarding unit: silent, or sending and measured.
 *
 * <p>Threading: cameras and counters live on the loop; the methods wait for it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a camera that stops shows in what is counted
final class Party {

  /**
   * One round's figures.
   *
   * @param cpuSeconds processor seconds of the unit for 100,000 packets out
   * @param cores processors that the unit kept busy
   * @param delivered of all packets that should have arrived, how many did
   */
  record Figures(
      double cpuSeconds,
      double cores,
      double p50,
      double p99,
      double p999,
      double delivered,
      double perSecond) {}

  /**
   * Rooms of the same make.
   *
   * @param compared whether Janus carries them, too
   */
  record Scenario(String name, int rooms, int senders, int listeners, boolean compared) {
    Scenario(String name, int rooms, int senders, int listeners) {
      this(name, rooms, senders, listeners, true);
    }

    int packetsPerSecond() {
      return rooms * senders * (senders - 1 + listeners) * Camera.PACKETS_A_SECOND;
    }

    /** Like no other scenario's. */
    String room(int number) {
      return name.replaceAll("\\W+", "-") + "-" + number;
    }
  }

  /** While somebody joins: what fits into a line that nothing is known of. */
  private static final int SLOW_FRAME_MILLIS = 125;

  private static final int NEWCOMER = 900;

  private final Sfu sfu;
  private final ProcessorTime processor;
  private final EventLoop loop;
  private final Scenario scenario;
  private final List<Sfu.Member> senders = new ArrayList<>();
  private final Deque<Sfu.Member> listeners = new ArrayDeque<>();
  private final List<Camera> cameras = new ArrayList<>();
  private final List<ScheduledFuture<?>> running = new ArrayList<>();
  private Latencies latencies = new Latencies();
  private long heard;

  Party(Sfu sfu, EventLoop loop, Scenario scenario) {
    this.sfu = sfu;
    this.processor = new ProcessorTime(sfu.pid());
    this.loop = loop;
    this.scenario = scenario;
  }

  Sfu sfu() {
    return sfu;
  }

  /** Lets everybody in. */
  void gather() throws Exception {
    int number = 1;
    for (int room = 0; room < scenario.rooms(); room++) {
      String name = scenario.room(room);
      for (int i = 0; i < scenario.senders(); i++) {
        boolean hears = scenario.senders() > 1;
        senders.add(sfu.join(name, number, true, hears, this::hear));
        cameras.add(new Camera(0x01000000 + number));
        number++;
      }
      for (int i = 0; i < scenario.listeners(); i++) {
        listeners.add(sfu.join(name, number++, false, true, this::hear));
      }
      sfu.open(name);
    }
  }

  /**
   * Sends until what should arrive does, or the patience ends: an estimating unit needs a while to
   * believe that a line carries it all. Never shorter than the least: what compiles itself is
   * measured once it has.
   */
  boolean warmUp(Duration least, Duration patience) throws Exception {
    start();
    long begin = System.nanoTime();
    boolean full = false;
    while (System.nanoTime() - begin < (full ? least : patience).toNanos()) {
      long before = count();
      long from = System.nanoTime();
      after(1_000);
      double expected = scenario.packetsPerSecond() * (System.nanoTime() - from) / 1e9;
      full = count() - before >= 0.97 * expected;
    }
    stop();
    return full;
  }

  /** Sends, and measures once it flows. */
  Figures measure(Duration settle, Duration measured) throws Exception {
    start();
    after(settle.toMillis());
    onLoop(
        () -> {
          latencies = new Latencies();
          heard = 0;
        });
    long cpu = processor.nanos();
    long from = System.nanoTime();
    after(measured.toMillis());
    long used = processor.nanos() - cpu;
    double seconds = (System.nanoTime() - from) / 1e9;
    Latencies taken = latencies;
    long packets = count();
    stop();
    return new Figures(
        used / 1e9 * 100_000 / packets,
        used / 1e9 / seconds,
        taken.millis(0.5),
        taken.millis(0.99),
        taken.millis(0.999),
        packets / (scenario.packetsPerSecond() * seconds),
        packets / seconds);
  }

  /**
   * Milliseconds from asking to come in until a newcomer hears the first packet; each newcomer
   * stays, and takes the place of one who leaves where there are listeners: a room takes a hundred.
   */
  double[] joinMillis(int newcomers) throws Exception {
    start(SLOW_FRAME_MILLIS);
    after(1_000);
    double[] millis = new double[newcomers];
    String room = scenario.room(0);
    for (int i = 0; i < newcomers; i++) {
      if (!listeners.isEmpty()) {
        sfu.leave(listeners.remove());
      }
      CompletableFuture<Long> first = new CompletableFuture<>();
      long asked = System.nanoTime();
      sfu.join(
          room,
          NEWCOMER + i,
          false,
          true,
          (buffer, offset, length, nanos) -> first.complete(nanos));
      sfu.open(room);
      millis[i] = (first.get(30, TimeUnit.SECONDS) - asked) / 1e6;
    }
    stop();
    return millis;
  }

  /** Begins to send, until {@link #stop}. */
  void start() throws Exception {
    start(Camera.FRAME_MILLIS);
  }

  private void start(int frameMillis) throws Exception {
    onLoop(
        () -> {
          for (int i = 0; i < senders.size(); i++) {
            Sfu.Member member = senders.get(i);
            Camera camera = cameras.get(i);
            // Cameras are not in step, as nobody's are.
            long offset = frameMillis * 1000L * i / senders.size();
            running.add(
                loop.scheduleAtFixedRate(
                    () -> camera.shoot(member),
                    offset,
                    frameMillis * 1000L,
                    TimeUnit.MICROSECONDS));
          }
        });
  }

  void stop() throws Exception {
    onLoop(
        () -> {
          running.forEach(each -> each.cancel(false));
          running.clear();
        });
  }

  private void hear(byte[] buffer, int offset, int length, long arrivalNanos) {
    if (Camera.isPicture(buffer, offset, length)) {
      heard++;
      latencies.add(arrivalNanos - Camera.leftAt(buffer, offset, length));
    }
  }

  /** Packets heard since the last measurement began. */
  long count() throws Exception {
    long[] now = new long[1];
    onLoop(() -> now[0] = heard);
    return now[0];
  }

  private void onLoop(Runnable action) throws Exception {
    loop.submit(action).get(30, TimeUnit.SECONDS);
  }

  /** Lets this much time pass while the loop works. */
  void after(long millis) throws Exception {
    loop.schedule(() -> {}, millis, TimeUnit.MILLISECONDS).get();
  }
}
