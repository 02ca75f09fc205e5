package mx.interconsulta.server.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * An authority of this installation's own, kept in {@code DATA_DIR/tls}, for hospitals without one:
 * its certificate is installed once in each browser after comparing the fingerprint, and it signs a
 * new server certificate at each start, for the names and addresses the machine has then.
 *
 * <p>It may sign servers only (no further authority), so that installing it gives away as little as
 * possible. Blocking; for start only.
 */
public final class OwnAuthority {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

  /** Browsers refuse longer ones (CA/Browser Forum, SC-081: 200 days since March 2026). */
  private static final Duration SERVER_LIFE = Duration.ofDays(90);

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final Clock clock;

  private OwnAuthority(X509Certificate certificate, PrivateKey key, Clock clock) {
    this.certificate = certificate;
    this.key = key;
    this.clock = clock;
  }

  /**
   * A server's certificate chain and key, both PEM.
   *
   * @param chain the certificate and the authority's
   * @param key the private key
   */
  public record ServerCertificate(String chain, String key) {
    /** Never shows the key. */
    @Override
    public String toString() {
      return "ServerCertificate";
    }
  }

  /** Opens the authority of a directory, or makes it there. */
  public static OwnAuthority open(Path directory, Clock clock) {
    Path certificateFile = directory.resolve("authority.crt");
    Path keyFile = directory.resolve("authority.key");
    try {
      if (Files.exists(certificateFile) && Files.exists(keyFile)) {
        OwnAuthority kept =
            new OwnAuthority(
                readCertificate(Files.readString(certificateFile)),
                readKey(Files.readString(keyFile)),
                clock);
        if (clock.instant().isBefore(kept.certificate.getNotAfter().toInstant())) {
          return kept;
        }
      }
      OwnAuthority made = make(clock);
      Files.createDirectories(directory);
      writePrivate(keyFile, pem(pkcs8(made.key)));
      Files.writeString(certificateFile, made.pem());
      return made;
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    } catch (GeneralSecurityException | OperatorCreationException impossible) {
      throw new IllegalStateException("cannot make the authority", impossible);
    }
  }

  /** The authority's certificate, for browsers to install. */
  public String pem() {
    try {
      return pem(certificate);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** SHA-256 of the certificate, as browsers show it: pairs of capitals with colons. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Signs a new server certificate for a host and for every address this machine has. */
  public ServerCertificate issue(String host) {
    try {
      KeyPair pair = newKey();
      Instant now = clock.instant();
      X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
      JcaX509v3CertificateBuilder builder =
          builder(issuer, new X500Name("CN=Interconsulta"), pair.getPublic(), now, SERVER_LIFE);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names(host).toArray(GeneralName[]::new)));
      X509Certificate issued = sign(builder, key);
      return new ServerCertificate(pem(issued) + pem(), pem(pkcs8(pair.getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorCreationException impossible) {
      throw new IllegalStateException("cannot make a server certificate", impossible);
    }
  }

  private static OwnAuthority make(Clock clock)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    KeyPair pair = newKey();
    byte[] mark = new byte[4];
    new SecureRandom().nextBytes(mark);
    X500Name name =
        new X500Name(
            "CN=Interconsulta "
                + HexFormat.of().withUpperCase().formatHex(mark)
                + ",O=Interconsulta");
    JcaX509v3CertificateBuilder builder =
        builder(name, name, pair.getPublic(), clock.instant(), AUTHORITY_LIFE);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    return new OwnAuthority(sign(builder, pair.getPrivate()), pair.getPrivate(), clock);
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration life) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, new SecureRandom()),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(life)),
        subject,
        key);
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** The host that was asked for, the names of this machine, and all its addresses. */
  private static Set<GeneralName> names(String host) throws IOException {
    Set<String> addresses = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    names.add("localhost");
    addresses.add("127.0.0.1");
    for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(device.getInetAddresses())) {
        addresses.add(bare(address));
      }
    }
    byte[] literal = io.netty.util.NetUtil.createByteArrayFromIpAddressString(host);
    if (literal == null) {
      names.add(host.toLowerCase(Locale.ROOT));
    } else {
      InetAddress address = InetAddress.getByAddress(literal);
      if (!address.isAnyLocalAddress()) {
        addresses.add(bare(address));
      }
    }
    try {
      String own = InetAddress.getLocalHost().getHostName();
      if (own.matches("[A-Za-z0-9.-]+")) {
        names.add(own.toLowerCase(Locale.ROOT));
      }
    } catch (java.net.UnknownHostException nameless) {
      // A machine without a name is reached by its address.
    }
    Set<GeneralName> all = new LinkedHashSet<>();
    names.forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
    addresses.forEach(address -> all.add(new GeneralName(GeneralName.iPAddress, address)));
    return all;
  }

  private static String bare(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /**
   * Vert.x and our own reader take PKCS #8; Bouncy Castle on its own writes an EC key otherwise.
   */
  private static PemObject pkcs8(PrivateKey key) {
    return new PemObject("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private static X509Certificate readCertificate(String pem)
      throws IOException, GeneralSecurityException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      return new JcaX509CertificateConverter()
          .getCertificate((X509CertificateHolder) parser.readObject());
    }
  }

  private static PrivateKey readKey(String pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
    }
  }

  private static void writePrivate(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
