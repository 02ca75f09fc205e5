package mx.interconsulta.signaling.room;

/**
 * One end of the link between a page's server and the server that has its room, for one stay. What
 * is said on it is numbered each way. The bus may lose things, but a gap, or silence, ends the
 * link: so a page has heard everything in order, or hears that it is out and enters again. Belongs
 * to the exchange's context.
 */
final class LinkEnd {
  /** How many ticks of a second may pass without a word of the other end. */
  private static final int MOST_QUIET = 3;

  /** The same until its first: a server that lives answers at once. */
  private static final int MOST_QUIET_AT_FIRST = 2;

  private final String id;
  private final String server;
  private long said;
  private long heard;
  private int quiet;
  private boolean answered;

  LinkEnd(String id, String server) {
    this.id = id;
    this.server = server;
  }

  String id() {
    return id;
  }

  /** Id of the process at the other end. */
  String server() {
    return server;
  }

  /** The number of the next word. */
  long next() {
    return ++said;
  }

  /** The number of the last word. */
  long said() {
    return said;
  }

  /** Takes a word; false when there is a gap before it. */
  boolean hears(long number) {
    answered();
    if (number != heard + 1) {
      return false;
    }
    heard = number;
    return true;
  }

  /** Takes a sign of life; false when words are missing. */
  boolean agrees(long theySaid) {
    answered();
    return theySaid == heard;
  }

  private void answered() {
    answered = true;
    quiet = 0;
  }

  /** A second has passed; true when the other end has been quiet for too long. */
  boolean isQuiet() {
    return ++quiet > (answered ? MOST_QUIET : MOST_QUIET_AT_FIRST);
  }
}
