package mx.interconsulta.media.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import mx.interconsulta.media.BridgeCensus;
import mx.interconsulta.media.MediaEndReason;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.rtp.BigEndian;
import mx.interconsulta.media.rtp.Extension;
import mx.interconsulta.media.rtp.NtpTime;
import mx.interconsulta.media.rtp.Packets;
import mx.interconsulta.media.rtp.RtcpReader;
import mx.interconsulta.media.rtp.RtcpWriter;
import mx.interconsulta.media.rtp.RtpPacket;
import mx.interconsulta.media.transport.FakePeer;
import mx.interconsulta.media.transport.PortCensus;
import mx.interconsulta.media.transport.TransportEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a room of the embedded bridge does with packets, on a clock that stands still. */
class EmbeddedRoomTest {
  private static final int LOW = 0x3333_0000;

  private final House house = new House();

  @AfterEach
  void nothingIsLeft() {
    house.close();
    assertEquals(BridgeCensus.EMPTY, house.census());
    assertEquals(PortCensus.EMPTY, house.port().census());
  }

  @Test
  void whatOneSendsArrivesAtTheOtherOnTheOthersOwnSlot() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.sender("luis", AnsweringPage.PLAIN);

    ana.receiveRtp(sound(7, 960));
    ana.receiveRtp(picture(100, 3000, true));

    List<byte[]> sent = luis.takeRtp();
    assertEquals(2, sent.size());
    RtpPacket sound = Packets.read(sent.get(0));
    RtpPacket picture = Packets.read(sent.get(1));
    assertEquals(house.slotSsrcs("luis", "ana/face", false).get(0), sound.ssrc());
    assertEquals(house.slotSsrcs("luis", "ana/face", true).get(0), picture.ssrc());
    assertEquals(111, sound.payloadType());
    assertEquals(96, picture.payloadType());
    assertTrue(picture.marker());
    assertEquals(List.of(), ana.takeRtp(), "nobody hears themselves");
  }

  @Test
  void aPublishersMidIsNeverForwarded() {
    FakePeer ana = house.sender("ana", AnsweringPage.CHROMIUM);
    FakePeer luis = house.sender("luis", AnsweringPage.CHROMIUM);
    String published = house.upMid("ana", true);
    String slot = house.mid("luis", "ana/face", true);
    assertNotEquals(published, slot, "the two must differ for this to show anything");

    ana.receiveRtp(layer(LOW, "l", 1, 3000, 1, true));

    RtpPacket sent = Packets.read(luis.takeRtp().get(0));
    assertEquals(slot, Packets.text(sent, Extension.MID));
    assertNull(Packets.text(sent, Extension.RID));
    assertEquals(2, sent.extensionLength(Extension.TRANSPORT_SEQUENCE.id()));
  }

  @Test
  void layersAreBoundByTheirNamesAndNotByDeclaredSources() {
    FakePeer ana = house.sender("ana", AnsweringPage.FIREFOX);
    FakePeer luis = house.sender("luis", AnsweringPage.CHROMIUM);
    // The answer declared this SSRC without saying of which layer: it is the highest one's.
    ana.receiveRtp(layer(AnsweringPage.PICTURE_SSRC, "h", 1, 3000, 1, true));
    ana.receiveRtp(layer(LOW, "l", 500, 7000, 1, true));

    List<byte[]> sent = luis.takeRtp();

    assertEquals(1, sent.size(), "only one layer goes to a subscriber");
    Future<JsonObject> look = house.bridge().look();
    house.settle();
    JsonArray participants =
        look.result().getJsonArray("rooms").getJsonObject(0).getJsonArray("participants");
    List<Integer> layers =
        participants.getJsonObject(0).getJsonArray("sends").stream()
            .map(JsonObject.class::cast)
            .filter(each -> each.getString("kind").equals("video"))
            .map(each -> each.getInteger("layer"))
            .sorted()
            .toList();
    assertEquals(List.of(0, 2), layers);
  }

  @Test
  void aKeyFrameIsAskedForWhenTheSubscribersPathIsReady() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.join("luis", AnsweringPage.PLAIN, true);
    ana.receiveRtp(picture(100, 3000, true));
    house.advance(1000);
    ana.receiveRtp(picture(101, 6000, false));
    ana.takeRtcp();

    luis.secure();
    house.settle();

    assertEquals(1, keyFramesAsked(ana, AnsweringPage.PICTURE_SSRC));
  }

  @Test
  void manyWhoNeedAKeyFrameAreOneRequest() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    ana.receiveRtp(picture(100, 3000, true));
    for (int i = 0; i < 20; i++) {
      house.listener("listener" + i, AnsweringPage.PLAIN);
    }
    ana.takeRtcp();
    for (int i = 0; i < 20; i++) {
      int slot = house.slotSsrcs("listener" + i, "ana/face", true).get(0);
      house.peer("listener" + i).receiveRtcp(pictureLoss(slot));
    }
    house.settle();

    assertTrue(keyFramesAsked(ana, AnsweringPage.PICTURE_SSRC) <= 1);
    house.advance(2000);
    assertTrue(keyFramesAsked(ana, AnsweringPage.PICTURE_SSRC) <= 5);
  }

  @Test
  void aLostPacketIsSentAgainUnderAnSsrcAndNumbersOfItsOwn() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.sender("luis", AnsweringPage.PLAIN);
    RtpPacket lost = secondOfTwoPictures(ana, luis);

    luis.receiveRtcp(nack(lost.ssrc(), lost.sequence()));

    RtpPacket again = Packets.read(luis.takeRtp().get(0));
    assertEquals(house.slotSsrcs("luis", "ana/face", true).get(1), again.ssrc());
    assertNotEquals(lost.ssrc(), again.ssrc());
    assertEquals(97, again.payloadType());
    assertEquals(lost.sequence(), BigEndian.u16(again.bytes(), again.payloadAt()));
    assertEquals(lost.timestamp(), again.timestamp());
    assertArrayEquals(
        Arrays.copyOfRange(lost.bytes(), lost.payloadAt(), lost.payloadAt() + lost.payloadLength()),
        Arrays.copyOfRange(
            again.bytes(), again.payloadAt() + 2, again.payloadAt() + again.payloadLength()));
  }

  @Test
  void noMoreIsSentAgainThanTheLineHasRoomForHoweverMuchIsAskedFor() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.sender("luis", AnsweringPage.PLAIN);
    ana.receiveRtp(picture(100, 3000, true));
    for (int i = 1; i <= 300; i++) {
      ana.receiveRtp(picture(100 + i, 3000 + 3000 * i, false));
    }
    List<RtpPacket> sent = luis.takeRtp().stream().map(Packets::read).toList();

    int bytes = 0;
    for (int tick = 0; tick < 10; tick++) {
      for (RtpPacket each : sent) {
        luis.receiveRtcp(nack(each.ssrc(), each.sequence()));
      }
      bytes += luis.takeRtp().stream().mapToInt(again -> again.length).sum();
      house.advance(20);
    }

    assertTrue(bytes > 5_000, "something is sent again");
    // A fifth of a second of half of the 700 kbit/s that are believed at first, and as much at
    // once.
    assertTrue(bytes < 30_000, "sent again: " + bytes + " bytes");
  }

  @Test
  void ofAPictureThatStandsStillNothingIsSentAgain() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.sender("luis", AnsweringPage.PLAIN);
    RtpPacket lost = secondOfTwoPictures(ana, luis);
    house.say("luis", new MediaMessage.View("ana", "face", 0, "motion"));
    house.advance(200);
    luis.takeRtp();

    luis.receiveRtcp(nack(lost.ssrc(), lost.sequence()));

    assertEquals(List.of(), luis.takeRtp());
  }

  @Test
  void whereAPacketNeverComesAKeyFrameIsAskedFor() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    house.sender("luis", AnsweringPage.PLAIN);
    ana.receiveRtp(picture(100, 3000, true));
    ana.receiveRtp(picture(102, 9000, false));
    house.advance(500);
    ana.takeRtcp();

    house.advance(600);

    assertEquals(1, keyFramesAsked(ana, AnsweringPage.PICTURE_SSRC));
  }

  @Test
  void aLostSoundIsSentAgainAsItWas() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.sender("luis", AnsweringPage.PLAIN);
    ana.receiveRtp(sound(7, 960));
    RtpPacket lost = Packets.read(luis.takeRtp().get(0));

    luis.receiveRtcp(nack(lost.ssrc(), lost.sequence()));

    assertEquals(1, luis.takeResent().size());
    assertEquals(List.of(), luis.takeRtp(), "nothing new under an old number");
  }

  @Test
  void aVoiceThatIsMissingIsAskedForAtOnce() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    ana.receiveRtp(sound(7, 960));
    ana.takeRtcp();

    ana.receiveRtp(sound(9, 2880));

    assertEquals(List.of(8), missing(ana, AnsweringPage.SOUND_SSRC));
  }

  @Test
  void aPacketThatIsOnlyPaddingIsNotForwardedAndLeavesNoGap() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.sender("luis", AnsweringPage.PLAIN);

    ana.receiveRtp(picture(100, 3000, true));
    ana.receiveRtp(Packets.rtp(96, 101, 3000, AnsweringPage.PICTURE_SSRC).padding(200).bytes());
    ana.receiveRtp(picture(102, 6000, false));

    List<byte[]> sent = luis.takeRtp();
    assertEquals(2, sent.size());
    int first = Packets.read(sent.get(0)).sequence();
    assertEquals((first + 1) & 0xffff, Packets.read(sent.get(1)).sequence());
  }

  @Test
  void aGapOfThePublisherIsAskedForAndFilledByItsRetransmission() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.sender("luis", AnsweringPage.PLAIN);
    ana.receiveRtp(picture(100, 3000, true));
    ana.receiveRtp(picture(102, 9000, false));
    ana.takeRtcp();

    house.advance(40);

    List<Integer> asked = missing(ana, AnsweringPage.PICTURE_SSRC);
    assertEquals(List.of(101), asked);
    luis.takeRtp();
    ana.receiveRtp(
        Packets.rtp(97, 5, 6000, AnsweringPage.PICTURE_RTX_SSRC)
            .payload((byte) 0, (byte) 101)
            .vp8(true, false, 101, 1, 0, 50)
            .bytes());
    List<byte[]> filled = luis.takeRtp();
    assertEquals(1, filled.size());
    assertEquals(6000, Packets.read(filled.get(0)).timestamp());
    assertEquals(96, Packets.read(filled.get(0)).payloadType());
  }

  @Test
  void redundantSoundIsUnwrappedForWhoDoesNotTakeIt() {
    FakePeer ana = house.sender("ana", AnsweringPage.CHROMIUM);
    FakePeer chromium = house.sender("chromium", AnsweringPage.CHROMIUM);
    FakePeer firefox = house.sender("firefox", AnsweringPage.FIREFOX);

    ana.receiveRtp(
        Packets.rtp(63, 1, 960, AnsweringPage.SOUND_SSRC)
            .payload((byte) 0xef, (byte) 0x0f, (byte) 0x00, (byte) 2, (byte) 0x6f)
            .payload((byte) 1, (byte) 2, (byte) 9, (byte) 8, (byte) 7)
            .bytes());

    assertEquals(63, Packets.read(chromium.takeRtp().get(0)).payloadType());
    RtpPacket unwrapped = Packets.read(firefox.takeRtp().get(0));
    assertEquals(111, unwrapped.payloadType());
    assertEquals(3, unwrapped.payloadLength());
    assertEquals(9, unwrapped.bytes()[unwrapped.payloadAt()]);
  }

  @Test
  void aSenderReportTellsThePublishersTimeWithTheSlotsNumbers() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.sender("luis", AnsweringPage.PLAIN);
    ana.receiveRtp(picture(100, 3000, true));
    long ntp = NtpTime.ofEpochMillis(1_700_000_000_000L);
    RtcpWriter report = new RtcpWriter();
    report.clear();
    report.senderReport(AnsweringPage.PICTURE_SSRC, ntp, 90_000, 1, 1);
    ana.receiveRtcp(Arrays.copyOf(report.bytes(), report.length()));
    luis.takeRtcp();

    house.advance(1000);

    int slot = house.slotSsrcs("luis", "ana/face", true).get(0);
    long[] heard = new long[2];
    for (byte[] datagram : luis.takeRtcp()) {
      RtcpReader.read(
          datagram,
          0,
          datagram.length,
          new Silent() {
            @Override
            public void senderReport(int ssrc, long time, int timestamp) {
              if (ssrc == slot) {
                heard[0] = time;
                heard[1] = timestamp;
              }
            }
          });
    }
    double seconds = NtpTime.nanosBetween(ntp, heard[0]) / 1e9;
    assertTrue(seconds >= 0 && seconds <= 1.01, "told the time " + seconds + " s later");
    assertEquals(90_000 + seconds * 90_000, (double) heard[1], 100, "lips and voice stay together");
  }

  @Test
  void aListenerHearsAndSeesButHasNoLineUp() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer eva = house.listener("eva", AnsweringPage.FIREFOX);

    ana.receiveRtp(sound(7, 960));

    assertEquals(1, eva.takeRtp().size());
    assertFalse(house.offer("eva").sdp().contains("a=recvonly"));
  }

  @Test
  void aHiddenPictureIsNotSentAndThePageIsTold() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.sender("luis", AnsweringPage.PLAIN);
    ana.receiveRtp(picture(100, 3000, true));
    luis.takeRtp();

    house.say("luis", new MediaMessage.View("ana", "face", 0, "motion"));
    ana.receiveRtp(picture(101, 6000, false));
    ana.receiveRtp(sound(1, 960));

    assertEquals(1, luis.takeRtp().size(), "sound goes on");
    MediaMessage.Paused told = house.recorded().await("luis", MediaMessage.Paused.class);
    assertEquals("hidden", told.reason());

    house.say("luis", new MediaMessage.View("ana", "face", 360, "motion"));
    assertEquals(1, keyFramesAsked(ana, AnsweringPage.PICTURE_SSRC));
    ana.receiveRtp(picture(102, 9000, true));
    assertEquals(1, luis.takeRtp().size());
  }

  @Test
  void iceRestartsOnTheSameTransportWithNewCredentials() {
    house.sender("ana", AnsweringPage.PLAIN);
    String before = house.offer("ana").sdp();
    int peers = house.port().peers().size();

    house.say("ana", new MediaMessage.Restart("main"));

    String after = house.offer("ana").sdp();
    assertNotEquals(ufrag(before), ufrag(after));
    assertEquals(peers, house.port().peers().size());
    assertEquals(List.of(), house.recorded().heard("ana", MediaEndReason.class));
  }

  @Test
  void slotsOfOneWhoLeftServeTheNext() {
    house.sender("ana", AnsweringPage.PLAIN);
    house.sender("luis", AnsweringPage.PLAIN);
    String slot = house.mid("ana", "luis/face", true);

    house.leave("luis");
    house.sender("eva", AnsweringPage.PLAIN);

    assertEquals(slot, house.mid("ana", "eva/face", true));
    FakePeer eva = house.peer("eva");
    house.peer("ana").takeRtp();
    eva.receiveRtp(sound(7, 960));
    assertEquals(1, house.peer("ana").takeRtp().size());
  }

  @Test
  void whatOneWhoLeftWasSentUnderIsRetiredAndNotUsedAgain() {
    house.sender("ana", AnsweringPage.PLAIN);
    house.sender("luis", AnsweringPage.PLAIN);
    house.peer("luis").receiveRtp(sound(7, 960));
    int before = ssrc(house.peer("ana").takeRtp().get(0));

    house.leave("luis");
    house.sender("eva", AnsweringPage.PLAIN);
    house.peer("eva").receiveRtp(sound(7, 960));
    int after = ssrc(house.peer("ana").takeRtp().get(0));

    assertTrue(house.peer("ana").retired().contains(before), "its ciphers stay");
    assertFalse(house.peer("ana").retired().contains(after), "it is still used");
  }

  private static int ssrc(byte[] packet) {
    return ByteBuffer.wrap(packet).getInt(8);
  }

  @Test
  void aTransportThatEndsByItselfEndsTheParticipantWithItsReason() {
    house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.sender("luis", AnsweringPage.PLAIN);

    luis.close(TransportEnd.CONSENT_EXPIRED);
    house.settle();

    assertEquals(
        List.of(MediaEndReason.CONSENT_EXPIRED),
        house.recorded().heard("luis", MediaEndReason.class));
    assertEquals(
        "consent-expired", house.recorded().await("ana", MediaMessage.Gone.class).reason());
    assertEquals(1, house.census().participants());
  }

  @Test
  void whatDoesNotFitStandsStillAnExaminationLastAndThePageIsTold() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.sender("luis", AnsweringPage.PLAIN);
    house.say("ana", new MediaMessage.Publish("", "hand", "examination", "video", 10, "detail"));
    String examination = house.mid("ana", "hand", true);
    for (int i = 0; i < 150; i++) {
      ana.receiveRtp(picture(100 + i, 3000L * i, i % 30 == 0));
      ana.receiveRtp(
          Packets.rtp(96, i, 3000L * i, 0x4444)
              .marker()
              .extension(Extension.MID, examination)
              .vp8(true, i % 30 == 0, i, i, 0, 600)
              .bytes());
      ana.receiveRtp(sound(i, 960L * i));
      house.advance(10);
    }

    MediaMessage.Paused told =
        house.recorded().await("luis", MediaMessage.Paused.class, MediaMessage.Paused::paused);
    assertEquals("face", told.source());
    assertEquals("bandwidth", told.reason());
    luis.takeRtp();
    ana.receiveRtp(picture(300, 900_000, true));
    ana.receiveRtp(sound(300, 960L * 300));
    assertEquals(1, luis.takeRtp().size(), "the voice goes on");
  }

  @Test
  void aLateListenerIsSentTheOnlyPictureThoughItSeemsTooMuchForAGuess() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    for (int i = 0; i < 300; i++) {
      ana.receiveRtp(picture(100 + i, 3000L * i, i % 30 == 0));
      ana.receiveRtp(sound(i, 960L * i));
      house.advance(4);
    }

    FakePeer eva = house.listener("eva", AnsweringPage.CHROMIUM);
    house.advance(200);
    ana.receiveRtp(picture(2000, 3_000_000, true));

    int slot = house.slotSsrcs("eva", "ana/face", true).get(0);
    assertTrue(
        eva.takeRtp().stream().anyMatch(packet -> Packets.read(packet).ssrc() == slot),
        "eva sees nothing");
  }

  @Test
  void h264IsAskedForOnlyWhileEverybodyDecodesIt() {
    try (House other = new House(new EmbeddedBridge.Options(participant -> List.of(), true))) {
      other.sender("ana", AnsweringPage.CHROMIUM);
      assertTrue(upVideo(other.offer("ana").sdp()).startsWith("m=video 9 UDP/TLS/RTP/SAVPF 102"));

      other.sender("luis", AnsweringPage.FIREFOX);

      assertTrue(upVideo(other.offer("ana").sdp()).startsWith("m=video 9 UDP/TLS/RTP/SAVPF 96"));
    }
  }

  private static String upVideo(String sdp) {
    return sdp.substring(sdp.indexOf("m=video"));
  }

  @Test
  @Tag("long")
  void tenThousandJoinsInEveryPhaseLeaveNothing() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      FakePeer peer = house.join("p" + i, random.nextBoolean() ? AnsweringPage.PLAIN : null, true);
      if (random.nextBoolean()) {
        house.say("p" + i, new MediaMessage.Publish("", "face", "face", "both", 1, "motion"));
      }
      if (random.nextBoolean()) {
        peer.secure();
        peer.receiveRtp(picture(1, 3000, true));
      }
      switch (random.nextInt(3)) {
        case 0 -> peer.close(TransportEnd.CONSENT_EXPIRED);
        case 1 -> house.leave("p" + i);
        default -> {
          house.join("p" + i, AnsweringPage.PLAIN, true);
          house.leave("p" + i);
        }
      }
      house.settle();
      house.forget("p" + i);
      house.advance(20);
    }
    assertEquals(new BridgeCensus(1, 0, 0, 0, 0), house.census());
    assertEquals(0, house.port().peers().size());
  }

  @Test
  void everyPacketOfATransportHasTheNextTransportNumber() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.sender("luis", AnsweringPage.PLAIN);
    for (int i = 0; i < 20; i++) {
      ana.receiveRtp(sound(i, 960L * i));
      ana.receiveRtp(picture(100 + i, 3000L * i, i == 0));
    }
    int expected = 0;
    for (byte[] packet : luis.takeRtp()) {
      RtpPacket read = Packets.read(packet);
      int at = read.extensionAt(Extension.TRANSPORT_SEQUENCE.id());
      assertEquals(expected++, BigEndian.u16(packet, at));
    }
    assertEquals(40, expected);
  }

  private static String ufrag(String sdp) {
    int at = sdp.indexOf("a=ice-ufrag:");
    return sdp.substring(at, sdp.indexOf("\r\n", at));
  }

  private static byte[] sound(int sequence, long timestamp) {
    return Packets.rtp(111, sequence, timestamp, AnsweringPage.SOUND_SSRC)
        .extension(Extension.AUDIO_LEVEL, (byte) 30)
        .payload(80)
        .bytes();
  }

  private static byte[] picture(int sequence, long timestamp, boolean key) {
    return Packets.rtp(96, sequence, timestamp, AnsweringPage.PICTURE_SSRC)
        .marker()
        .vp8(true, key, sequence, sequence, 0, 600)
        .bytes();
  }

  private byte[] layer(
      int ssrc, String rid, int sequence, long timestamp, int picture, boolean key) {
    return Packets.rtp(96, sequence, timestamp, ssrc)
        .marker()
        .extension(Extension.MID, house.upMid("ana", true))
        .extension(Extension.RID, rid)
        .vp8(true, key, picture, picture, 0, 600)
        .bytes();
  }

  static byte[] nack(int ssrc, int sequence) {
    RtcpWriter writer = new RtcpWriter();
    writer.clear();
    writer.missing(1, ssrc, new int[] {sequence}, 1);
    return Arrays.copyOf(writer.bytes(), writer.length());
  }

  static byte[] pictureLoss(int ssrc) {
    RtcpWriter writer = new RtcpWriter();
    writer.clear();
    writer.pictureLoss(1, ssrc);
    return Arrays.copyOf(writer.bytes(), writer.length());
  }

  private static int keyFramesAsked(FakePeer peer, int of) {
    int[] count = new int[1];
    for (byte[] datagram : peer.takeRtcp()) {
      RtcpReader.read(
          datagram,
          0,
          datagram.length,
          new Silent() {
            @Override
            public void keyFrameWanted(int ssrc) {
              count[0] += ssrc == of ? 1 : 0;
            }
          });
    }
    return count[0];
  }

  private static List<Integer> missing(FakePeer peer, int of) {
    List<Integer> asked = new java.util.ArrayList<>();
    for (byte[] datagram : peer.takeRtcp()) {
      RtcpReader.read(
          datagram,
          0,
          datagram.length,
          new Silent() {
            @Override
            public void missing(int ssrc, int sequence, int following) {
              for (int i = 0; ssrc == of && i <= 16; i++) {
                if (i == 0 || (following >> (i - 1) & 1) != 0) {
                  asked.add(sequence + i);
                }
              }
            }
          });
    }
    return asked;
  }

  /** Hears nothing. */
  static class Silent implements RtcpReader.Receiver {
    @Override
    public void senderReport(int ssrc, long ntp, int timestamp) {}

    @Override
    public void reportBlock(int ssrc, int fraction, int jitter, long lastReport, long delay) {}

    @Override
    public void missing(int ssrc, int sequence, int following) {}

    @Override
    public void keyFrameWanted(int ssrc) {}

    @Override
    public void arrivals(byte[] bytes, int at, int length) {}

    @Override
    public void bye(int ssrc) {}
  }

  /** The later of two pictures, as the subscriber was sent it. */
  private static RtpPacket secondOfTwoPictures(FakePeer publisher, FakePeer subscriber) {
    publisher.receiveRtp(picture(100, 3000, true));
    publisher.receiveRtp(picture(101, 6000, false));
    return Packets.read(subscriber.takeRtp().get(1));
  }
}
