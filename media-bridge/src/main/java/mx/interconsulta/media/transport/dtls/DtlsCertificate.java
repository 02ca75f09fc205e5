package mx.interconsulta.media.transport.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * A key pair on P-256 and a certificate that it signed itself: nobody checks the signature, both
 * sides compare the fingerprint of the offer or answer (RFC 8827, section 6.5). Made anew by every
 * process, never written anywhere.
 */
public final class DtlsCertificate {
  private static final Duration VALID = Duration.ofDays(3650);

  private final BcTlsCrypto crypto = new BcTlsCrypto(new SecureRandom());
  private final AsymmetricKeyParameter key;
  private final byte[] encoded;

  private DtlsCertificate(AsymmetricKeyParameter key, byte[] encoded) {
    this.key = key;
    this.encoded = encoded;
  }

  /** Makes one. Takes some milliseconds; never on a loop. */
  public static DtlsCertificate generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      X500Name name = new X500Name("CN=media");
      Instant now = Instant.now();
      X509CertificateHolder certificate =
          new JcaX509v3CertificateBuilder(
                  name,
                  new BigInteger(64, new SecureRandom()),
                  Date.from(now.minus(Duration.ofDays(1))),
                  Date.from(now.plus(VALID)),
                  name,
                  pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
      return new DtlsCertificate(
          PrivateKeyFactory.createKey(pair.getPrivate().getEncoded()), certificate.getEncoded());
    } catch (GeneralSecurityException | OperatorCreationException | IOException broken) {
      throw new IllegalStateException("no certificate could be made", broken);
    }
  }

  /** In DER. */
  public byte[] encoded() {
    return encoded.clone();
  }

  /** What signs in a handshake. */
  public TlsCredentialedSigner signer(TlsCryptoParameters parameters) throws IOException {
    TlsCertificate[] chain = {crypto.createCertificate(encoded)};
    return new BcDefaultTlsCredentialedSigner(
        parameters,
        crypto,
        key,
        new Certificate(chain),
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }

  /** The cryptography both sides of a handshake can share. Thread safe. */
  public BcTlsCrypto crypto() {
    return crypto;
  }
}
