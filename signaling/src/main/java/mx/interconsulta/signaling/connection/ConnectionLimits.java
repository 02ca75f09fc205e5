package mx.interconsulta.signaling.connection;

/**
 * What one connection may send, and how much may wait for it.
 *
 * @param messagesPerSecond messages a page may send in the long run
 * @param burst messages it may send at once
 * @param maxMessageBytes longest message taken, in bytes of UTF-8
 * @param maxWaitingBytes most that may wait to be read by a page before it counts as too slow
 */
public record ConnectionLimits(
    int messagesPerSecond, int burst, int maxMessageBytes, int maxWaitingBytes) {

  /** Those of docs/signaling-protocol.md. */
  public static final ConnectionLimits DEFAULTS = new ConnectionLimits(50, 200, 131_072, 1 << 20);

  public ConnectionLimits {
    if (messagesPerSecond < 1 || burst < 1 || maxMessageBytes < 1_024 || maxWaitingBytes < 1_024) {
      throw new IllegalArgumentException("a connection must be able to say something");
    }
  }

  /** The same with another rate; the burst follows it. */
  public ConnectionLimits withMessagesPerSecond(int rate) {
    return new ConnectionLimits(rate, Math.max(burst, 4 * rate), maxMessageBytes, maxWaitingBytes);
  }
}
