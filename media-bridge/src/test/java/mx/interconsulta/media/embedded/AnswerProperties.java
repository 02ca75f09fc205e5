package mx.interconsulta.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import mx.interconsulta.media.transport.FakePort;
import mx.interconsulta.media.transport.IceCredentials;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Answers are read strictly, and nothing that is no answer does harm. */
class AnswerProperties {
  private static String offer() {
    FakePort port = new FakePort();
    Line sound = new Line("0", Line.Way.UP, false);
    sound.carry("face", "face");
    Line picture = new Line("1", Line.Way.UP, true);
    picture.carry("face", "face");
    Line slot = new Line("2", Line.Way.DOWN, true);
    slot.show("ana/face", "s1", 5, 6);
    return new OfferWriter(port.fingerprint(), port.candidates())
        .write(9, 1, new IceCredentials("ufrag", "password"), List.of(sound, picture, slot), false);
  }

  @Test
  void anAnswerIsReadWithItsLayersAndSources() {
    Answer answer = AnswerReader.read(AnsweringPage.FIREFOX.answer(offer())).orElseThrow();

    assertEquals(3, answer.lines().size());
    assertEquals("page", answer.ufrag());
    assertEquals(OfferWriter.LAYERS, answer.lines().get(1).layers());
    assertTrue(answer.lines().get(1).sends());
    assertTrue(answer.lines().get(2).receives());
    assertTrue(answer.lines().get(0).payloadTypes().contains(111));
  }

  @Property(tries = 500)
  void anyTextIsReadWithoutHarm(@ForAll @StringLength(max = 400) String text) {
    AnswerReader.read("v=0\r\n" + text);
    AnswerReader.read(text);
  }

  @Property(tries = 100_000)
  @Tag("long")
  void aDamagedAnswerIsReadWithoutHarmForLong(@ForAll long seed) {
    aDamagedAnswerIsReadWithoutHarm(seed);
  }

  @Property(tries = 500)
  void aDamagedAnswerIsReadWithoutHarm(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder sdp = new StringBuilder(AnsweringPage.PLAIN.answer(offer()));
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      int at = random.nextInt(sdp.length());
      switch (random.nextInt(3)) {
        case 0 -> sdp.deleteCharAt(at);
        case 1 -> sdp.insert(at, (char) (32 + random.nextInt(90)));
        default -> sdp.setCharAt(at, (char) random.nextInt(128));
      }
    }
    AnswerReader.read(sdp.toString());
  }
}
