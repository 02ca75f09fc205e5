package mx.interconsulta.media.transport.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever bytes come, reading them is safe, and only what we signed is authentic. */
class StunMessageProperties {
  private static final StunPassword PASSWORD = new StunPassword("a-password-of-22-chars");

  @Property(tries = 2_000)
  void anyBytesAreReadOrRefusedInPeace(@ForAll @Size(max = 400) byte[] bytes) {
    readAll(bytes, 0, bytes.length);
  }

  @Property(tries = 200_000)
  @Tag("long")
  void anyBytesAreReadOrRefusedInPeaceForLong(@ForAll @Size(max = 400) byte[] bytes) {
    readAll(bytes, 0, bytes.length);
  }

  /** With the cookie and length made right, so that attributes are reached. */
  @Property(tries = 2_000)
  void anyAttributesAreReadOrRefusedInPeace(@ForAll @Size(max = 100) byte[] body) {
    byte[] bytes = new byte[20 + (body.length & ~3)];
    System.arraycopy(body, 0, bytes, 20, bytes.length - 20);
    bytes[1] = 1;
    bytes[3] = (byte) (bytes.length - 20);
    bytes[4] = 0x21;
    bytes[5] = 0x12;
    bytes[6] = (byte) 0xa4;
    bytes[7] = 0x42;
    readAll(bytes, 0, bytes.length);
  }

  @Property(tries = 1_000)
  void aSingleChangedBitIsNoticed(@ForAll @IntRange(max = 10_000) int which) {
    byte[] message = check("ours:theirs");
    int bit = which % (message.length * 8);
    message[bit / 8] ^= (byte) (1 << (bit % 8));

    StunMessage read = StunMessage.read(message, 0, message.length);
    assertFalse(read != null && read.isAuthentic(PASSWORD), "bit " + bit);
  }

  @Property(tries = 500)
  void everyTruncationIsRefused(@ForAll @IntRange(max = 10_000) int cut) {
    byte[] message = check("ours:theirs");
    StunMessage read = StunMessage.read(message, 0, cut % message.length);
    assertFalse(read != null && read.isAuthentic(PASSWORD));
  }

  @Property(tries = 300)
  void whatIsWrittenIsRead(
      @ForAll @Size(12) byte[] transaction,
      @ForAll @Size(4) byte[] ip,
      @ForAll @IntRange(min = 1, max = 65535) int port)
      throws Exception {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(ip), port);
    byte[] bytes =
        new StunWriter(StunMessage.BINDING_SUCCESS, transaction)
            .mappedAddress(address)
            .sign(PASSWORD);
    byte[] embedded = new byte[bytes.length + 7];
    System.arraycopy(bytes, 0, embedded, 3, bytes.length);
    StunMessage read = StunMessage.read(embedded, 3, bytes.length);
    assertTrue(read.isAuthentic(PASSWORD));
    assertEquals(address, read.mappedAddress());
    assertTrue(Arrays.equals(transaction, read.transactionId()));
  }

  private static byte[] check(String username) {
    return new StunWriter(StunMessage.BINDING_REQUEST, new byte[12])
        .username(username)
        .number(StunAttribute.PRIORITY, 12)
        .add(StunAttribute.USE_CANDIDATE)
        .sign(PASSWORD);
  }

  private static void readAll(byte[] bytes, int offset, int length) {
    StunMessage read = StunMessage.read(bytes, offset, length);
    if (read != null) {
      assertFalse(read.isAuthentic(PASSWORD));
      assertEquals(12, read.transactionId().length);
      read.username();
      read.mappedAddress();
      assertTrue(read.priority() >= 0);
      assertTrue(read.errorCode() >= 0);
      assertFalse(read.unknownAttributes().size() > 100);
    }
  }
}
