package mx.interconsulta.signaling.notice;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.signaling.bus.Exchange;
import mx.interconsulta.signaling.bus.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices of every server, told here once each: those published here at once when they are durable,
 * those of other servers at once over the bus, and when it is cut within a second by asking the
 * database for the last minute.
 *
 * <p>The look-back of a minute is what makes it complete: a notice whose write took long, or whose
 * server's clock runs behind, is still found, as long as both together stay under it. What was told
 * is remembered for two minutes, so nothing is told twice.
 *
 * <p>Threading: subscribers are called on this board's context.
 */
public final class NoticeBoard implements Notices {
  /** How long a page may be away and still be told what it missed. */
  public static final Duration KEPT = Duration.ofMinutes(10);

  private static final String COLLECTION = "notices";
  private static final Duration LOOK_BACK = Duration.ofSeconds(60);
  private static final Duration REMEMBERED = Duration.ofMinutes(2);
  private static final Duration SWEPT_AFTER = KEPT.plus(Duration.ofMinutes(5));
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final Kind<NoticeRecord> NEWS =
      new Kind<>("news", 65_536, NoticeBoard::json, NoticeBoard::record);
  private static final Logger LOG = LoggerFactory.getLogger(NoticeBoard.class);

  private final Timers timers;
  private final Database database;
  private final MongoCollection<NoticeRecord> notices;
  private final Context context;
  private final Exchange exchange;
  private final List<Consumer<NoticeRecord>> subscribers = new CopyOnWriteArrayList<>();
  private final Map<String, Instant> told = new LinkedHashMap<>();
  private Timers.Cancellable polls = () -> {};
  private Timers.Cancellable sweeps = () -> {};
  private boolean polling;

  /**
   * A board.
   *
   * @param exchange the way to the other servers; subscribers are called on its context
   */
  public NoticeBoard(Foundation foundation, Exchange exchange) {
    this.timers = foundation.timers();
    this.database = foundation.database();
    this.notices = database.collection(COLLECTION, NoticeRecord.class);
    this.exchange = exchange;
    this.context = exchange.context();
    exchange.on(NEWS, (from, record) -> tell(record));
  }

  /** What notices are found by: their time, and whom they are for. */
  public static Indexes indexes(Indexes indexes) {
    return indexes.index(COLLECTION, "at").index(COLLECTION, "people", "at");
  }

  /** Begins to listen for other servers' notices. Those of before are not told. */
  public Future<Void> start() {
    return Future.<Void>future(
            promise ->
                context.runOnContext(
                    turn ->
                        recent()
                            .onSuccess(old -> old.forEach(record -> remember(record.id())))
                            .<Void>mapEmpty()
                            .onComplete(promise)))
        .onSuccess(
            ready -> {
              polls = timers.every(POLL, () -> context.runOnContext(turn -> poll()));
              sweeps = timers.every(SWEEP, () -> context.runOnContext(turn -> sweep()));
            });
  }

  /** Hears of every notice, for whomever it is. */
  public void subscribe(Consumer<NoticeRecord> subscriber) {
    subscribers.add(subscriber);
  }

  @Override
  public Future<Void> publish(Notice notice) {
    NoticeRecord record =
        new NoticeRecord(
            idOf(notice),
            List.copyOf(new TreeSet<>(notice.people())),
            notice.type(),
            notice.facts(),
            now().truncatedTo(ChronoUnit.MILLIS),
            exchange.server());
    return database
        .done(notices.insertOne(record))
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure))
        .onSuccess(
            durable ->
                context.runOnContext(
                    turn -> {
                      tell(record);
                      exchange.tellAll(NEWS, record);
                    }));
  }

  /** What a person's page missed since an instant, oldest first, and a minute more to be safe. */
  public Future<List<NoticeRecord>> missed(String person, Instant since) {
    Instant from = since.minus(LOOK_BACK);
    Instant oldest = now().minus(KEPT);
    return database.all(
        notices
            .find(
                Filters.and(
                    Filters.eq("people", person),
                    Filters.gt("at", from.isBefore(oldest) ? oldest : from)))
            .sort(Sorts.ascending("at")));
  }

  /** Whether what happened since an instant is still kept. */
  public boolean keeps(Instant since) {
    return since.isAfter(now().minus(KEPT));
  }

  public void close() {
    polls.cancel();
    sweeps.cancel();
  }

  /**
   * A notice that says which version of a document it is about is the same notice when it is
   * published again, by a relay that was killed for example. Others are told each time.
   */
  private static String idOf(Notice notice) {
    if (!notice.facts().containsKey("version")) {
      return UUID.randomUUID().toString();
    }
    String identity =
        notice.type() + new TreeMap<>(notice.facts()) + new TreeSet<>(notice.people());
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Future<List<NoticeRecord>> recent() {
    return database.all(
        notices.find(Filters.gt("at", now().minus(LOOK_BACK))).sort(Sorts.ascending("at")));
  }

  private void poll() {
    if (polling) {
      return;
    }
    polling = true;
    recent()
        .onComplete(
            found -> {
              polling = false;
              if (found.succeeded()) {
                found.result().forEach(this::tell);
              } else {
                LOG.warn("could not ask for notices: {}", found.cause().toString());
              }
            });
  }

  private void tell(NoticeRecord record) {
    if (remember(record.id())) {
      subscribers.forEach(subscriber -> subscriber.accept(record));
    }
  }

  /** Whether it is new. */
  private boolean remember(String id) {
    return told.putIfAbsent(id, now()) == null;
  }

  private void sweep() {
    Instant forgotten = now().minus(REMEMBERED);
    told.values().removeIf(at -> at.isBefore(forgotten));
    database
        .done(notices.deleteMany(Filters.lt("at", now().minus(SWEPT_AFTER))))
        .onFailure(failure -> LOG.warn("could not sweep notices: {}", failure.toString()));
  }

  private static JsonObject json(NoticeRecord record) {
    return new JsonObject()
        .put("id", record.id())
        .put("people", new JsonArray(record.people()))
        .put("type", record.type())
        .put("facts", new JsonObject(new LinkedHashMap<>(record.facts())))
        .put("at", record.at().toEpochMilli())
        .put("server", record.server());
  }

  private static NoticeRecord record(JsonObject json) {
    Map<String, String> facts = new LinkedHashMap<>();
    json.getJsonObject("facts").forEach(fact -> facts.put(fact.getKey(), (String) fact.getValue()));
    return new NoticeRecord(
        json.getString("id"),
        json.getJsonArray("people").stream().map(String.class::cast).toList(),
        json.getString("type"),
        facts,
        Instant.ofEpochMilli(json.getLong("at")),
        json.getString("server"));
  }

  private Instant now() {
    return timers.clock().instant();
  }
}
