package mx.interconsulta.scheduling.request;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import org.bson.conversions.Bson;

/**
 * The requests in the database. Every change is one conditional write on id, state and version; who
 * comes second changes nothing and is told so by an empty answer.
 */
final class RequestStore {
  /** States in which the place it once had says nothing any more. */
  private static final Set<RequestState> WITHOUT_PLACE =
      Set.of(
          RequestState.SUBMITTED,
          RequestState.RETURNED,
          RequestState.DECLINED,
          RequestState.CANCELLED,
          RequestState.EXPIRED);

  private final Database database;
  private final MongoCollection<RequestDocument> collection;
  private final RequestSeals seals;

  RequestStore(Database database, RequestSeals seals) {
    this.database = database;
    this.seals = seals;
    this.collection = database.collection(RequestSeals.COLLECTION, RequestDocument.class);
  }

  static Indexes indexes(Indexes indexes) {
    return indexes
        .index(RequestSeals.COLLECTION, "author", "-changedAt")
        .index(RequestSeals.COLLECTION, "state", "coveredBy", "specialty")
        .index(RequestSeals.COLLECTION, "state", "unit", "waitingSince")
        .index(RequestSeals.COLLECTION, "attending.person", "state")
        .index(RequestSeals.COLLECTION, "patient", "-changedAt")
        .index(RequestSeals.COLLECTION, "consultation")
        .index(RequestSeals.COLLECTION, "follows")
        .index(RequestSeals.COLLECTION, "due")
        .index(RequestSeals.COLLECTION, "wake");
  }

  MongoCollection<RequestDocument> collection() {
    return collection;
  }

  Database database() {
    return database;
  }

  Future<Optional<RequestDocument>> find(String id) {
    return database.first(collection.find(Filters.eq("_id", id))).map(Optional::ofNullable);
  }

  /** Inserts a draft; empty when the id is taken. */
  Future<Optional<RequestDocument>> insert(RequestDocument draft) {
    return database
        .first(collection.insertOne(draft))
        .map(done -> Optional.of(draft))
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  /** Replaces what is being written; empty when another change came first. */
  Future<Optional<RequestDocument>> replace(RequestDocument base, RequestDocument next) {
    return database
        .first(
            collection.findOneAndReplace(
                unchanged(base),
                next,
                new FindOneAndReplaceOptions().returnDocument(ReturnDocument.AFTER)))
        .map(Optional::ofNullable);
  }

  /** Makes an event happen: one conditional write; empty when another change came first. */
  Future<Optional<RequestDocument>> happen(
      RequestDocument base, RequestTable.Transition change, Deed deed, Instant now) {
    int version = base.version() + 1;
    List<Bson> updates = new ArrayList<>(deed.updates());
    updates.add(Updates.set("state", change.to().name()));
    updates.add(Updates.set("version", version));
    updates.add(Updates.set("changedAt", now));
    updates.add(Updates.set("due", now));
    updates.addAll(timeGoneBy(base, change));
    updates.add(Updates.push("history", happening(base, change, deed, version, now)));
    updates.add(Updates.push("outbox", errand(base, change, deed, version, now)));
    return database
        .first(
            collection.findOneAndUpdate(
                unchanged(base),
                Updates.combine(updates),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .map(Optional::ofNullable);
  }

  /** What leaves with the state: the place it was booked on, and what time would do to it. */
  private static List<Bson> timeGoneBy(RequestDocument base, RequestTable.Transition change) {
    List<Bson> gone = new ArrayList<>();
    if (change.to() != RequestState.SCHEDULED && base.wake() != null) {
      gone.add(Updates.unset("wake"));
    }
    if (base.appointment() != null && WITHOUT_PLACE.contains(change.to())) {
      gone.add(Updates.unset("appointment"));
    }
    return gone;
  }

  private static Bson unchanged(RequestDocument base) {
    return Filters.and(
        Filters.eq("_id", base.id()),
        Filters.eq("state", base.state()),
        Filters.eq("version", base.version()));
  }

  private RequestDocument.Happening happening(
      RequestDocument base, RequestTable.Transition change, Deed deed, int version, Instant now) {
    boolean redirected = change.event() == RequestEvent.REDIRECT;
    return new RequestDocument.Happening(
        version,
        now,
        change.event().token(),
        change.from().name(),
        change.to().name(),
        deed.person(),
        deed.assignment(),
        deed.reason(),
        seals.sealNote(base.id(), version, deed.note()),
        redirected ? deed.covering().get(0) : null,
        redirected ? deed.specialty() : null,
        seals.sealFiles(base.id(), version, deed.files()));
  }

  private static RequestDocument.Errand errand(
      RequestDocument base, RequestTable.Transition change, Deed deed, int version, Instant now) {
    Map<String, String> facts = new HashMap<>();
    facts.put("request", base.id());
    facts.put("version", Integer.toString(version));
    facts.put("event", change.event().token());
    facts.put("from", change.from().name());
    facts.put("state", change.to().name());
    facts.put("unit", base.unit());
    putUnlessNull(facts, "specialty", deed.specialty());
    putUnlessNull(facts, "priority", base.priority());
    putUnlessNull(facts, "by", deed.person());
    boolean ends = deed.ending() != null;
    String consultation = ends ? base.consultation() : deed.consultation();
    putUnlessNull(facts, "consultation", consultation);

    Set<String> people = new LinkedHashSet<>();
    people.add(base.author());
    if (base.attending() != null) {
      people.add(base.attending().person());
    }
    if (deed.attending() != null) {
      people.add(deed.attending().person());
    }
    Set<String> units = new LinkedHashSet<>();
    if (change.from() == RequestState.SUBMITTED) {
      units.addAll(base.covering());
    }
    if (change.to() == RequestState.SUBMITTED) {
      units.addAll(deed.covering());
    }
    return new RequestDocument.Errand(
        version,
        change.event().token(),
        now,
        change.event().notice(),
        facts,
        List.copyOf(people),
        List.copyOf(units),
        deed.specialty(),
        consultation,
        deed.consultation() == null ? null : deed.attending(),
        ends && consultation != null ? deed.ending() : null,
        deed.place() != null ? deed.place() : placeToLetGo(base, change),
        deed.place() != null || placeToLetGo(base, change) == null
            ? null
            : outcome(change.event()));
  }

  private static Booked placeToLetGo(RequestDocument base, RequestTable.Transition change) {
    boolean leaves =
        change.to() != RequestState.SCHEDULED && change.to() != RequestState.IN_CONSULTATION;
    return leaves ? BookingEvents.held(base).orElse(null) : null;
  }

  private static String outcome(RequestEvent event) {
    return switch (event) {
      case ANSWER -> "held";
      case MISS -> "missed";
      default -> "cancelled";
    };
  }

  private static void putUnlessNull(Map<String, String> facts, String name, String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }

  /** Empties the outbox that was read, unless another change has filled it since. */
  Future<Void> settle(RequestDocument told) {
    return database.done(
        collection.updateOne(
            Filters.and(
                Filters.eq("_id", told.id()),
                Filters.eq("version", told.version()),
                Filters.eq("due", told.due())),
            Updates.combine(Updates.unset("outbox"), Updates.unset("due"))));
  }

  /** Requests whose outbox has been waiting since before an instant. */
  Future<List<RequestDocument>> unsettled(Instant before, int limit) {
    return database.all(collection.find(Filters.lte("due", before)).limit(limit));
  }

  /** Requests to which time has something to do by now, without their texts. */
  Future<List<RequestDocument>> awake(Instant now, int limit) {
    return database.all(
        collection
            .find(Filters.lte("wake", now))
            .projection(RequestLists.WITHOUT_TEXTS)
            .limit(limit));
  }

  /** Waiting requests whose units follow from coverage, without their texts. */
  Future<List<RequestDocument>> waiting(int limit) {
    return database.all(
        collection
            .find(
                Filters.and(
                    Filters.eq("state", RequestState.SUBMITTED.name()), Filters.ne("routed", true)))
            .projection(RequestLists.WITHOUT_TEXTS)
            .limit(limit));
  }

  /** Requests of a state that have not changed since before an instant. */
  Future<List<RequestDocument>> unchangedSince(RequestState state, Instant before, int limit) {
    return database.all(
        collection
            .find(Filters.and(Filters.eq("state", state.name()), Filters.lte("changedAt", before)))
            .limit(limit));
  }

  /** Writes the units that answer now, and whom to tell; nothing when the request has moved on. */
  Future<Optional<RequestDocument>> cover(
      RequestDocument base, List<String> units, RequestDocument.Errand errand) {
    return database
        .first(
            collection.findOneAndUpdate(
                unchanged(base),
                Updates.combine(
                    Updates.set("coveredBy", units),
                    Updates.set("due", errand.at()),
                    Updates.push("outbox", errand)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .map(Optional::ofNullable);
  }

  /** Notes the first reading of the answer. */
  Future<Void> read(String id, Instant now) {
    return database.done(
        collection.updateOne(
            Filters.and(
                Filters.eq("_id", id),
                Filters.exists("answer"),
                Filters.exists("answer.readAt", false)),
            Updates.set("answer.readAt", now)));
  }
}
