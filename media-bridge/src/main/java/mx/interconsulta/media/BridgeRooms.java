package mx.interconsulta.media;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The rooms of a bridge, what they hold, and whether it takes new ones: it is open, then drains or
 * is closed, and never opens again. Thread-safe.
 *
 * @param <R> the bridge's kind of room
 */
public final class BridgeRooms<R extends BridgeRooms.Room> {

  /** A room that says when it is over. */
  public interface Room extends MediaRoom {
    /** Completes when the room is closed. */
    Future<Void> closed();
  }

  /** What is held, counted where it changes so that anybody may read it. */
  public static final class Tally {
    public final AtomicInteger participants = new AtomicInteger();
    public final AtomicInteger transports = new AtomicInteger();
    public final AtomicInteger sources = new AtomicInteger();
    public final AtomicInteger timers = new AtomicInteger();
  }

  /** Whether rooms are opened. */
  public enum Stage {
    OPEN,
    DRAINING,
    CLOSED
  }

  /** Runs an action once, after some milliseconds; what it gives stops it. */
  @FunctionalInterface
  public interface Alarm {
    Runnable after(long millis, Runnable action);
  }

  private final Map<String, R> rooms = new ConcurrentHashMap<>();
  private final Tally tally = new Tally();
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);

  /** Lists a room; see {@link MediaBridge#open}. */
  public Future<MediaRoom> open(R room) {
    if (rooms.putIfAbsent(room.id(), room) != null) {
      return Future.failedFuture(new MediaRefusal(MediaRefusal.Code.ROOM_EXISTS));
    }
    // Looked at after the room is listed: whoever drains or closes meanwhile sees it.
    if (stage.get() != Stage.OPEN) {
      rooms.remove(room.id(), room);
      return Future.failedFuture(new MediaRefusal(MediaRefusal.Code.DRAINING));
    }
    return Future.succeededFuture(room);
  }

  /** A room is closed. */
  public void forget(R room) {
    rooms.remove(room.id(), room);
  }

  /** Those there are now. */
  public Collection<R> all() {
    return rooms.values();
  }

  public Stage stage() {
    return stage.get();
  }

  public Tally tally() {
    return tally;
  }

  /** See {@link MediaBridge#census}. */
  public BridgeCensus census() {
    return new BridgeCensus(
        rooms.size(),
        tally.participants.get(),
        tally.transports.get(),
        tally.sources.get(),
        tally.timers.get());
  }

  /** See {@link MediaBridge#drain}. */
  public Future<Void> drain(Duration patience, Alarm alarm) {
    stage.compareAndSet(Stage.OPEN, Stage.DRAINING);
    if (rooms.isEmpty() || patience.isZero() || patience.isNegative()) {
      return closeAll(MediaEndReason.DRAINED);
    }
    Promise<Void> patienceEnded = Promise.promise();
    tally.timers.incrementAndGet();
    Runnable stop = alarm.after(Math.max(1, patience.toMillis()), patienceEnded::tryComplete);
    Future<Void> roomsEnded =
        Future.join(rooms.values().stream().map(Room::closed).toList()).mapEmpty();
    return Future.any(patienceEnded.future(), roomsEnded)
        .onComplete(
            ended -> {
              stop.run();
              tally.timers.decrementAndGet();
            })
        .compose(ended -> closeAll(MediaEndReason.DRAINED));
  }

  /** See {@link MediaBridge#close}. */
  public Future<Void> close() {
    stage.set(Stage.CLOSED);
    return closeAll(MediaEndReason.BRIDGE_STOPPED);
  }

  private Future<Void> closeAll(MediaEndReason reason) {
    return Future.join(rooms.values().stream().map(room -> room.close(reason)).toList()).mapEmpty();
  }
}
