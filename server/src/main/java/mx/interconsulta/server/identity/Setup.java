package mx.interconsulta.server.identity;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.problem.Problem;
import org.bson.conversions.Bson;

/**
 * The first administrator of an empty database: whoever has the one-time token, printed at start
 * and kept in the data directory until it is used. Each step may be repeated, so a crash between
 * two of them leaves a setup that the same token completes.
 */
final class Setup {
  private static final String ID = "setup";
  private static final String FILE = "setup-token";

  private final Foundation foundation;
  private final Database database;
  private final MongoCollection<SetupRecord> setups;
  private final Staff staff;
  private final Path file;

  Setup(Foundation foundation, Staff staff, Path dataDirectory) {
    this.foundation = foundation;
    this.database = foundation.database();
    this.setups = database.collection("setup", SetupRecord.class);
    this.staff = staff;
    this.file = dataDirectory.resolve(FILE);
  }

  /**
   * Puts out a token when the database is empty.
   *
   * @return the token to print; empty when nobody is needed
   */
  Future<Optional<String>> putOutToken() {
    return needed()
        .compose(
            needed -> {
              if (!needed) {
                return Future.succeededFuture(Optional.empty());
              }
              return foundation
                  .vertx()
                  .executeBlocking(
                      () -> {
                        String token =
                            PrivateFile.read(file).map(String::strip).orElseGet(Secrets::readable);
                        PrivateFile.write(file, token);
                        return token;
                      })
                  .compose(token -> hold(token).map(Optional.of(token)));
            });
  }

  /**
   * A token that holds. Several servers may start on one empty database, each with a token in its
   * own directory: all of them hold until the first is used to the end.
   */
  private Future<Void> hold(String token) {
    Bson held = Updates.addToSet("tokenHashes", Secrets.digest(Secrets.asMade(token)));
    UpdateOptions orMade = new UpdateOptions().upsert(true);
    return database
        .done(setups.updateOne(Filters.eq(ID), held, orMade))
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? database.done(setups.updateOne(Filters.eq(ID), held))
                    : Future.failedFuture(failure));
  }

  /** Whether the first administrator is still missing. */
  Future<Boolean> needed() {
    return database
        .first(setups.find(Filters.eq(ID)).limit(1))
        .compose(
            setup -> {
              if (setup != null && setup.completedAt() != null) {
                return Future.succeededFuture(false);
              }
              if (setup != null && setup.person() != null) {
                return Future.succeededFuture(true);
              }
              return staff.nobodyYet();
            });
  }

  /**
   * Creates the first administrator, without a password yet.
   *
   * @return the person's id; fails with 403 {@code setup-refused} when the token does not hold
   */
  Future<String> begin(String token, String user, String name) {
    return needed()
        .compose(
            needed ->
                needed ? claimed(token, user) : Future.failedFuture(new Problem(409, "setup-done")))
        .compose(
            setup ->
                staff
                    .createFirstAdministrator(setup.person(), setup.user(), name)
                    .map(setup.person()));
  }

  /** The first administrator can sign in: the token holds no more. */
  Future<Void> complete() {
    Instant now = foundation.timers().clock().instant();
    return database
        .done(
            setups.updateOne(
                Filters.eq(ID),
                Updates.combine(Updates.set("completedAt", now), Updates.unset("tokenHashes"))))
        .compose(
            done ->
                foundation
                    .vertx()
                    .executeBlocking(
                        () -> {
                          PrivateFile.delete(file);
                          return null;
                        }));
  }

  private Future<SetupRecord> claimed(String token, String user) {
    String hash = Secrets.digest(Secrets.asMade(token));
    FindOneAndUpdateOptions after =
        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
    return database
        .first(
            setups.findOneAndUpdate(
                Filters.and(
                    Filters.eq(ID),
                    Filters.eq("tokenHashes", hash),
                    Filters.exists("person", false)),
                Updates.combine(
                    Updates.set("person", UUID.randomUUID().toString()), Updates.set("user", user)),
                after))
        .compose(
            first ->
                first != null
                    ? Future.succeededFuture(first)
                    : database.first(
                        setups.find(Filters.and(Filters.eq(ID), Filters.eq("tokenHashes", hash)))))
        .compose(
            begun ->
                begun == null
                    ? Future.failedFuture(new Problem(403, "setup-refused"))
                    : Future.succeededFuture(begun));
  }
}
