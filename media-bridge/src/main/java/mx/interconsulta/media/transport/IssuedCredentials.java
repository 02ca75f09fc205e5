package mx.interconsulta.media.transport;

import java.security.SecureRandom;
import mx.interconsulta.media.transport.stun.StunPassword;

/** Credentials that a check may use, and whose they are. */
final class IssuedCredentials {
  /** Letters that RFC 8839, section 5.4, allows: 6 bits each. */
  private static final String ICE_CHARS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecurePeer peer;
  private final int generation;
  private final IceCredentials credentials;
  private final StunPassword password;

  /** Issues new ones: 48 random bits of user name fragment, 144 of password. */
  IssuedCredentials(SecurePeer peer, int generation) {
    this.peer = peer;
    this.generation = generation;
    this.credentials = new IceCredentials(letters(8), letters(24));
    this.password = new StunPassword(credentials.password());
  }

  SecurePeer peer() {
    return peer;
  }

  /** 1 for the first offer's, one more after each restart. */
  int generation() {
    return generation;
  }

  IceCredentials credentials() {
    return credentials;
  }

  String ufrag() {
    return credentials.ufrag();
  }

  StunPassword password() {
    return password;
  }

  private static String letters(int count) {
    StringBuilder letters = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      letters.append(ICE_CHARS.charAt(RANDOM.nextInt(ICE_CHARS.length())));
    }
    return letters.toString();
  }
}
