package mx.interconsulta.records.note;

import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.proof.SigningProofs;

/** Proofs that hold once, for one person and one hash, like the server's. */
final class Proofs implements SigningProofs {
  private final Set<String> valid = ConcurrentHashMap.newKeySet();

  String make(String person, String hash) {
    String proof = "proof of " + person + " for " + hash;
    valid.add(proof);
    return proof;
  }

  @Override
  public Future<Void> consume(String person, String hash, String proof) {
    return proof.equals("proof of " + person + " for " + hash) && valid.remove(proof)
        ? Future.succeededFuture()
        : Future.failedFuture(new Problem(403, "proof-invalid"));
  }
}
