package mx.interconsulta.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.rtp.Extension;
import mx.interconsulta.media.rtp.Packets;
import mx.interconsulta.media.rtp.RtpPacket;
import mx.interconsulta.media.transport.FakePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several sources of one participant: what they are offered as, and who takes whose lines over. */
class SourcesTest {
  private static final int EXAMINATION = 0x5555_0000;
  private static final int REPAIR = 0x5555_0001;

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private void publish(String source, String kind, String tracks) {
    house.say("ana", new MediaMessage.Publish("", source, kind, tracks, 30, "motion"));
  }

  private void stop(String source) {
    house.say("ana", new MediaMessage.Gone("", source, ""));
  }

  /** The section of ana's offer for a source. */
  private String section(String source, boolean video) {
    return section(house.mid("ana", source, video));
  }

  private String section(String mid) {
    for (String section : house.offer("ana").sdp().split("\r\nm=", -1)) {
      if (section.contains("a=mid:" + mid + "\r\n")) {
        return section;
      }
    }
    throw new AssertionError("no section " + mid);
  }

  @Test
  void aCameraIsAskedForInLayersAndAScreenInOne() {
    house.sender("ana", AnsweringPage.PLAIN);
    publish("examination", "examination", "video");
    publish("screen", "screen", "video");

    assertTrue(section("examination", true).contains("a=simulcast:recv l;m;h"));
    assertFalse(section("screen", true).contains("simulcast"));
  }

  @Test
  void theSoundOfABodyKeepsBothChannelsAndItsSilences() {
    house.sender("ana", AnsweringPage.PLAIN);
    publish("body-sound", "body-sound", "audio");

    String heart = section("body-sound", false);
    assertTrue(heart.startsWith("audio 9 UDP/TLS/RTP/SAVPF 111 63"), heart);
    assertTrue(heart.contains("stereo=1;sprop-stereo=1;maxaveragebitrate=96000"));
    assertFalse(heart.contains("usedtx"));
    String voice = section("face", false);
    assertTrue(voice.startsWith("audio 9 UDP/TLS/RTP/SAVPF 63 111"), voice);
    assertTrue(voice.contains("usedtx=1"));
    assertFalse(voice.contains("stereo=1"));
  }

  @Test
  void aSecondCameraTakesTheLineOfTheOneBeforeItButAScreenDoesNot() {
    house.sender("ana", AnsweringPage.PLAIN);
    publish("examination", "examination", "video");
    String camera = house.mid("ana", "examination", true);
    stop("examination");
    publish("screen", "screen", "video");
    assertNotEquals(camera, house.mid("ana", "screen", true));

    publish("examination-2", "examination", "video");
    assertEquals(camera, house.mid("ana", "examination-2", true));

    String screen = house.mid("ana", "screen", true);
    stop("screen");
    publish("screen", "screen", "video");
    assertEquals(screen, house.mid("ana", "screen", true));
  }

  @Test
  void othersAreShownEachInASlotOfItsOwnThatServesTheNext() {
    house.sender("ana", AnsweringPage.PLAIN);
    house.sender("luis", AnsweringPage.PLAIN);
    publish("examination", "examination", "video");
    String slot = house.mid("luis", "ana/examination", true);
    assertNotEquals(slot, house.mid("luis", "ana/face", true));

    stop("examination");
    publish("screen", "screen", "video");

    assertEquals(slot, house.mid("luis", "ana/screen", true), "a slot takes whatever comes");
    assertEquals(
        List.of("unpublished"),
        house.recorded().heard("luis", MediaMessage.Gone.class).stream()
            .map(MediaMessage.Gone::reason)
            .toList());
  }

  @Test
  void theFifthIsRefusedUntilOneIsStopped() {
    house.sender("ana", AnsweringPage.PLAIN);
    publish("examination", "examination", "video");
    publish("screen", "screen", "video");
    publish("body-sound", "body-sound", "audio");
    publish("examination-2", "examination", "video");
    assertEquals(
        List.of(MediaRefusal.Code.TOO_MANY_SOURCES),
        house.recorded().heard("ana", MediaRefusal.Code.class));

    stop("screen");
    publish("examination-2", "examination", "video");
    assertEquals(4, house.census().sources());
  }

  @Test
  void aLineKeepsItsLayersWhileNothingGoesOverIt() {
    house.sender("ana", AnsweringPage.CHROMIUM);
    publish("examination", "examination", "video");
    String mid = house.mid("ana", "examination", true);

    stop("examination");

    assertTrue(section(mid).contains("a=inactive"));
    assertTrue(
        section(mid).contains("a=simulcast:recv l;m;h"), "Chromium forgets what is left out");
  }

  @Test
  void aBrowserNamesLineAndLayerOnlyTheFirstTimeALineIsUsed() {
    FakePeer ana = house.sender("ana", AnsweringPage.CHROMIUM);
    FakePeer luis = house.sender("luis", AnsweringPage.CHROMIUM);
    publish("examination", "examination", "video");
    String mid = house.mid("ana", "examination", true);
    ana.receiveRtp(
        frame(96, EXAMINATION, 1)
            .extension(Extension.MID, mid)
            .extension(Extension.RID, "l")
            .vp8(true, true, 1, 1, 0, 600)
            .bytes());
    ana.receiveRtp(
        frame(97, REPAIR, 1)
            .extension(Extension.MID, mid)
            .extension(Extension.REPAIRED_RID, "l")
            .payload((byte) 0, (byte) 1)
            .bytes());
    assertEquals(1, shown(luis, "ana/examination").size());

    stop("examination");
    ana.receiveRtp(frame(96, EXAMINATION, 2).vp8(true, true, 2, 2, 0, 600).bytes());
    assertEquals(List.of(), luis.takeRtp(), "nothing is shown of what was stopped");
    publish("examination", "examination", "video");
    assertEquals(mid, house.mid("ana", "examination", true));

    ana.receiveRtp(frame(96, EXAMINATION, 3).vp8(true, true, 3, 3, 0, 600).bytes());
    ana.receiveRtp(frame(96, EXAMINATION, 5).vp8(true, false, 5, 5, 0, 600).bytes());
    assertEquals(2, shown(luis, "ana/examination").size());
    ana.receiveRtp(
        frame(97, REPAIR, 2).payload((byte) 0, (byte) 4).vp8(true, false, 4, 4, 0, 600).bytes());
    assertEquals(1, shown(luis, "ana/examination").size(), "what is sent again is known too");
  }

  @Test
  void anAnswerToTheOneBeforeOpensNoSlotForTheNextOfItsName() {
    FakePeer ana = house.sender("ana", AnsweringPage.PLAIN);
    FakePeer luis = house.join("luis", null, true);
    luis.secure();
    publish("examination", "examination", "video");
    answer("luis");
    publish("screen", "screen", "video");
    MediaMessage.Offer before = house.offer("luis");
    stop("examination");
    publish("examination", "examination", "video");
    assertEquals(before, house.offer("luis"), "one is outstanding");

    answer("luis");
    MediaMessage.Offer after = house.offer("luis");
    assertEquals(before.epoch() + 1, after.epoch());
    String mid = house.mid("ana", "examination", true);
    ana.receiveRtp(
        frame(96, EXAMINATION, 1)
            .extension(Extension.MID, mid)
            .vp8(true, true, 1, 1, 0, 600)
            .bytes());
    assertEquals(List.of(), luis.takeRtp(), "its page was not told of this SSRC yet");

    answer("luis");
    ana.receiveRtp(frame(96, EXAMINATION, 2).vp8(true, true, 2, 2, 0, 600).bytes());
    assertEquals(1, shown(luis, "ana/examination").size());
  }

  private void answer(String id) {
    MediaMessage.Offer offer = house.offer(id);
    String sdp = AnsweringPage.PLAIN.answer(offer.sdp());
    house.say(id, new MediaMessage.Answer(offer.transport(), offer.epoch(), sdp));
  }

  private static Packets frame(int payloadType, int ssrc, int sequence) {
    return Packets.rtp(payloadType, sequence, 3000L * sequence, ssrc).marker();
  }

  /** What somebody was sent on the slot of a source. */
  private List<RtpPacket> shown(FakePeer peer, String source) {
    List<Integer> ssrcs = house.slotSsrcs("luis", source, true);
    return peer.takeRtp().stream()
        .map(Packets::read)
        .filter(packet -> packet.ssrc() == ssrcs.get(0))
        .toList();
  }
}
