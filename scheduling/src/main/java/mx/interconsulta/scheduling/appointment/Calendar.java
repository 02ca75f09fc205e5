package mx.interconsulta.scheduling.appointment;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import org.bson.conversions.Bson;

/**
 * The claims on everybody's time. All that an appointment occupies is in one list under one unique
 * index, so that one insert claims it and a second claimant is refused by the database, whichever
 * server they ask. Knows no agenda and no request.
 */
public final class Calendar {
  static final String COLLECTION = "appointments";

  private final Database database;
  private final MongoCollection<Appointment> collection;

  public Calendar(Database database) {
    this.database = database;
    this.collection = database.collection(COLLECTION, Appointment.class);
  }

  /** What makes a claim unique, and what appointments are found by. */
  public static Indexes indexes(Indexes indexes) {
    return indexes
        .uniqueSparse(COLLECTION, "claims")
        .index(COLLECTION, "people", "end")
        .index(COLLECTION, "requesterUnit", "end")
        .index(COLLECTION, "heldUntil");
  }

  Database database() {
    return database;
  }

  Future<Optional<Appointment>> find(String id) {
    return database.first(collection.find(Filters.eq("_id", id))).map(Optional::ofNullable);
  }

  /** Claims a place with one insert; empty when somebody has some of it. */
  public Future<Optional<Appointment>> claim(Appointment wanted) {
    return database
        .first(collection.insertOne(wanted))
        .map(done -> Optional.of(wanted))
        .recover(Calendar::emptyWhenTaken);
  }

  /**
   * Moves a booked appointment with one write, which fails whole when somebody has some of the new
   * place; empty then, and when it was changed since.
   */
  public Future<Optional<Appointment>> move(
      Appointment to, int fromVersion, Instant heldUntil, Appointment.Because because) {
    List<Bson> updates = new ArrayList<>();
    updates.add(Updates.set("version", fromVersion + 1));
    updates.add(Updates.set("specialist", to.specialist()));
    updates.add(Updates.set("assignment", to.assignment()));
    updates.add(Updates.set("unit", to.unit()));
    updates.add(setOrUnset("station", to.station()));
    updates.add(setOrUnset("stationName", to.stationName()));
    updates.add(Updates.set("start", to.start()));
    updates.add(Updates.set("end", to.end()));
    updates.add(Updates.set("claims", to.claims()));
    updates.add(Updates.set("people", to.people()));
    updates.add(setOrUnset("heldUntil", heldUntil));
    updates.add(setOrUnset("because", because));
    return update(
            Filters.and(
                Filters.eq("_id", to.id()),
                Filters.eq("state", Appointment.BOOKED),
                Filters.eq("version", fromVersion)),
            updates)
        .recover(Calendar::emptyWhenTaken);
  }

  private static Bson setOrUnset(String field, Object value) {
    return value == null ? Updates.unset(field) : Updates.set(field, value);
  }

  /** The request has it; empty when it ended or was moved since. */
  public Future<Optional<Appointment>> confirm(String id, int version) {
    return update(
        Filters.and(
            Filters.eq("_id", id),
            Filters.in("state", Appointment.PENDING, Appointment.BOOKED),
            Filters.eq("version", version)),
        List.of(
            Updates.set("state", Appointment.BOOKED),
            Updates.unset("heldUntil"),
            Updates.unset("because")));
  }

  /** Claims again what lapsed; empty when somebody has some of it by now. */
  Future<Optional<Appointment>> claimAgain(Appointment lapsed) {
    return update(
            Filters.and(Filters.eq("_id", lapsed.id()), Filters.eq("state", Appointment.DROPPED)),
            List.of(
                Updates.set("state", Appointment.BOOKED),
                Updates.set(
                    "claims",
                    Appointment.claims(
                        lapsed.specialist(),
                        lapsed.requester(),
                        lapsed.station(),
                        lapsed.start(),
                        lapsed.end())),
                Updates.unset("endedAt")))
        .recover(Calendar::emptyWhenTaken);
  }

  /** Lets go of everything it claims; the first outcome stays. */
  public Future<Optional<Appointment>> end(String id, String outcome, Instant at) {
    return update(
        Filters.and(
            Filters.eq("_id", id), Filters.in("state", Appointment.PENDING, Appointment.BOOKED)),
        ending(outcome, at));
  }

  /** The same for a claim that nobody confirmed in time. */
  Future<Optional<Appointment>> drop(Appointment lapsed, Instant at) {
    return update(
        Filters.and(
            Filters.eq("_id", lapsed.id()),
            Filters.eq("state", Appointment.PENDING),
            Filters.eq("version", lapsed.version())),
        ending(Appointment.DROPPED, at));
  }

  private static List<Bson> ending(String outcome, Instant at) {
    return List.of(
        Updates.set("state", outcome),
        Updates.set("endedAt", at),
        Updates.unset("claims"),
        Updates.unset("heldUntil"),
        Updates.unset("because"));
  }

  private Future<Optional<Appointment>> update(Bson filter, List<Bson> updates) {
    return database
        .first(
            collection.findOneAndUpdate(
                filter,
                Updates.combine(updates),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .map(Optional::ofNullable);
  }

  private static Future<Optional<Appointment>> emptyWhenTaken(Throwable failure) {
    return Database.isDuplicateKey(failure)
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(failure);
  }

  /** Who holds any of these claims. */
  Future<List<Appointment>> holders(Collection<String> claims) {
    return database.all(collection.find(Filters.in("claims", claims)).limit(claims.size()));
  }

  /** What of these people's and this unit's time is claimed from an instant on. */
  Future<List<Appointment>> occupied(Set<String> people, String unit, Instant from) {
    return database.all(
        collection
            .find(
                Filters.and(
                    Filters.or(
                        Filters.and(Filters.in("people", people), Filters.gt("end", from)),
                        Filters.and(Filters.eq("requesterUnit", unit), Filters.gt("end", from))),
                    Filters.exists("claims")))
            .projection(Projections.exclude("because")));
  }

  /** What servers have left half done since before an instant. */
  Future<List<Appointment>> leftOver(Instant before, int limit) {
    return database.all(collection.find(Filters.lte("heldUntil", before)).limit(limit));
  }

  /** Appointments of a scope that touch a stretch of time, soonest first. */
  Future<List<Appointment>> between(Bson scope, Instant from, Instant to, int limit) {
    return database.all(
        collection
            .find(
                Filters.and(
                    scope,
                    Filters.in("state", Appointment.BOOKED, "held", "missed"),
                    Filters.gt("end", from),
                    Filters.lt("start", to)))
            .projection(Projections.exclude("because", "claims"))
            .sort(Sorts.ascending("start", "_id"))
            .limit(limit));
  }
}
