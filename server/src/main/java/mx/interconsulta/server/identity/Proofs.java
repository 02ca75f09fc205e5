package mx.interconsulta.server.identity;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.proof.SigningProofs;

/**
 * Signing proofs in the database: made on one server, used up on any, once. Using one up is one
 * findOneAndDelete, so two who press at once cannot both have it.
 */
final class Proofs implements SigningProofs {
  private final Foundation foundation;
  private final Database database;
  private final MongoCollection<ProofRecord> proofs;
  private final Duration life;

  Proofs(Foundation foundation, Duration life) {
    this.foundation = foundation;
    this.database = foundation.database();
    this.proofs = database.collection("proofs", ProofRecord.class);
    this.life = life;
  }

  /** A proof and until when it holds. */
  record Made(String proof, Instant expiresAt) {}

  Future<Made> make(String person, String hash) {
    String proof = Secrets.token();
    Instant expiresAt = foundation.timers().clock().instant().plus(life);
    return database
        .done(proofs.insertOne(new ProofRecord(Secrets.digest(proof), person, hash, expiresAt)))
        .map(new Made(proof, expiresAt));
  }

  @Override
  public Future<Void> consume(String person, String hash, String proof) {
    return database
        .first(
            proofs.findOneAndDelete(
                Filters.and(
                    Filters.eq(Secrets.digest(proof)),
                    Filters.eq("person", person),
                    Filters.eq("hash", hash),
                    Filters.gt("expiresAt", foundation.timers().clock().instant()))))
        .compose(
            used ->
                used == null
                    ? Future.failedFuture(new Problem(403, "proof-invalid"))
                    : Future.succeededFuture());
  }

  Future<Void> sweep() {
    return database.done(
        proofs.deleteMany(Filters.lt("expiresAt", foundation.timers().clock().instant())));
  }
}
