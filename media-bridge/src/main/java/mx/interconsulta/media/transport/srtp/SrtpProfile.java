package mx.interconsulta.media.transport.srtp;

import java.util.Arrays;
import org.jitsi.srtp.SrtpPolicy;

/**
 * The protection profiles we speak, best first (RFC 5764, section 4.1.2; RFC 7714, section 14.2).
 */
public enum SrtpProfile {
  AEAD_AES_128_GCM(
      0x0007, 16, 12, SrtpPolicy.AESGCM_ENCRYPTION, SrtpPolicy.NULL_AUTHENTICATION, 0, 16),
  AES_CM_128_HMAC_SHA1_80(
      0x0001, 16, 14, SrtpPolicy.AESCM_ENCRYPTION, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10);

  private final int id;
  private final int keyLength;
  private final int saltLength;
  private final int cipher;
  private final int authentication;
  private final int authenticationKeyLength;
  private final int tagLength;

  SrtpProfile(
      int id,
      int keyLength,
      int saltLength,
      int cipher,
      int authentication,
      int authenticationKeyLength,
      int tagLength) {
    this.id = id;
    this.keyLength = keyLength;
    this.saltLength = saltLength;
    this.cipher = cipher;
    this.authentication = authentication;
    this.authenticationKeyLength = authenticationKeyLength;
    this.tagLength = tagLength;
  }

  /** Its number in the use_srtp extension. */
  public int id() {
    return id;
  }

  /** Bytes of keying material to export: two master keys and two master salts. */
  public int materialLength() {
    return 2 * (keyLength + saltLength);
  }

  /** The client's keys out of the exported material (RFC 5764, section 4.2). */
  public SrtpKeys clientKeys(byte[] material) {
    return keys(material, 0);
  }

  /** The server's keys out of the exported material. */
  public SrtpKeys serverKeys(byte[] material) {
    return keys(material, 1);
  }

  private SrtpKeys keys(byte[] material, int side) {
    int key = side * keyLength;
    int salt = 2 * keyLength + side * saltLength;
    return new SrtpKeys(
        Arrays.copyOfRange(material, key, key + keyLength),
        Arrays.copyOfRange(material, salt, salt + saltLength));
  }

  SrtpPolicy policy() {
    return new SrtpPolicy(
        cipher, keyLength, authentication, authenticationKeyLength, tagLength, saltLength);
  }
}
