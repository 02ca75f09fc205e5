package mx.interconsulta.server.identity;

import java.time.Duration;

/**
 * How sign-in behaves.
 *
 * @param idle a session ends after so long without use
 * @param absolute a session ends after so long, used or not
 * @param code how long a one-time code holds
 * @param proof how long a signing proof holds
 * @param argonMemoryKib memory of one password hash in KiB (RFC 9106)
 * @param argonPasses passes over that memory
 * @param argonThreads hashes computed at once; each takes one core and the memory above
 * @param argonQueue hashes that may wait; beyond that callers are told to come back
 */
public record IdentityOptions(
    Duration idle,
    Duration absolute,
    Duration code,
    Duration proof,
    int argonMemoryKib,
    int argonPasses,
    int argonThreads,
    int argonQueue) {

  /** What OWASP asks for at least: 19 MiB and two passes; hospital hours for sessions. */
  public static final IdentityOptions DEFAULTS =
      new IdentityOptions(
          Duration.ofMinutes(30),
          Duration.ofHours(12),
          Duration.ofHours(24),
          Duration.ofSeconds(60),
          19_456,
          2,
          2,
          64);

  public IdentityOptions {
    if (idle.isNegative() || idle.isZero() || absolute.compareTo(idle) < 0) {
      throw new IllegalArgumentException("a session's absolute end comes after its idle end");
    }
    if (argonMemoryKib < 8 || argonPasses < 1 || argonThreads < 1 || argonQueue < 1) {
      throw new IllegalArgumentException("Argon2 needs memory, passes, threads and a queue");
    }
  }
}
