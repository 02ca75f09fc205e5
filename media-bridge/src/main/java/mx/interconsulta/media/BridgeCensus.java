package mx.interconsulta.media;

/**
 * A count of everything a bridge holds, so that a test can show that nothing is left behind.
 *
 * @param rooms open rooms
 * @param participants participants in them
 * @param transports transports, connected or not
 * @param sources published sources
 * @param timers timers that are waiting
 */
public record BridgeCensus(int rooms, int participants, int transports, int sources, int timers) {

  /** Nothing at all. */
  public static final BridgeCensus EMPTY = new BridgeCensus(0, 0, 0, 0, 0);
}
