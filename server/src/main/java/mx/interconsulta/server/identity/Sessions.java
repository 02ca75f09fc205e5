package mx.interconsulta.server.identity;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.server.http.SignIns;
import mx.interconsulta.server.http.SignedIn;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sign-ins, on the server. The browser holds a random token; the database its SHA-256. The
 * token of the CSRF header is derived from the cookie's, so it needs no place of its own and dies
 * with it.
 */
final class Sessions implements SignIns {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final String COLLECTION = "sessions";
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
  private static final int MOST_A_PERSON = 200;

  private final Foundation foundation;
  private final Database database;
  private final MongoCollection<SessionRecord> sessions;
  private final RecentStaff staff;
  private final IdentityOptions options;
  private final SessionCookies cookies;

  /** Live connections ask by session, endings by person; cookies by the id itself. */
  static Indexes indexes(Indexes indexes) {
    return indexes.index(COLLECTION, "session").index(COLLECTION, "person");
  }

  Sessions(
      Foundation foundation, RecentStaff staff, IdentityOptions options, SessionCookies cookies) {
    this.foundation = foundation;
    this.database = foundation.database();
    this.sessions = database.collection(COLLECTION, SessionRecord.class);
    this.staff = staff;
    this.options = options;
    this.cookies = cookies;
  }

  @Override
  public Future<Optional<SignedIn>> of(HttpServerRequest request) {
    Optional<String> token = cookies.sessionOf(request);
    return token.isEmpty() ? Future.succeededFuture(Optional.empty()) : byToken(token.get());
  }

  /** The caller that a cookie's value stands for, as they stand now. */
  Future<Optional<SignedIn>> byToken(String token) {
    return find(Secrets.digest(token))
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : principal(found.get())
                        .map(principal -> principal.map(who -> new SignedIn(who, csrfOf(token)))));
  }

  /** The caller of a session by its audit id, as they stand now; for live connections. */
  Future<Optional<Principal>> bySession(String session) {
    return database
        .first(sessions.find(Filters.eq("session", session)).limit(1))
        .compose(
            found ->
                found == null || over(found)
                    ? Future.succeededFuture(Optional.empty())
                    : principalOf(found));
  }

  /**
   * Begins a sign-in.
   *
   * @return the cookie's value
   */
  Future<String> begin(String person, String language) {
    String token = Secrets.token();
    Instant now = now();
    SessionRecord session =
        new SessionRecord(
            Secrets.digest(token), UUID.randomUUID().toString(), person, language, now, now);
    return database.done(sessions.insertOne(session)).map(token);
  }

  /** Ends the sign-in of a cookie; empty when there was none. */
  Future<Optional<String>> end(HttpServerRequest request) {
    Optional<String> token = cookies.sessionOf(request);
    if (token.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return database
        .first(sessions.findOneAndDelete(Filters.eq(Secrets.digest(token.get()))))
        .map(ended -> Optional.ofNullable(ended).map(SessionRecord::session));
  }

  /** Ends every sign-in of a person. */
  Future<Void> endAll(String person) {
    staff.forget(person);
    return database.done(sessions.deleteMany(Filters.eq("person", person)));
  }

  /**
   * Ends every sign-in of a person but one.
   *
   * @return the sessions that ended
   */
  Future<List<String>> endOthers(String person, String keptSession) {
    return openOf(person)
        .compose(
            open ->
                database
                    .done(
                        sessions.deleteMany(
                            Filters.and(
                                Filters.eq("person", person), Filters.ne("session", keptSession))))
                    .map(open.stream().filter(one -> !one.equals(keptSession)).toList()));
  }

  Future<Void> setLanguage(String person, String language) {
    return database.done(
        sessions.updateMany(Filters.eq("person", person), Updates.set("language", language)));
  }

  private Future<List<String>> openOf(String person) {
    return database
        .all(sessions.find(Filters.eq("person", person)).limit(MOST_A_PERSON))
        .map(all -> all.stream().filter(one -> !over(one)).map(SessionRecord::session).toList());
  }

  /** Notes that a session is in use although no call comes: its page is in a room. */
  Future<Void> used(String session) {
    return noteUse(Filters.eq("session", session));
  }

  /** Removes what is over. The check at each use decides; this only keeps the collection small. */
  Future<Void> sweep() {
    return database.done(
        sessions.deleteMany(
            Filters.or(
                Filters.lt("usedAt", now().minus(options.idle())),
                Filters.lt("startedAt", now().minus(options.absolute())))));
  }

  /** The token that changes must carry, for the page that holds a cookie. */
  static String csrfOf(String token) {
    return Secrets.digest("csrf " + token);
  }

  private Future<Optional<SessionRecord>> find(String id) {
    return database
        .first(sessions.find(Filters.eq(id)).limit(1))
        .map(found -> Optional.ofNullable(found).filter(session -> !over(session)));
  }

  private boolean over(SessionRecord session) {
    Instant now = now();
    return !now.isBefore(session.usedAt().plus(options.idle()))
        || !now.isBefore(session.startedAt().plus(options.absolute()));
  }

  /**
   * Noted before the call is answered: whoever is answered knows that the session goes on from
   * here, however long the next call takes to come.
   */
  private Future<Optional<Principal>> principal(SessionRecord session) {
    if (Duration.between(session.usedAt(), now()).compareTo(NOTED_EVERY) < 0) {
      return principalOf(session);
    }
    return noteUse(Filters.eq(session.id()))
        .onFailure(failure -> LOG.warn("a session's use could not be noted", failure))
        .otherwiseEmpty()
        .compose(noted -> principalOf(session));
  }

  /** The latest use counts, whichever write comes last. */
  private Future<Void> noteUse(Bson which) {
    return database.done(sessions.updateOne(which, Updates.max("usedAt", now())));
  }

  private Future<Optional<Principal>> principalOf(SessionRecord session) {
    return staff
        .byId(session.person())
        .map(
            member ->
                member
                    .filter(one -> !one.ended())
                    .map(
                        one ->
                            new Principal(
                                one.person(),
                                session.session(),
                                session.language(),
                                one.grants())));
  }

  private Instant now() {
    return foundation.timers().clock().instant();
  }
}
