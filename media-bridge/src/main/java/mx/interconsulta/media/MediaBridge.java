package mx.interconsulta.media;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Moves audio and video between the participants of rooms. A room never knows which bridge it has;
 * it reads {@link #capabilities()}.
 *
 * <p>Threading: every method may be called from any thread and returns at once. Everything a bridge
 * has to say about a room is said through that room's one {@link MediaListener}, on the context
 * given at {@link #open}.
 */
public interface MediaBridge {

  /** What rooms of this bridge can do. Constant for the life of the bridge. */
  BridgeCapabilities capabilities();

  /**
   * Opens a room. Fails with {@link MediaRefusal} when the bridge is draining, or full, or already
   * has a room of this id.
   *
   * @param roomId the room's id, opaque
   * @param owner the context that owns the room; the listener is called there and nowhere else
   * @param listener hears everything about the room until it is closed
   */
  Future<MediaRoom> open(String roomId, Context owner, MediaListener listener);

  /**
   * Fails when the bridge could not open a room now: it drains, is closed, or what it stands on
   * does not answer. For {@code /health/ready}.
   */
  Future<Void> check();

  /** What the bridge holds now; all zero when nobody is there. */
  BridgeCensus census();

  /**
   * Opens no more rooms, waits for those there are, and closes what is left after the patience with
   * {@link MediaEndReason#DRAINED}.
   */
  Future<Void> drain(Duration patience);

  /** Ends at once; every participant hears {@link MediaEndReason#BRIDGE_STOPPED}. */
  Future<Void> close();
}
