package mx.interconsulta.signaling.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WireTest {
  @Test
  void whatIsWrittenIsWhatVertxWouldWriteAndIsReadAsItWas() {
    JsonObject object =
        new JsonObject()
            .put("text", "¿\"Sí\"? \\ \n\t\u0001 \ud83e\ude7a")
            .put("", "no name")
            .put("whole", 7)
            .put("long", 1L << 40)
            .put("fraction", 0.25)
            .put("yes", true)
            .put("no", false)
            .putNull("nothing")
            .put("object", new JsonObject().put("in", new JsonObject().put("deep", 1)))
            .put("array", new JsonArray().add("a").add(1).addNull().add(new JsonObject()))
            .put("map", Map.of("key", "value"))
            .put("list", List.of(1, "two"));

    String text = Wire.write(object);

    assertEquals(object.encode(), text);
    assertEquals(Optional.of(new JsonObject(text)), Wire.read(text));
  }

  @Test
  void longTextsAreWrittenWhole() {
    String text = "ñandú ".repeat(20_000);

    assertEquals(
        text,
        Wire.read(Wire.write(new JsonObject().put("text", text))).orElseThrow().getString("text"));
  }
}
