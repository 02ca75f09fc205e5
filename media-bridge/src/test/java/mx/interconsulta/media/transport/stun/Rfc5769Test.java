package mx.interconsulta.media.transport.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The test vectors of RFC 5769, sections 2.1 to 2.3 (short-term credentials). */
class Rfc5769Test {
  private static final StunPassword PASSWORD = new StunPassword("VOkJxbRl1RmTxUk/WvJxBt");
  private static final String TRANSACTION = "b7e7a701bc34d686fa87dfae";

  private static final byte[] REQUEST =
      hex(
          "00010058 2112a442",
          TRANSACTION,
          "80220010 5354554e 20746573 7420636c 69656e74",
          "00240004 6e0001ff",
          "80290008 932ff9b1 51263b36",
          "00060009 6576746a 3a683676 59202020",
          "00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2",
          "80280004 e57a3bcf");

  private static final byte[] RESPONSE_4 =
      hex(
          "0101003c 2112a442",
          TRANSACTION,
          "8022000b 74657374 20766563 746f7220",
          "00200008 0001a147 e112a643",
          "00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7",
          "80280004 c07d4c96");

  private static final byte[] RESPONSE_6 =
      hex(
          "01010048 2112a442",
          TRANSACTION,
          "8022000b 74657374 20766563 746f7220",
          "00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9",
          "00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41",
          "80280004 c8fb0b4c");

  @Test
  void theSampleRequestIsAuthenticAndReadWhole() {
    StunMessage request = StunMessage.read(REQUEST, 0, REQUEST.length);

    assertEquals(StunMessage.BINDING_REQUEST, request.type());
    assertTrue(request.isAuthentic(PASSWORD));
    assertEquals("evtj:h6vY", request.username());
    assertEquals(0x6e0001ffL, request.priority());
    assertTrue(request.has(StunAttribute.ICE_CONTROLLED));
    assertEquals(List.of(), request.unknownAttributes());
  }

  @Test
  void theSampleRequestIsNotAuthenticUnderAnotherPassword() {
    StunMessage request = StunMessage.read(REQUEST, 0, REQUEST.length);
    assertFalse(request.isAuthentic(new StunPassword("VOkJxbRl1RmTxUk/WvJxBT")));
  }

  @Test
  void theSampleResponsesAreAuthenticAndShowTheMappedAddress() throws Exception {
    StunMessage four = StunMessage.read(RESPONSE_4, 0, RESPONSE_4.length);
    StunMessage six = StunMessage.read(RESPONSE_6, 0, RESPONSE_6.length);

    assertTrue(four.isAuthentic(PASSWORD));
    assertEquals(
        new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 32853), four.mappedAddress());
    assertTrue(six.isAuthentic(PASSWORD));
    assertEquals(
        new InetSocketAddress(InetAddress.getByName("2001:db8:1234:5678:11:2233:4455:6677"), 32853),
        six.mappedAddress());
  }

  private static byte[] hex(String... lines) {
    return HexFormat.of().parseHex(String.join("", lines).replace(" ", ""));
  }
}
