package mx.interconsulta.media.transport.dtls;

import mx.interconsulta.media.transport.srtp.SrtpProfile;

/**
 * What a handshake yields. Identity equality: never compared.
 *
 * @param profile the protection profile agreed on
 * @param material exported keying material (RFC 5764, section 4.2)
 * @param peerCertificate in DER; the other side has proved to hold its key, and nothing more: the
 *     fingerprint is still to be compared
 */
@SuppressWarnings("ArrayRecordComponent")
public record DtlsKeys(SrtpProfile profile, byte[] material, byte[] peerCertificate) {

  /** Says nothing of the secrets. */
  @Override
  public String toString() {
    return "DtlsKeys[" + profile + "]";
  }
}
