package mx.interconsulta.media.forward;

/**
 * A picture that a subscriber may be sent, and what is known of the wish for it. Belongs to the
 * media loop.
 */
public final class Wish {
  /** Not said yet: the largest there is. */
  public static final int ANY_HEIGHT = -1;

  private static final long PROMISE_NANOS = 1_500_000_000L;

  private final Forwarding forwarding;
  private int rank;
  private boolean detail;
  private int height = ANY_HEIGHT;
  private String pausedFor = "";
  private long changedAt = Long.MIN_VALUE;
  private long budget = Long.MAX_VALUE;
  private boolean heldBack;
  private boolean alone;
  private long promised;
  private long promisedAt = Long.MIN_VALUE / 2;

  /** A wish for what a forwarding sends. */
  public Wish(Forwarding forwarding) {
    this.forwarding = forwarding;
  }

  public Forwarding forwarding() {
    return forwarding;
  }

  /** How much it matters: more is served first. */
  public int rank() {
    return rank;
  }

  public void rank(int now) {
    rank = now;
  }

  /** Whether sharpness matters more than motion. */
  public boolean detail() {
    return detail;
  }

  public void detail(boolean now) {
    detail = now;
  }

  /** Height it is shown at in pixels; 0 when hidden. */
  public int height() {
    return height;
  }

  public void height(int now) {
    height = now;
  }

  /** Why it stands still: {@code bandwidth}, {@code hidden}; empty while it goes on. */
  public String pausedFor() {
    return pausedFor;
  }

  void pausedFor(String reason) {
    pausedFor = reason;
  }

  /** What its subscriber's line has for it, in bits per second. */
  long budget() {
    return budget;
  }

  void budget(long now) {
    budget = now;
  }

  /** Whether its sender was told to make it no larger than fits. */
  boolean heldBack() {
    return heldBack;
  }

  void heldBack(boolean now) {
    heldBack = now;
  }

  /** Whether nobody else looks on: then its sender makes it as large as fits here. */
  void alone(boolean now) {
    alone = now;
  }

  /**
   * Whether its sender makes it fit when told to: nobody else looks on, and what it was told last
   * it does, or has not had the time to.
   *
   * @param measured what it sends, in bits per second
   */
  boolean fitsItself(long measured, long nowNanos) {
    boolean told = promised > 0;
    return alone && (!told || nowNanos - promisedAt < PROMISE_NANOS || measured < promised * 3 / 2);
  }

  /** Its sender was told to take so much and no more. */
  void promise(long bitsPerSecond, long nowNanos) {
    promised = bitsPerSecond;
    promisedAt = nowNanos;
  }

  /** What is expected of its sender until a measured second can show it. */
  long promised(long nowNanos) {
    return nowNanos - promisedAt < PROMISE_NANOS ? promised : Long.MAX_VALUE;
  }

  long changedAt() {
    return changedAt;
  }

  void changedAt(long now) {
    changedAt = now;
  }
}
