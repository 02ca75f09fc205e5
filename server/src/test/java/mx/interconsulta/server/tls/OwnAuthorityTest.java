package mx.interconsulta.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path directory;

  @Test
  void itIsMadeOnceAndFoundAgain() {
    String made = OwnAuthority.open(directory, CLOCK).fingerprint();

    assertEquals(made, OwnAuthority.open(directory, CLOCK).fingerprint());
  }

  @Test
  void itIsMadeAnewWhenItHasEnded() {
    String made = OwnAuthority.open(directory, CLOCK).fingerprint();
    Clock later = Clock.offset(CLOCK, Duration.ofDays(3651));

    assertNotEquals(made, OwnAuthority.open(directory, later).fingerprint());
  }

  @Test
  void itsKeyIsForItsOwnerOnly() throws Exception {
    OwnAuthority.open(directory, CLOCK);

    assertEquals(
        PosixFilePermissions.fromString("rw-------"),
        Files.getPosixFilePermissions(directory.resolve("authority.key")));
    assertFalse(Files.readString(directory.resolve("authority.crt")).contains("PRIVATE"));
  }

  @Test
  void itsFingerprintIsTheOneABrowserShows() throws Exception {
    OwnAuthority authority = OwnAuthority.open(directory, CLOCK);
    X509Certificate certificate = certificates(authority.pem()).get(0);

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());

    assertEquals(
        HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest), authority.fingerprint());
  }

  @Test
  void itMaySignServersButNoFurtherAuthority() throws Exception {
    X509Certificate certificate = certificates(OwnAuthority.open(directory, CLOCK).pem()).get(0);

    assertEquals(0, certificate.getBasicConstraints());
    assertTrue(certificate.getKeyUsage()[5], "it signs certificates");
    assertFalse(certificate.getKeyUsage()[0], "it signs nothing else");
  }

  @Test
  void aServersCertificateIsSignedByItForTheNamesOfThisMachine() throws Exception {
    OwnAuthority authority = OwnAuthority.open(directory, CLOCK);

    List<X509Certificate> chain =
        certificates(authority.issue("interconsulta.hospital.example").chain());

    assertEquals(2, chain.size());
    X509Certificate server = chain.get(0);
    server.verify(chain.get(1).getPublicKey());
    assertEquals(authority.fingerprint(), fingerprint(chain.get(1)));
    assertEquals(-1, server.getBasicConstraints());
    assertEquals(List.of("1.3.6.1.5.5.7.3.1"), server.getExtendedKeyUsage());
    List<String> names =
        server.getSubjectAlternativeNames().stream()
            .map(name -> String.valueOf(name.get(1)))
            .toList();
    assertTrue(names.contains("interconsulta.hospital.example"), names::toString);
    assertTrue(names.contains("localhost"), names::toString);
    assertTrue(names.contains("127.0.0.1"), names::toString);
    Duration life = Duration.between(NOW, server.getNotAfter().toInstant());
    assertTrue(life.toDays() <= 200, "browsers refuse " + life);
  }

  @Test
  void anAddressIsAskedForAsAnAddress() throws Exception {
    OwnAuthority authority = OwnAuthority.open(directory, CLOCK);

    X509Certificate server = certificates(authority.issue("192.0.2.7").chain()).get(0);

    int address = 7;
    assertTrue(
        server.getSubjectAlternativeNames().stream()
            .anyMatch(name -> name.get(0).equals(address) && name.get(1).equals("192.0.2.7")));
  }

  private static List<X509Certificate> certificates(String pem) throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  private static String fingerprint(X509Certificate certificate) throws Exception {
    return HexFormat.ofDelimiter(":")
        .withUpperCase()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
  }
}
