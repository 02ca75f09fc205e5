package mx.interconsulta.media.forward;

/**
 * A picture that a subscriber may be sent, and what is known of the wish for it. Belongs to the
 * media loop.
 */
public final class Wish {
  /** Not said yet: the largest there is. */
  public static final int ANY_HEIGHT = -1;

  private final Forwarding forwarding;
  private int rank;
  private boolean detail;
  private int height = ANY_HEIGHT;
  private String pausedFor = "";
  private long changedAt = Long.MIN_VALUE;

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

  long changedAt() {
    return changedAt;
  }

  void changedAt(long now) {
    changedAt = now;
  }
}
