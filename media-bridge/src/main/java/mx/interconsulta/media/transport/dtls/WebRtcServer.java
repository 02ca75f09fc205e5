package mx.interconsulta.media.transport.dtls;

import java.io.IOException;
import java.util.Hashtable;
import mx.interconsulta.media.transport.srtp.SrtpProfile;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;

/**
 * What we answer in a handshake: DTLS 1.2 only, an ECDSA certificate, a certificate demanded from
 * the client, the extended master secret (RFC 7627, or the exporter would be weak), and use_srtp
 * (RFC 5764, section 4.1) with the best profile that both know.
 */
final class WebRtcServer extends DefaultTlsServer {
  private static final int[] SUITES = {
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
  };

  /** A browser's certificate is one; nobody needs more to waste our memory with. */
  private static final int LONGEST_CHAIN = 2;

  private static final int LONGEST_MESSAGE = 8192;
  private static final int FIRST_RESEND_MILLIS = 150;

  private final DtlsCertificate certificate;
  private final int timeoutMillis;
  private SrtpProfile profile;
  private byte[] clientCertificate;
  private DtlsKeys keys;

  WebRtcServer(DtlsCertificate certificate, int timeoutMillis) {
    super(certificate.crypto());
    this.certificate = certificate;
    this.timeoutMillis = timeoutMillis;
  }

  /** What came out; once the handshake is done. */
  DtlsKeys keys() {
    return keys;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return SUITES.clone();
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return timeoutMillis;
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return FIRST_RESEND_MILLIS;
  }

  @Override
  public int getMaxCertificateChainLength() {
    return LONGEST_CHAIN;
  }

  @Override
  public int getMaxHandshakeMessageSize() {
    return LONGEST_MESSAGE;
  }

  @Override
  public boolean requiresExtendedMasterSecret() {
    return true;
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
    return certificate.signer(new TlsCryptoParameters(context));
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
    return new CertificateRequest(
        types, TlsUtils.getDefaultSupportedSignatureAlgorithms(context), null);
  }

  @Override
  public void notifyClientCertificate(Certificate chain) throws IOException {
    if (chain == null || chain.isEmpty()) {
      throw new TlsFatalAlert(AlertDescription.certificate_required);
    }
    clientCertificate = chain.getCertificateAt(0).getEncoded();
  }

  @Override
  @SuppressWarnings("rawtypes") // as the library declares it
  public void processClientExtensions(Hashtable extensions) throws IOException {
    super.processClientExtensions(extensions);
    UseSRTPData offered = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
    if (offered != null) {
      profile = best(offered.getProtectionProfiles());
    }
    if (profile == null) {
      throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked"}) // as the library declares it
  public Hashtable getServerExtensions() throws IOException {
    Hashtable extensions = super.getServerExtensions();
    TlsSRTPUtils.addUseSRTPExtension(
        extensions, new UseSRTPData(new int[] {profile.id()}, TlsUtils.EMPTY_BYTES));
    return extensions;
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    byte[] material =
        context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, profile.materialLength());
    keys = new DtlsKeys(profile, material, clientCertificate);
  }

  private static SrtpProfile best(int[] offered) {
    for (SrtpProfile ours : SrtpProfile.values()) {
      for (int theirs : offered) {
        if (ours.id() == theirs) {
          return ours;
        }
      }
    }
    return null;
  }
}
