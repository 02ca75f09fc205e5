package mx.interconsulta.media.feedback;

/**
 * Which losses are a full line's, and which are chance. A radio link that loses one packet in five
 * loses it whatever it is given; a line that is full without keeping a queue (a policer) loses what
 * is too much, and no more once less is sent. So where much is lost and nothing waits, less is sent
 * for a moment: what is lost then all the same is chance, and is not taken for a full line again.
 */
final class ChanceLoss {
  /** Beyond what is lost by chance. */
  private static final double CONGESTED = 0.25;

  private static final double SMOOTHING = 0.5;

  /** Less is being sent when it is less than this share of what was sent before. */
  private static final double CLEARLY_LESS = 0.85;

  /** A loss that stays above this share of what it was did not come from sending too much. */
  private static final double STAYS = 0.6;

  private static final int LEAST_TOLD = 40;
  private static final long PATIENCE_NANOS = 4_000_000_000L;

  /** A line that became better may be full again at less. */
  private static final double FORGETTING = 0.1;

  private double smoothed;
  private double chance;
  private boolean trying;
  private long triedAt;
  private long before;
  private long sentBefore;
  private double lostBefore;
  private int told;
  private int lost;

  /**
   * Takes a period.
   *
   * @return whether so much was lost that the line must be taken for a full one
   */
  boolean period(int lostNow, int toldNow, long sentNow) {
    double share = (double) lostNow / toldNow;
    smoothed += SMOOTHING * (share - smoothed);
    chance += FORGETTING * (Math.min(chance, share) - chance);
    if (trying && sentNow < sentBefore * CLEARLY_LESS) {
      told += toldNow;
      lost += lostNow;
    }
    double tolerated = chance + CONGESTED * (1 - chance);
    return !trying && share > tolerated && smoothed > tolerated;
  }

  /** Less is sent from now on, because of a loss; nothing waits on the line. */
  void tryWithLess(long estimateBefore, long sentNow, long now) {
    trying = true;
    triedAt = now;
    before = estimateBefore;
    sentBefore = sentNow;
    lostBefore = smoothed;
    told = 0;
    lost = 0;
  }

  /** A queue says what the line is: nothing is to be found out by sending less. */
  void endTrial() {
    trying = false;
  }

  /**
   * What the trial showed.
   *
   * @return what was believed before it, when the loss was chance; else 0
   */
  long verdict(long now) {
    if (!trying || (told < LEAST_TOLD && now - triedAt < PATIENCE_NANOS)) {
      return 0;
    }
    trying = false;
    double still = told < LEAST_TOLD ? 0 : (double) lost / told;
    if (still < lostBefore * STAYS) {
      return 0;
    }
    chance = still;
    return before;
  }

  /** Share lost by chance, 0 to 1. */
  double chance() {
    return chance;
  }

  /** Share lost lately, for whatever reason. */
  double smoothed() {
    return smoothed;
  }
}
