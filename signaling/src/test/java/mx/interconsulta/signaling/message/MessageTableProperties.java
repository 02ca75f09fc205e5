package mx.interconsulta.signaling.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import mx.interconsulta.signaling.Protocol;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MessageTableProperties {

  @Property(tries = 2_000)
  void whateverAStrangerWritesIsReadWithoutAnException(@ForAll String text) {
    assertNotNull(MessageTable.read(text));
  }

  @Property(tries = 3_000)
  void aDamagedMessageIsRefusedBySchemaAndReaderAlike(@ForAll("damaged") JsonObject body) {
    boolean fits = Protocol.fits("page", body.getString("type"), body);
    MessageTable.Reading reading = MessageTable.read(body.encode());

    assertEquals(fits, reading.message().isPresent(), body.encode());
    assertTrue(reading.message().isPresent() || reading.fault().equals("malformed"));
  }

  /** A valid sample of which one field is missing or something else. */
  @Provide
  Arbitrary<JsonObject> damaged() {
    List<Protocol.Sample> samples =
        Protocol.samples("page").stream().filter(Protocol.Sample::valid).toList();
    return Arbitraries.of(samples)
        .flatMap(
            sample ->
                Arbitraries.of(
                        sample.body().fieldNames().stream()
                                .filter(name -> !name.equals("type"))
                                .toList()
                                .isEmpty()
                            ? List.of("id")
                            : sample.body().fieldNames().stream()
                                .filter(name -> !name.equals("type"))
                                .toList())
                    .flatMap(
                        field ->
                            values()
                                .map(
                                    value -> {
                                      JsonObject body = sample.body().copy();
                                      if (value.equals("REMOVE")) {
                                        body.remove(field);
                                      } else if (value.equals("NULL")) {
                                        body.putNull(field);
                                      } else {
                                        body.put(field, value);
                                      }
                                      return body;
                                    })));
  }

  private static Arbitrary<Object> values() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "REMOVE",
            "NULL",
            "",
            " ",
            "x",
            "main",
            "udp",
            "motion",
            "2026-11-22T15:04:05Z",
            "2026-11-22",
            -1,
            0,
            1,
            Long.MAX_VALUE,
            0.5,
            -0.5,
            true,
            false,
            new JsonObject(),
            new JsonObject().put("0", "face"),
            new JsonObject().put("0", ""),
            new JsonArray()),
        Arbitraries.strings().alpha().numeric().withChars("._- é/").ofMaxLength(70).asGeneric(),
        Arbitraries.integers().between(60, 70).map("x"::repeat).asGeneric(),
        Arbitraries.of(256, 257, 512, 513, 1_024, 1_025, 2_000, 2_001)
            .map("y"::repeat)
            .asGeneric());
  }
}
