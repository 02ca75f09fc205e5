package mx.interconsulta.server.http;

import java.util.concurrent.ThreadLocalRandom;

/** Ids that tie an answer, its log lines and its audit entry together. Not secret. */
final class Correlation {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private Correlation() {}

  /** 80 random bits as 16 characters that can be read out over the telephone. */
  static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    StringBuilder id = new StringBuilder(16);
    for (int i = 0; i < 16; i++) {
      id.append(ALPHABET.charAt(random.nextInt(32)));
    }
    return id.toString();
  }
}
