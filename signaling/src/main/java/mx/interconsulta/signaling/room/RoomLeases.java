package mx.interconsulta.signaling.room;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.signaling.node.ServerNode;

/**
 * Sees to it that a consultation has one room on one server: a document per consultation, taken
 * from a dead server by raising its epoch. Stateless; any context.
 */
public final class RoomLeases {
  private static final int TRIES = 3;
  private static final Duration SWEPT_AFTER = Duration.ofDays(1);

  private final Timers timers;
  private final Database database;
  private final MongoCollection<RoomRecord> rooms;
  private final ServerNode node;

  public RoomLeases(Foundation foundation, ServerNode node) {
    this.timers = foundation.timers();
    this.database = foundation.database();
    this.rooms = database.collection("rooms", RoomRecord.class);
    this.node = node;
  }

  /**
   * Takes the room of a consultation for this server. Fails with {@link RoomElsewhere} while
   * another living server has it, and with {@code try-again} while that server may be dying:
   * whoever waited for its word would come later than with its lease.
   */
  public Future<RoomRecord> claim(String consultation) {
    return claim(consultation, TRIES);
  }

  private Future<RoomRecord> claim(String consultation, int tries) {
    if (tries == 0) {
      return Future.failedFuture(new Problem(503, "try-again"));
    }
    return database
        .first(rooms.find(Filters.eq("_id", consultation)))
        .compose(
            held -> {
              if (held == null) {
                return first(consultation, tries);
              }
              return mustBeFree(held).compose(free -> takeOver(held, tries));
            });
  }

  /** How long this server may act for a room that it has just claimed, and how it makes sure. */
  Tenure tenure(RoomRecord lease, int lapsesBeforeClaim) {
    return new Tenure() {
      private volatile int confirmed = lapsesBeforeClaim;

      @Override
      public boolean isSure() {
        return confirmed == node.lapses() && node.isSure();
      }

      @Override
      public Future<Boolean> confirm() {
        return node.renew()
            .compose(
                renewed -> {
                  int lapses = node.lapses();
                  return holds(lease)
                      .onSuccess(
                          held -> {
                            if (held) {
                              confirmed = lapses;
                            }
                          });
                });
      }
    };
  }

  /** See {@link ServerNode#lapses}. */
  int lapses() {
    return node.lapses();
  }

  /** The id of this process. */
  String server() {
    return node.id();
  }

  private Future<RoomRecord> first(String consultation, int tries) {
    RoomRecord record = new RoomRecord(consultation, newRoom(), node.id(), 1L, now(), now());
    return database
        .done(rooms.insertOne(record))
        .map(record)
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? claim(consultation, tries - 1)
                    : Future.failedFuture(failure));
  }

  private Future<Void> mustBeFree(RoomRecord held) {
    if (held.server().isEmpty() || held.server().equals(node.id())) {
      return Future.succeededFuture();
    }
    return node.living(held.server())
        .compose(
            other -> {
              if (other.isEmpty()) {
                return Future.succeededFuture();
              }
              return Future.failedFuture(
                  node.isRenewing(other.get())
                      ? new RoomElsewhere(held, other.get().address())
                      : new Problem(503, "try-again"));
            });
  }

  private Future<RoomRecord> takeOver(RoomRecord held, int tries) {
    return database
        .first(
            rooms.findOneAndUpdate(
                Filters.and(
                    Filters.eq("_id", held.consultation()), Filters.eq("epoch", held.epoch())),
                Updates.combine(
                    Updates.set("room", newRoom()),
                    Updates.set("server", node.id()),
                    Updates.set("epoch", held.epoch() + 1),
                    Updates.set("at", now()),
                    Updates.set("openedAt", openedAt(held))),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .compose(
            taken ->
                taken == null
                    ? claim(held.consultation(), tries - 1)
                    : Future.succeededFuture(taken));
  }

  /** A room whose server died goes on; one that closed begins anew. */
  private Instant openedAt(RoomRecord held) {
    return held.server().isEmpty() || held.openedAt() == null ? now() : held.openedAt();
  }

  /** Whether this server still has a room. */
  public Future<Boolean> holds(RoomRecord lease) {
    return database
        .first(rooms.find(Filters.eq("_id", lease.consultation())))
        .map(
            record ->
                record != null
                    && record.epoch().equals(lease.epoch())
                    && record.server().equals(node.id()));
  }

  /** Gives a room up; nothing when another server has it by now. */
  public Future<Void> release(RoomRecord lease) {
    return database
        .first(
            rooms.findOneAndUpdate(
                Filters.and(
                    Filters.eq("_id", lease.consultation()), Filters.eq("epoch", lease.epoch())),
                Updates.set("server", "")))
        .mapEmpty();
  }

  /** Forgets rooms that have been over for a day. */
  public Future<Void> sweep() {
    return database.done(
        rooms.deleteMany(
            Filters.and(Filters.eq("server", ""), Filters.lt("at", now().minus(SWEPT_AFTER)))));
  }

  private static String newRoom() {
    return "r-" + UUID.randomUUID();
  }

  private Instant now() {
    return timers.clock().instant();
  }
}
