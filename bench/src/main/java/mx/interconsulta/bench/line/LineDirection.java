package mx.interconsulta.bench.line;

import java.util.SplittableRandom;

/**
 * Decides for each packet of one direction whether and when it comes out. The same seed and the
 * same packets give the same answers. Not thread-safe: its owner calls it, packet by packet, with a
 * clock that never goes back.
 *
 * <p>A packet meets, in this order: loss (Gilbert's two states, so losses may come in bursts), the
 * narrow place with its drop-tail queue, and the way with delay and jitter.
 */
public final class LineDirection {
  /** {@link #admit}'s answer for a packet that never comes out. */
  public static final long LOST = Long.MIN_VALUE;

  private static final double MILLI = 1e6;
  private static final int IPV4_PROTOCOL = 9;
  private static final int IPV6_NEXT_HEADER = 6;
  private static final byte UDP = 17;

  private final SplittableRandom random;
  private LineSettings settings;
  private boolean losing;
  private long narrowFreeAt = Long.MIN_VALUE;
  private long lastOut = Long.MIN_VALUE;
  private long offered;
  private long lost;
  private long dropped;
  private long bytesOut;

  /** A direction with the settings of a cable. */
  public LineDirection(long seed) {
    this.random = new SplittableRandom(seed);
    this.settings = LineSettings.CABLE;
  }

  /** From the next packet on; what is under way keeps its time. */
  public void set(LineSettings next) {
    settings = next;
    losing = false;
  }

  /**
   * Whether a firewall stops this packet: UDP, where that is blocked.
   *
   * @param packet an IPv4 or IPv6 packet
   */
  public boolean blocks(byte[] packet) {
    if (!settings.withoutUdp() || packet.length < 20) {
      return false;
    }
    boolean six = packet[0] >>> 4 == 6;
    return packet[six ? IPV6_NEXT_HEADER : IPV4_PROTOCOL] == UDP;
  }

  /**
   * Takes a packet.
   *
   * @param bytes length of the IP packet
   * @param now nanoseconds of a steady clock
   * @return the instant it comes out at, or {@link #LOST}
   */
  public long admit(int bytes, long now) {
    offered++;
    if (isLost()) {
      lost++;
      return LOST;
    }
    long through = now;
    if (settings.rateKbit() > 0) {
      long start = Math.max(now, narrowFreeAt);
      if (start - now > settings.queueMillis() * MILLI) {
        dropped++;
        return LOST;
      }
      narrowFreeAt = start + (long) (bytes * 8 * MILLI / settings.rateKbit());
      through = narrowFreeAt;
    }
    bytesOut += bytes;
    if (settings.reorder() > 0 && random.nextDouble() < settings.reorder()) {
      return through;
    }
    double jitter =
        settings.jitterMillis() == 0
            ? 0
            : random.nextDouble(-settings.jitterMillis(), settings.jitterMillis());
    long out = through + (long) ((settings.delayMillis() + jitter) * MILLI);
    lastOut = Math.max(lastOut, out);
    return lastOut;
  }

  private boolean isLost() {
    double loss = settings.loss();
    if (loss == 0) {
      return false;
    }
    double burst = settings.burst();
    if (burst <= 1) {
      return random.nextDouble() < loss;
    }
    // Gilbert: the share of time in the losing state is the loss, a stay in it lasts `burst`
    // packets.
    double leave = 1 / burst;
    double enter = loss * leave / (1 - loss);
    losing = losing ? random.nextDouble() >= leave : random.nextDouble() < enter;
    return losing;
  }

  /** Packets offered, lost by the line, dropped at the queue; bytes let through. */
  public Counts counts() {
    return new Counts(offered, lost, dropped, bytesOut);
  }

  /**
   * What a direction has seen since it was made.
   *
   * @param offered packets that came in
   * @param lost packets the line lost
   * @param dropped packets that found the queue full
   * @param bytesOut bytes of IP packets let through
   */
  public record Counts(long offered, long lost, long dropped, long bytesOut) {}
}
