package mx.interconsulta.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.message.MediaMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several sources of one participant: what they are offered as, and who takes whose lines over. */
class SourcesTest {
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
    String mid = house.mid("ana", source, video);
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
}
