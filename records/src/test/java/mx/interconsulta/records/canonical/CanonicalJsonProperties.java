package mx.interconsulta.records.canonical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CanonicalJsonProperties {

  @Property(tries = 200)
  void theHashIsTheOneThatAnybodyComputes(@ForAll("objects") Map<String, Object> members)
      throws Exception {
    CanonicalJson canonical = CanonicalJson.of(new JsonObject(members));

    assertEquals(
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical.bytes())),
        canonical.hash());
  }

  @Property(tries = 200)
  void theOrderOfMembersDoesNotMatter(
      @ForAll("objects") Map<String, Object> members, @ForAll long seed) {
    List<String> names = new ArrayList<>(members.keySet());
    Collections.shuffle(names, new Random(seed));
    JsonObject shuffled = new JsonObject();
    names.forEach(name -> shuffled.put(name, members.get(name)));

    assertEquals(CanonicalJson.of(new JsonObject(members)), CanonicalJson.of(shuffled));
  }

  @Property(tries = 200)
  void whatWasReadBackIsWrittenTheSame(@ForAll("objects") Map<String, Object> members) {
    CanonicalJson once = CanonicalJson.of(new JsonObject(members));

    assertArrayEquals(once.bytes(), CanonicalJson.of(once.content()).bytes());
  }

  @Property(tries = 200)
  void anotherTextIsAnotherHash(
      @ForAll("objects") Map<String, Object> members,
      @ForAll("texts") String one,
      @ForAll("texts") String other) {
    Assume.that(!one.equals(other));

    assertNotEquals(
        CanonicalJson.of(new JsonObject(members).put("changed", one)).hash(),
        CanonicalJson.of(new JsonObject(members).put("changed", other)).hash());
  }

  @Example
  void theExampleOfRfc8785IsWrittenAsTheRfcWritesIt() {
    JsonObject input =
        new JsonObject(
            """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
              "literals": [null, true, false]
            }
            """);

    assertEquals(
        "{\"literals\":[null,true,false],"
            + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
        CanonicalJson.of(input).text());
  }

  @Example
  void spanishTextIsUtf8AndNotEscaped() {
    CanonicalJson canonical = CanonicalJson.of(new JsonObject().put("a", "Cédula ñ"));

    assertArrayEquals("{\"a\":\"Cédula ñ\"}".getBytes(StandardCharsets.UTF_8), canonical.bytes());
  }

  @Example
  void itsNameShowsNothingOfItsContent() {
    assertFalse(
        CanonicalJson.of(new JsonObject().put("a", "diagnóstico")).toString().contains("diag"));
  }

  @Provide
  Arbitrary<Map<String, Object>> objects() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            texts().asGeneric(),
            Arbitraries.integers().asGeneric(),
            Arbitraries.doubles().between(-1e6, 1e6).asGeneric(),
            Arbitraries.of(true, false).asGeneric(),
            texts().list().ofMaxSize(4).map(JsonArray::new).asGeneric(),
            Arbitraries.maps(texts(), texts().asGeneric())
                .ofMaxSize(4)
                .map(JsonObject::new)
                .asGeneric());
    return Arbitraries.maps(texts(), values).ofMaxSize(8);
  }

  /** Well-formed Unicode: RFC 8785 has no form for half a surrogate pair. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("abcñáéíóúÑ€\"\\/\n\t {}[]:,0123456789\u0001\u20ac")
        .ofMaxLength(20);
  }
}
