package mx.interconsulta.media.direct;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import mx.interconsulta.media.BridgeCapabilities;
import mx.interconsulta.media.BridgeCensus;
import mx.interconsulta.media.MediaBridge;
import mx.interconsulta.media.MediaEndReason;
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
  private final Map<String, DirectRoom> rooms = new ConcurrentHashMap<>();
  private final Tally tally = new Tally();
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);

  private enum Stage {
    OPEN,
    DRAINING,
    CLOSED
  }

  /** What is held, counted where it changes so that anybody may read it. */
  static final class Tally {
    final AtomicInteger participants = new AtomicInteger();
    final AtomicInteger transports = new AtomicInteger();
    final AtomicInteger sources = new AtomicInteger();
    final AtomicInteger timers = new AtomicInteger();
  }

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
    DirectRoom room = new DirectRoom(roomId, owner, listener, this);
    if (rooms.putIfAbsent(roomId, room) != null) {
      return Future.failedFuture(new MediaRefusal(MediaRefusal.Code.ROOM_EXISTS));
    }
    // Looked at after the room is listed: whoever drains or closes meanwhile sees it.
    if (stage.get() != Stage.OPEN) {
      rooms.remove(roomId, room);
      return Future.failedFuture(new MediaRefusal(MediaRefusal.Code.DRAINING));
    }
    return Future.succeededFuture(room);
  }

  @Override
  public Future<Void> check() {
    return switch (stage.get()) {
      case OPEN -> Future.succeededFuture();
      case DRAINING -> Future.failedFuture(new MediaRefusal(MediaRefusal.Code.DRAINING));
      case CLOSED -> Future.failedFuture(new MediaRefusal(MediaRefusal.Code.ROOM_CLOSED));
    };
  }

  @Override
  public BridgeCensus census() {
    return new BridgeCensus(
        rooms.size(),
        tally.participants.get(),
        tally.transports.get(),
        tally.sources.get(),
        tally.timers.get());
  }

  @Override
  public Future<Void> drain(Duration patience) {
    stage.compareAndSet(Stage.OPEN, Stage.DRAINING);
    if (rooms.isEmpty() || patience.isZero() || patience.isNegative()) {
      return closeRooms(MediaEndReason.DRAINED);
    }
    Promise<Void> patienceEnded = Promise.promise();
    tally.timers.incrementAndGet();
    long timer =
        vertx.setTimer(Math.max(1, patience.toMillis()), fired -> patienceEnded.tryComplete());
    Future<Void> roomsEnded =
        Future.join(rooms.values().stream().map(DirectRoom::closed).toList()).mapEmpty();
    return Future.any(patienceEnded.future(), roomsEnded)
        .onComplete(
            ended -> {
              vertx.cancelTimer(timer);
              tally.timers.decrementAndGet();
            })
        .compose(ended -> closeRooms(MediaEndReason.DRAINED));
  }

  @Override
  public Future<Void> close() {
    stage.set(Stage.CLOSED);
    return closeRooms(MediaEndReason.BRIDGE_STOPPED);
  }

  private Future<Void> closeRooms(MediaEndReason reason) {
    return Future.join(rooms.values().stream().map(room -> room.close(reason)).toList()).mapEmpty();
  }

  List<MediaMessage.IceServer> iceServers(String participant) {
    return iceServers.apply(participant);
  }

  Tally tally() {
    return tally;
  }

  void forget(DirectRoom room) {
    rooms.remove(room.id(), room);
  }
}
