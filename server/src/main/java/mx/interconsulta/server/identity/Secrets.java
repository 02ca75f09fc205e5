package mx.interconsulta.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** Random values that are shown once and kept only as their SHA-256. */
final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Crockford's base 32: no letter that is read as a digit. */
  private static final String READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private Secrets() {}

  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** 256 bits for a cookie or a proof. */
  static String token() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
  }

  /** 80 bits that a person can type: {@code XXXX-XXXX-XXXX-XXXX}. */
  static String readable() {
    StringBuilder code = new StringBuilder(19);
    for (int i = 0; i < 16; i++) {
      if (i > 0 && i % 4 == 0) {
        code.append('-');
      }
      code.append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
    }
    return code.toString();
  }

  /** What a person typed for a readable secret, as it was made. */
  static String asMade(String typed) {
    return typed
        .toUpperCase(Locale.ROOT)
        .replaceAll("[^0-9A-Z]", "")
        .replace('O', '0')
        .replace('I', '1')
        .replace('L', '1');
  }

  /** Lower-case hex SHA-256. */
  static String digest(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Compares without telling by its time where two texts differ. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
