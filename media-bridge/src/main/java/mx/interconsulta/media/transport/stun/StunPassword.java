package mx.interconsulta.media.transport.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A short-term credential's password, ready to sign and verify (RFC 8489, sections 9.1 and 14.5).
 * Not for several threads at once.
 */
public final class StunPassword {
  static final int HMAC = 20;

  private final Mac mac;

  /** ICE passwords are ASCII, which SASLprep leaves as it is. */
  public StunPassword(String password) {
    try {
      mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    } catch (GeneralSecurityException never) {
      throw new IllegalStateException(never);
    }
  }

  /**
   * The HMAC over what stands before MESSAGE-INTEGRITY, with the header's length counting up to and
   * including it.
   */
  byte[] sign(byte[] buffer, int offset, int before) {
    int counted = before - StunMessage.HEADER + 4 + HMAC;
    mac.update(buffer, offset, 2);
    mac.update((byte) (counted >> 8));
    mac.update((byte) counted);
    mac.update(buffer, offset + 4, before - 4);
    return mac.doFinal();
  }

  boolean signed(byte[] buffer, int offset, int before, byte[] hmacs, int at) {
    byte[] given = new byte[HMAC];
    System.arraycopy(hmacs, at, given, 0, HMAC);
    return MessageDigest.isEqual(sign(buffer, offset, before), given);
  }
}
