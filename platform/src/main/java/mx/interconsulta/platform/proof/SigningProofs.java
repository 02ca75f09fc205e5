package mx.interconsulta.platform.proof;

import io.vertx.core.Future;

/**
 * Proofs that a person has just shown again who they are. Declared here because {@code records}
 * needs them; {@code server} makes them from a password, later from an OpenID provider.
 */
@FunctionalInterface
public interface SigningProofs {
  /**
   * Uses up a proof. It holds once, for 60 s, for one person and one content hash. Fails with a
   * {@link mx.interconsulta.platform.problem.Problem} {@code proof-invalid} (403) otherwise.
   *
   * @param person id of the person who signs
   * @param hash lower-case hex SHA-256 of the bytes to be signed
   * @param proof what the page was given
   */
  Future<Void> consume(String person, String hash, String proof);
}
