package mx.interconsulta.media.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MediaMessageCodecProperties {

  @Property(tries = 2000)
  void whateverAStrangerSendsIsEitherAMessageOrEmpty(
      @ForAll("types") String type, @ForAll("bodies") Map<String, Object> fields) {
    assertNotNull(MediaMessageCodec.read(type, new JsonObject(fields)));
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll("tokens") String source, @ForAll boolean muted) {
    MediaMessage.Mute mute = new MediaMessage.Mute("", source, muted, !muted);

    assertEquals(Optional.of(mute), MediaMessageCodec.read("mute", MediaMessageCodec.write(mute)));
  }

  @Example
  void anOfferThatIsTooLongIsNoMessage() {
    JsonObject body =
        MediaMessageCodec.write(
            new MediaMessage.Offer(
                "main", 1, "v".repeat(MediaMessageCodec.MAX_SDP + 1), Map.of("0", "face")));

    assertTrue(MediaMessageCodec.read("offer", body).isEmpty());
  }

  @Provide
  Arbitrary<String> tokens() {
    return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(64);
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of(
        "offer",
        "answer",
        "candidate",
        "restart",
        "publish",
        "mute",
        "gone",
        "view",
        "stats",
        "capabilities",
        "",
        "nonsense");
  }

  @Provide
  Arbitrary<Map<String, Object>> bodies() {
    Arbitrary<String> names =
        Arbitraries.of(
            "transport",
            "epoch",
            "sdp",
            "mids",
            "candidate",
            "mid",
            "source",
            "kind",
            "tracks",
            "priority",
            "content",
            "audio",
            "video",
            "participant",
            "height",
            "path",
            "freezes");
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(80).asGeneric(),
            Arbitraries.of("main", "face", "both", "motion", "udp").asGeneric(),
            Arbitraries.longs().asGeneric(),
            Arbitraries.doubles().asGeneric(),
            Arbitraries.of(true, false).asGeneric(),
            Arbitraries.of(new JsonObject().put("0", "face"), new JsonObject().put("0", 1))
                .asGeneric(),
            Arbitraries.of(new JsonArray()).asGeneric());
    return Arbitraries.maps(names, values).ofMaxSize(12);
  }
}
