package mx.interconsulta.media.direct;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import mx.interconsulta.media.BridgeCapabilities;
import mx.interconsulta.media.BridgeCensus;
import mx.interconsulta.media.BridgeRooms;
import mx.interconsulta.media.MediaBridge;
import mx.interconsulta.media.MediaListener;
import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.MediaRoom;
import mx.interconsulta.media.message.MediaMessage;

/**
 * Browser to browser: two people, one camera and one microphone each, nothing more. The bridge
 * carries descriptions and candidates between the two pages and touches no packet, so a call goes
 * on while its signalling is away.
 *
 * <p>Threading: each room's state belongs to the context that owns the room; everything else posts
 * there. Only the census and the list of rooms are shared.
 */
public final class DirectBridge implements MediaBridge {
  private static final BridgeCapabilities CAPABILITIES =
      new BridgeCapabilities(
          "direct", 2, 0, 1, BridgeCapabilities.Offerer.PAGE, false, false, List.of("vp8"));

  private final Vertx vertx;
  private final Function<String, List<MediaMessage.IceServer>> iceServers;
  private final BridgeRooms<DirectRoom> rooms = new BridgeRooms<>();

  /**
   * A bridge.
   *
   * @param vertx for the timer of {@link #drain}
   * @param iceServers STUN and TURN servers that pages are told; may be empty on one network
   */
  public DirectBridge(Vertx vertx, List<MediaMessage.IceServer> iceServers) {
    this(vertx, participant -> List.copyOf(iceServers));
  }

  /**
   * A bridge.
   *
   * @param vertx for the timer of {@link #drain}
   * @param iceServers STUN and TURN servers that each participant is told
   */
  public DirectBridge(Vertx vertx, Function<String, List<MediaMessage.IceServer>> iceServers) {
    this.vertx = vertx;
    this.iceServers = iceServers;
  }

  @Override
  public BridgeCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Future<MediaRoom> open(String roomId, Context owner, MediaListener listener) {
    return rooms.open(new DirectRoom(roomId, owner, listener, this));
  }

  @Override
  public Future<Void> check() {
    return switch (rooms.stage()) {
      case OPEN -> Future.succeededFuture();
      case DRAINING -> Future.failedFuture(new MediaRefusal(MediaRefusal.Code.DRAINING));
      case CLOSED -> Future.failedFuture(new MediaRefusal(MediaRefusal.Code.ROOM_CLOSED));
    };
  }

  @Override
  public BridgeCensus census() {
    return rooms.census();
  }

  @Override
  public Future<Void> drain(Duration patience) {
    return rooms.drain(
        patience,
        (millis, action) -> {
          long timer = vertx.setTimer(millis, fired -> action.run());
          return () -> vertx.cancelTimer(timer);
        });
  }

  @Override
  public Future<Void> close() {
    return rooms.close();
  }

  List<MediaMessage.IceServer> iceServers(String participant) {
    return iceServers.apply(participant);
  }

  BridgeRooms.Tally tally() {
    return rooms.tally();
  }

  void forget(DirectRoom room) {
    rooms.forget(room);
  }
}
