package mx.interconsulta.signaling;

import mx.interconsulta.signaling.connection.ConnectionLimits;

/**
 * What can be configured of the live connection.
 *
 * @param limits what one connection may send and how much may wait for it
 * @param roomLoops how many event loops rooms are spread over, at least 1
 */
public record SignalingOptions(ConnectionLimits limits, int roomLoops) {

  /** The documented limits on two loops. */
  public static final SignalingOptions DEFAULTS =
      new SignalingOptions(ConnectionLimits.DEFAULTS, 2);

  /**
   * What {@code HttpServerOptions} must have as largest WebSocket frame and message: more than a
   * page may send, so that a message that is too large gets a typed error.
   */
  public static final int HARD_LIMIT = 262_144;

  public SignalingOptions {
    if (roomLoops < 1) {
      throw new IllegalArgumentException("rooms need a loop to live on");
    }
  }

  /** The same with another rate of messages. */
  public SignalingOptions withMessagesPerSecond(int rate) {
    return new SignalingOptions(limits.withMessagesPerSecond(rate), roomLoops);
  }

  /** The same on another number of event loops. */
  public SignalingOptions withRoomLoops(int loops) {
    return new SignalingOptions(limits, loops);
  }
}
