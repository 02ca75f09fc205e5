package mx.interconsulta.media.transport.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.srtp.crypto.SrtpCipherCtr;
import org.jitsi.srtp.crypto.SrtpCipherGcm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SRTP as the RFCs have it, and what a stranger can make of it: nothing. */
class SrtpSessionTest {
  private static final int LIMIT = 8;
  private final PacketView view = new PacketView();

  @BeforeAll
  static void warmsUp() {
    SrtpWarmUp.run();
  }

  /** RFC 3711, appendix B.2: the keystream of AES in counter mode. */
  @Test
  void theKeystreamOfRfc3711() throws Exception {
    SrtpCipherCtr cipher = new SrtpCipherCtr(Aes.createCipher("AES/CTR/NoPadding"));
    cipher.init(hex("2B7E151628AED2A6ABF7158809CF4F3C"), hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"));
    cipher.setIV(hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000"), Cipher.ENCRYPT_MODE);
    byte[] stream = new byte[48];
    cipher.process(stream, 0, stream.length);
    assertArrayEquals(
        hex(
            "E03EAD0935C95E80E166B16DD92B4EB4"
                + "D23513162B02D0F72A43A2FE4A5F97AB"
                + "41E95B3BB0A2E8DD477901E4FCA894C0"),
        stream);
  }

  /** The keys of RFC 3711, appendix B.3, on the packet that other implementations publish. */
  @Test
  void aPacketUnderTheKeysOfRfc3711() {
    SrtpKeys keys =
        new SrtpKeys(hex("E1F97A0D3E018BE0D64FA32C06DE4139"), hex("0EC675AD498AFEEBB6960B3AABE6"));
    byte[] packet = reference();
    SrtpSession session = new SrtpSession(SrtpProfile.AES_CM_128_HMAC_SHA1_80, keys, keys, LIMIT);
    assertTrue(session.sealRtp(view.on(packet, 0, 28)));
    assertArrayEquals(
        hex(
            "800f1234decafbadcafebabe"
                + "4e55dc4ce79978d88ca4d215949d2402"
                + "b78d6acc99ea179b8dbb"),
        Arrays.copyOf(packet, view.getLength()));
  }

  /** RFC 7714, section 16.1.1: one packet under AEAD_AES_128_GCM. */
  @Test
  void thePacketOfRfc7714() throws Exception {
    byte[] header = hex("8040f17b8041f8d35501a0b2");
    byte[] text =
        hex("47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573");
    byte[] packet = new byte[header.length + text.length + 16];
    System.arraycopy(header, 0, packet, 0, header.length);
    System.arraycopy(text, 0, packet, header.length, text.length);
    SrtpCipherGcm cipher = new SrtpCipherGcm(Aes.createCipher("AES/GCM/NoPadding"));
    cipher.init(hex("000102030405060708090a0b0c0d0e0f"), hex("517569642070726f2071756f"));
    cipher.setIV(hex("51753c6580c2726f20718414"), Cipher.ENCRYPT_MODE);
    cipher.processAAD(packet, 0, header.length);
    cipher.process(packet, header.length, text.length);
    assertArrayEquals(
        hex(
            "8040f17b8041f8d35501a0b2"
                + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                + "899d7f27beb16a9152cf765ee4390cce"),
        packet);
  }

  /** A packet of AEAD_AES_128_GCM with derived keys, as other implementations publish it. */
  @Test
  void aPacketUnderGcmWithDerivedKeys() {
    SrtpKeys keys =
        new SrtpKeys(hex("000102030405060708090a0b0c0d0e0f"), hex("a0a1a2a3a4a5a6a7a8a9aaab"));
    byte[] packet = reference();
    SrtpSession session = new SrtpSession(SrtpProfile.AEAD_AES_128_GCM, keys, keys, LIMIT);
    assertTrue(session.sealRtp(view.on(packet, 0, 28)));
    assertArrayEquals(
        hex(
            "800f1234decafbadcafebabe"
                + "c5002ede04cfdd2eb91159e0880aa06e"
                + "d2976826f796b201df3131a127e8a392"),
        Arrays.copyOf(packet, view.getLength()));
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void whatOneSideSealsTheOtherOpensOnce(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    byte[] plain = packet(5, 1, 200);
    byte[] sealed = pair.sealed(plain, 200);
    byte[] again = sealed.clone();

    assertEquals(SrtpVerdict.OPENED, pair.opened(sealed));
    assertArrayEquals(Arrays.copyOf(plain, 200), Arrays.copyOf(sealed, view.getLength()));
    assertEquals(SrtpVerdict.REPLAYED, pair.opened(again));
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void pitfall8AnSsrcIsKeptOnlyOnceItAuthenticated(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    Random random = new Random(8);
    for (int i = 0; i < 500; i++) {
      byte[] forged = packet(random.nextInt(), i, 200);
      assertNotEquals(SrtpVerdict.OPENED, pair.opened(forged));
      byte[] report = packet(0, 0, 60);
      random.nextBytes(report);
      report[0] = (byte) 0x80;
      report[1] = (byte) 201;
      assertNotEquals(
          SrtpVerdict.OPENED, pair.receiver.openRtcp(view.on(report, 0, 60), i * 1_000_000L));
    }
    assertEquals(0, pair.receiver.ciphers(), "forged packets left something behind");
  }

  @Test
  void whatIsRetiredMakesRoomForTheNext() {
    Pair pair = new Pair(SrtpProfile.AEAD_AES_128_GCM);
    SrtpSession sender = new SrtpSession(pair.profile, pair.server, pair.client, LIMIT);
    for (int ssrc = 0; ssrc < LIMIT; ssrc++) {
      assertTrue(sender.sealRtp(view.on(packet(ssrc, 1, 100), 0, 100)));
    }
    assertFalse(sender.sealRtp(view.on(packet(LIMIT, 1, 100), 0, 100)), "beyond the limit");

    sender.retire(0);

    assertTrue(sender.sealRtp(view.on(packet(LIMIT, 1, 100), 0, 100)));
    assertEquals(LIMIT, sender.ciphers());
  }

  @Test
  void pitfall8SsrcsAreKeptUpToTheLimitOnly() {
    Pair pair = new Pair(SrtpProfile.AEAD_AES_128_GCM);
    for (int ssrc = 0; ssrc < LIMIT; ssrc++) {
      assertEquals(SrtpVerdict.OPENED, pair.opened(pair.sealed(packet(ssrc, 1, 100), 100)));
    }
    SrtpSession other = new SrtpSession(pair.profile, pair.server, pair.client, LIMIT);
    byte[] beyond = packet(99, 1, 100);
    other.sealRtp(view.on(beyond, 0, 100));
    assertEquals(SrtpVerdict.REFUSED, pair.opened(Arrays.copyOf(beyond, view.getLength())));
    assertEquals(LIMIT, pair.receiver.ciphers());
    assertEquals(
        SrtpVerdict.OPENED, pair.opened(pair.sealed(packet(3, 2, 100), 100)), "a known one");
  }

  @Test
  void pitfall8ReportersAreKeptUpToTheLimitOnly() {
    Pair pair = new Pair(SrtpProfile.AEAD_AES_128_GCM);
    for (int ssrc = 0; ssrc < LIMIT; ssrc++) {
      assertEquals(SrtpVerdict.OPENED, pair.openedReport(pair.sealedReport(ssrc)));
    }
    assertEquals(SrtpVerdict.REFUSED, pair.openedReport(pair.sealedReport(99)));
    assertEquals(LIMIT, pair.receiver.ciphers());
    assertEquals(SrtpVerdict.OPENED, pair.openedReport(pair.sealedReport(3)), "a known one");
  }

  @Test
  void aFloodOfNewSsrcsIsRationed() {
    Pair pair = new Pair(SrtpProfile.AEAD_AES_128_GCM);
    int refused = 0;
    for (int ssrc = 0; ssrc < 1_000; ssrc++) {
      byte[] forged = packet(ssrc, 1, 100);
      if (pair.receiver.openRtp(view.on(forged, 0, 100), 7) == SrtpVerdict.REFUSED) {
        refused++;
      }
    }
    assertEquals(1_000 - 256, refused);
  }

  @Test
  void pitfall6ASequenceNumberIsNeverSealedTwice() {
    Pair pair = new Pair(SrtpProfile.AEAD_AES_128_GCM);
    assertTrue(pair.sender.sealRtp(view.on(packet(5, 7, 100), 0, 100)));
    assertFalse(pair.sender.sealRtp(view.on(packet(5, 7, 101), 0, 101)));
  }

  @Test
  void sequenceNumbersWrapAround() {
    Pair pair = new Pair(SrtpProfile.AEAD_AES_128_GCM);
    for (int sequence = 65_500; sequence < 65_600; sequence++) {
      assertEquals(
          SrtpVerdict.OPENED,
          pair.opened(pair.sealed(packet(5, sequence & 0xffff, 100), 100)),
          "sequence " + sequence);
    }
  }

  private static byte[] reference() {
    byte[] packet = new byte[64];
    System.arraycopy(hex("800f1234decafbadcafebabe"), 0, packet, 0, 12);
    Arrays.fill(packet, 12, 28, (byte) 0xab);
    return packet;
  }

  private static byte[] packet(int ssrc, int sequence, int length) {
    byte[] packet = new byte[length + 32];
    packet[0] = (byte) 0x80;
    packet[1] = 96;
    packet[2] = (byte) (sequence >> 8);
    packet[3] = (byte) sequence;
    packet[8] = (byte) (ssrc >> 24);
    packet[9] = (byte) (ssrc >> 16);
    packet[10] = (byte) (ssrc >> 8);
    packet[11] = (byte) ssrc;
    for (int i = 12; i < length; i++) {
      packet[i] = (byte) i;
    }
    return packet;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** Two ends of one session. */
  private final class Pair {
    private final SrtpProfile profile;
    private final SrtpKeys client;
    private final SrtpKeys server;
    private final SrtpSession sender;
    private final SrtpSession receiver;
    private long now;

    Pair(SrtpProfile profile) {
      byte[] material = new byte[profile.materialLength()];
      new Random(1).nextBytes(material);
      this.profile = profile;
      client = profile.clientKeys(material);
      server = profile.serverKeys(material);
      sender = new SrtpSession(profile, server, client, 1_000);
      receiver = new SrtpSession(profile, client, server, LIMIT);
    }

    byte[] sealed(byte[] packet, int length) {
      byte[] copy = packet.clone();
      assertTrue(sender.sealRtp(view.on(copy, 0, length)));
      return Arrays.copyOf(copy, view.getLength());
    }

    SrtpVerdict opened(byte[] packet) {
      now += 1_000_000;
      return receiver.openRtp(view.on(packet, 0, packet.length), now);
    }

    byte[] sealedReport(int ssrc) {
      byte[] report = new byte[8 + 64];
      report[0] = (byte) 0x80;
      report[1] = (byte) 201;
      report[3] = 1;
      report[7] = (byte) ssrc;
      assertTrue(sender.sealRtcp(view.on(report, 0, 8)));
      return Arrays.copyOf(report, view.getLength());
    }

    SrtpVerdict openedReport(byte[] report) {
      now += 1_000_000;
      return receiver.openRtcp(view.on(report, 0, report.length), now);
    }
  }
}
