package mx.interconsulta.media.forward;

import mx.interconsulta.media.inbound.InboundStream;
import mx.interconsulta.media.inbound.InboundTrack;

/**
 * Which layers of one picture are of use to anybody, to be told to whoever sends it. Layers are for
 * several viewers with unlike lines; where one alone looks on, the picture is better made for that
 * one line: a single layer with as many bits as fit, as between two browsers. More is told at once,
 * less only after a while.
 *
 * <p>Threading: the media loop's only.
 */
public final class LayerDemand {
  private static final int TOP = InboundTrack.MOST_LAYERS - 1;
  private static final int[] HEIGHTS = {180, 360, 720};
  private static final long[] FULL_RATES = {150_000, 500_000, 1_800_000};

  /** With so much for one picture nobody need hold back. */
  private static final long PLENTY = 1_600_000;

  /** Less is no picture; there it stands still. */
  private static final long LEAST = 30_000;

  /** A picture is sent at a little less than fits, for its frames are not all alike. */
  private static final double SHARE = 0.92;

  private static final double SPARE = 1.15;
  private static final double LESS = 0.93;
  private static final double MORE = 1.12;
  private static final long LESS_NANOS = 200_000_000L;
  private static final long MORE_NANOS = 800_000_000L;
  private static final long NARROWER_NANOS = 2_000_000_000L;

  private final InboundTrack track;
  private int viewers;
  private Wish viewer;
  private int lowestNow;
  private int highestNow;
  private int lowest;
  private int highest = TOP;
  private long bits;
  private long toldAt = Long.MIN_VALUE / 2;
  private long wideAt = Long.MIN_VALUE / 2;
  private boolean told;

  public LayerDemand(InboundTrack track) {
    this.track = track;
  }

  /** Forgets who looked on. */
  public void begin() {
    viewers = 0;
    lowestNow = TOP;
    highestNow = 0;
  }

  /** One who is sent the picture, or would be if there were room. */
  public void view(Wish wish, long nowNanos) {
    wish.heldBack(false);
    wish.alone(false);
    if (wish.height() == 0) {
      return;
    }
    viewers++;
    viewer = wish;
    int most = useful(wish);
    highestNow = Math.max(highestNow, most);
    int fits = 0;
    while (fits < most && cost(fits + 1, nowNanos) * SPARE <= wish.budget()) {
      fits++;
    }
    lowestNow = Math.min(lowestNow, fits);
  }

  /**
   * Whether there is something new to tell; then it is in the numbers below. At first always: the
   * page may remember what it was told of a source of that name that has ended.
   */
  public boolean decide(long nowNanos) {
    if (!told) {
      told = true;
      return true;
    }
    long bitsNow = 0;
    if (viewers == 0) {
      lowestNow = 0;
      highestNow = TOP;
    } else if (viewers == 1) {
      bitsNow = viewer.budget() >= PLENTY ? 0 : Math.max(LEAST, (long) (viewer.budget() * SHARE));
      lowestNow = useful(viewer);
      highestNow = lowestNow;
      viewer.heldBack(bitsNow > 0);
      viewer.alone(true);
    }
    boolean wider = lowestNow < lowest || highestNow > highest;
    boolean narrower = !wider && (lowestNow > lowest || highestNow < highest);
    if (!narrower) {
      wideAt = nowNanos;
    }
    boolean less = bitsNow > 0 && (bits == 0 || bitsNow < bits * LESS);
    boolean more = bits > 0 && (bitsNow == 0 || bitsNow > bits * MORE);
    boolean tell =
        wider
            || (narrower && nowNanos - wideAt > NARROWER_NANOS)
            || (less && nowNanos - toldAt > LESS_NANOS)
            || (more && nowNanos - toldAt > MORE_NANOS);
    if (tell) {
      lowest = lowestNow;
      highest = highestNow;
      bits = bitsNow;
      toldAt = nowNanos;
      if (bits > 0) {
        viewer.promise(bits, nowNanos);
      }
      if (viewers == 1) {
        viewer.forwarding().expect(lowest);
      }
    }
    return tell;
  }

  /** The smallest layer that is as large as it is shown. */
  private int useful(Wish wish) {
    int layer = 0;
    while (layer < TOP && (wish.height() < 0 || height(layer) < wish.height())) {
      layer++;
    }
    return layer;
  }

  private int height(int layer) {
    InboundStream stream = track.layer(layer);
    return stream != null && stream.height() > 0 ? stream.height() : HEIGHTS[layer];
  }

  private long cost(int layer, long nowNanos) {
    InboundStream stream = track.layer(layer);
    return stream != null && stream.live(nowNanos)
        ? stream.bitsPerSecond(nowNanos)
        : FULL_RATES[layer];
  }

  /** Smallest layer of use. */
  public int lowest() {
    return lowest;
  }

  /** Largest layer of use. */
  public int highest() {
    return highest;
  }

  /** How much of it can be used, in bits per second; 0 for as much as there is. */
  public long bitsPerSecond() {
    return bits;
  }
}
