package mx.interconsulta.signaling.node;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This server process among the others: one document in {@code servers} that it renews every second
 * and that lapses after 6 s. It says who is connected here, and rooms refer to it, so that a room
 * costs no writes of its own while it lives.
 *
 * <p>The server itself counts on a renewal for 4 s only, from before it was written: the rest is
 * for clocks that differ. Clocks of servers must agree within 2 s (NTP). A process that stood
 * still, or could not reach the database, is not {@link #isSure() sure} when it goes on, and asks
 * before it does anything for a room.
 *
 * <p>Threading: writing belongs to one context; {@link #connected}, {@link #gone} and the reads may
 * be called from anywhere.
 */
public final class ServerNode {
  /** How long a server that no longer renews counts as alive. */
  public static final Duration LEASE = Duration.ofSeconds(6);

  /** How long a server that renewed may do things as one that lives. */
  public static final Duration SURE = Duration.ofSeconds(4);

  /** Whoever has not renewed for so long has most likely died, or stands still. */
  private static final Duration SUSPECT = Duration.ofMillis(3_500);

  private static final Duration RENEWAL = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(ServerNode.class);

  private final String id = UUID.randomUUID().toString();
  private final Timers timers;
  private final Database database;
  private final MongoCollection<ServerRecord> servers;
  private final Context context;
  private final Set<String> people = ConcurrentHashMap.newKeySet();
  private final List<Runnable> lapses = new ArrayList<>();
  private volatile String address = "";
  private volatile String place = "";
  private volatile boolean closed;
  private volatile long sureUntil = Long.MAX_VALUE;
  private final AtomicInteger lapsed = new AtomicInteger();
  private Timers.Cancellable renewal = () -> {};
  private Future<Void> writing = Future.succeededFuture();
  private Promise<Void> next;

  public ServerNode(Foundation foundation, Context context) {
    this.timers = foundation.timers();
    this.database = foundation.database();
    this.servers = database.collection("servers", ServerRecord.class);
    this.context = context;
  }

  /** Registers this process and keeps it registered. */
  public Future<Void> start() {
    return onContext(this::save)
        .onSuccess(
            saved -> renewal = timers.every(RENEWAL, () -> context.runOnContext(turn -> save())));
  }

  /** Runs an action after a time in which others may have taken this server for dead. */
  public void afterLapse(Runnable action) {
    lapses.add(action);
  }

  /** The id of this process. */
  public String id() {
    return id;
  }

  /** Whether no other server can have taken this one for dead. */
  public boolean isSure() {
    return timers.clock().millis() < sureUntil;
  }

  /**
   * How often this server was not sure for a while. What was confirmed before the number grew must
   * be confirmed again.
   */
  public int lapses() {
    return lapsed.get();
  }

  /** Renews now. */
  public Future<Void> renew() {
    return onContext(this::save);
  }

  /**
   * Says where this server is reached, once it listens. Whoever was registered at its place before
   * is dead, since two processes cannot listen there: so nobody waits for that lease.
   *
   * @param where address that pages are told; several servers behind one proxy may share it
   * @param only machine, address and port that this process alone can have
   */
  public Future<Void> announce(String where, String only) {
    address = where;
    place = only;
    return database
        .done(servers.deleteMany(Filters.and(Filters.eq("place", only), Filters.ne("_id", id))))
        .compose(cleared -> onContext(this::save));
  }

  /** Somebody's first page connected here. */
  public Future<Void> connected(String person) {
    return people.add(person) ? onContext(this::save) : Future.succeededFuture();
  }

  /** Somebody's last page went away. */
  public Future<Void> gone(String person) {
    return people.remove(person) ? onContext(this::save) : Future.succeededFuture();
  }

  /** Which of these people are connected to any server that lives. */
  public Future<Set<String>> connectedAmong(Set<String> wanted) {
    return database
        .all(servers.find(Filters.gt("expires", now())))
        .map(
            records -> {
              Set<String> found = new HashSet<>(people);
              records.stream()
                  .filter(record -> !record.id().equals(id))
                  .forEach(record -> found.addAll(record.people()));
              found.retainAll(wanted);
              return found;
            });
  }

  /** The record of another server, while it lives. */
  public Future<Optional<ServerRecord>> living(String server) {
    return database
        .first(servers.find(Filters.eq("_id", server)))
        .map(Optional::ofNullable)
        .map(record -> record.filter(found -> found.expires().isAfter(now())));
  }

  /** Whether a living server renews as it should: only then is it worth waiting for its word. */
  public boolean isRenewing(ServerRecord server) {
    return server.expires().minus(LEASE).plus(SUSPECT).isAfter(now());
  }

  /** Forgets servers that have been dead for a day. */
  public Future<Void> sweep() {
    return database.done(
        servers.deleteMany(Filters.lt("expires", now().minus(Duration.ofDays(1)))));
  }

  /** Takes this process off the list. */
  public Future<Void> close() {
    closed = true;
    renewal.cancel();
    return onContext(() -> writing.otherwiseEmpty())
        .compose(written -> database.done(servers.deleteOne(Filters.eq("_id", id))));
  }

  /** Writes the document as it stands; while a write is under way, once more after it. */
  private Future<Void> save() {
    if (closed) {
      return Future.succeededFuture();
    }
    if (writing.isComplete()) {
      writing = write();
      return writing;
    }
    if (next == null) {
      Promise<Void> follower = Promise.promise();
      next = follower;
      writing.onComplete(
          first -> {
            next = null;
            save().onComplete(follower);
          });
    }
    return next.future();
  }

  private Future<Void> write() {
    Instant begun = now();
    Instant expires = begun.plus(LEASE);
    ServerRecord record =
        new ServerRecord(id, address, place, List.copyOf(new TreeSet<>(people)), expires);
    return database
        .first(servers.replaceOne(Filters.eq("_id", id), record, new ReplaceOptions().upsert(true)))
        .onSuccess(saved -> renewed(begun, saved.getMatchedCount() == 0))
        .onFailure(
            failure -> LOG.warn("could not renew this server's lease: {}", failure.toString()))
        .mapEmpty();
  }

  /**
   * The document was missing, or had lapsed: others may have taken this server for dead and its
   * rooms for theirs. (At the first write of all there are no rooms yet.)
   */
  private void renewed(Instant begun, boolean missing) {
    boolean lapse = missing || !isSure();
    if (lapse) {
      // First, so that nobody is sure again before it was asked who has the rooms.
      lapsed.incrementAndGet();
    }
    sureUntil = begun.plus(SURE).toEpochMilli();
    if (lapse) {
      lapses.forEach(Runnable::run);
    }
  }

  private Instant now() {
    return timers.clock().instant();
  }

  private Future<Void> onContext(java.util.function.Supplier<Future<Void>> action) {
    return Future.future(promise -> context.runOnContext(turn -> action.get().onComplete(promise)));
  }
}
