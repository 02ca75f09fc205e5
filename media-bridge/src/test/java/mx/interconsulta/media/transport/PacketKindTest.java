package mx.interconsulta.media.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The table of RFC 7983, and RFC 5761 for RTCP, for every pair of first bytes. */
class PacketKindTest {

  @Test
  void everyFirstPairOfBytesIsToldApart() {
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        byte[] packet = {0, 0, (byte) first, (byte) second};
        assertEquals(expected(first, second), PacketKind.of(packet, 2, 2), first + ", " + second);
      }
    }
  }

  @Test
  void whatIsTooShortToTellIsNothing() {
    assertEquals(PacketKind.OTHER, PacketKind.of(new byte[0], 0, 0));
    assertEquals(PacketKind.OTHER, PacketKind.of(new byte[] {(byte) 0x80}, 0, 1));
  }

  private static PacketKind expected(int first, int second) {
    if (first <= 3) {
      return PacketKind.STUN;
    }
    if (first >= 20 && first <= 63) {
      return PacketKind.DTLS;
    }
    if (first >= 128 && first <= 191) {
      return second >= 192 && second <= 223 ? PacketKind.RTCP : PacketKind.RTP;
    }
    return PacketKind.OTHER;
  }
}
