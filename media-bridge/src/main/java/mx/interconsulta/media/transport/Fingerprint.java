package mx.interconsulta.media.transport;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate's hash as in {@code a=fingerprint} (RFC 8122).
 *
 * @param algorithm lower case, one of sha-256, sha-384, sha-512
 * @param hash upper-case pairs of hexadecimal digits with colons between
 */
public record Fingerprint(String algorithm, String hash) {
  private static final Set<String> ALGORITHMS = Set.of("sha-256", "sha-384", "sha-512");
  private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

  /** Of a certificate in DER. */
  public static Fingerprint of(String algorithm, byte[] certificate) {
    try {
      return new Fingerprint(
          algorithm, HEX.formatHex(MessageDigest.getInstance(algorithm).digest(certificate)));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalArgumentException(algorithm, never);
    }
  }

  /** Reads the value of {@code a=fingerprint}; empty when malformed or of a weak algorithm. */
  public static Optional<Fingerprint> parse(String value) {
    int space = value.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    String algorithm = value.substring(0, space).toLowerCase(Locale.ROOT);
    String hash = value.substring(space + 1).trim().toUpperCase(Locale.ROOT);
    if (!ALGORITHMS.contains(algorithm)) {
      return Optional.empty();
    }
    int bytes = Integer.parseInt(algorithm.substring(4)) / 8;
    if (hash.length() != bytes * 3 - 1 || !hash.matches("[0-9A-F]{2}(:[0-9A-F]{2})*")) {
      return Optional.empty();
    }
    return Optional.of(new Fingerprint(algorithm, hash));
  }

  /** The value of {@code a=fingerprint}. */
  public String toSdp() {
    return algorithm + " " + hash;
  }
}
