package mx.interconsulta.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mx.interconsulta.platform.TestFoundation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever one page sends, two others go on talking as if nothing had happened. */
class HostilePageProperties {
  private static final Set<Integer> DOCUMENTED = Set.of(1009, 4400, 4403, 4406, 4413, 4429);
  private static final String CONSULTATION = "the-consultation";

  private static TestFoundation house;
  private static LiveServer server;
  private static PageClient ana;
  private static PageClient luis;
  private static String room;
  private static int exchanges;

  @BeforeContainer
  static void letTwoMeet() {
    house = TestFoundation.withManualTime(Instant.parse("2026-11-22T15:00:00Z"));
    RecordedAttendance attendance =
        new RecordedAttendance()
            .lets(CONSULTATION, "ana", "requester")
            .lets(CONSULTATION, "luis", "specialist");
    server = new LiveServer(house.foundation(), attendance, SignalingOptions.DEFAULTS);
    ana = server.page("ana");
    luis = server.page("luis");
    server.enter(ana, CONSULTATION, "d-ana");
    room = server.enter(luis, CONSULTATION, "d-luis").getString("room");
  }

  @AfterContainer
  static void close() {
    server.close();
    house.close();
  }

  @Property(tries = 40)
  void twoPagesGoOnTalkingWhateverAThirdSends(
      @ForAll("hostility") List<Object> frames, @ForAll boolean saysHello) {
    PageClient eve = server.connect("eve", "session-of-eve");
    if (saysHello) {
      eve.hello();
    }

    for (int i = 0; i < frames.size(); i++) {
      send(eve, frames.get(i));
      if (i % 10 == 0) {
        talk();
      }
    }
    talk();

    house.manualTimers().advance(Duration.ofSeconds(2));
    if (eve.isOpen() && saysHello) {
      eve.socket().writeTextMessage("{\"type\":\"ping\"}");
    }
    eve.socket().close();
    int code = eve.closeCode();
    assertTrue(DOCUMENTED.contains(code) || code == 1000, "closed with " + code);
    assertEquals(List.of(), ana.all("error"));
    assertEquals(List.of(), luis.all("error"));
    assertEquals(2, server.bridge().census().participants());
  }

  private static void talk() {
    String text = "exchange " + ++exchanges;
    ana.say("room.chat", Map.of("id", "a" + exchanges, "room", room, "text", text));
    assertEquals(text, luis.hear("room.chat").getString("text"));
    assertEquals("a" + exchanges, ana.hear("room.chat").getString("re"));
    luis.say("ping", Map.of("seen", luis.seen()));
    luis.hear("pong");
    ana.say("ping", Map.of("seen", ana.seen()));
    ana.hear("pong");
  }

  /** A page that was cut off cannot write any more: the write fails, and that is its affair. */
  private static void send(PageClient eve, Object frame) {
    if (!eve.isOpen()) {
      return;
    }
    Future<Void> written =
        frame instanceof Buffer bytes
            ? eve.socket().writeBinaryMessage(bytes)
            : eve.socket().writeTextMessage((String) frame);
    try {
      written.otherwiseEmpty().await(10, TimeUnit.SECONDS);
    } catch (TimeoutException stuck) {
      throw new AssertionError("the server does not read", stuck);
    }
  }

  @Provide
  Arbitrary<List<Object>> hostility() {
    Arbitrary<String> noise = Arbitraries.strings().ofMaxLength(300);
    Arbitrary<String> json =
        Arbitraries.of("[]", "{}", "null", "1", "{\"type\":7}", "{\"type\":\"\"}");
    Arbitrary<String> large = Arbitraries.of(70_000, 140_000, 300_000).map("z"::repeat);
    Arbitrary<String> wellFormed =
        Arbitraries.of(Protocol.samples("page"))
            .map(
                sample -> {
                  JsonObject body = sample.body().copy();
                  if (body.containsKey("room")) {
                    body.put("room", room);
                  }
                  return body.encode();
                });
    Arbitrary<String> stolen =
        Arbitraries.of("p-1", "ana", "luis")
            .map(
                participant ->
                    new JsonObject()
                        .put("type", "media.gone")
                        .put("room", room)
                        .put("participant", participant)
                        .put("source", "face")
                        .encode());
    Arbitrary<Object> bytes =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(500).map(Buffer::buffer);
    return Arbitraries.frequencyOf(
            Tuple.of(6, noise.asGeneric()),
            Tuple.of(4, json.asGeneric()),
            Tuple.of(1, large.asGeneric()),
            Tuple.of(10, wellFormed.asGeneric()),
            Tuple.of(3, stolen.asGeneric()),
            Tuple.of(3, bytes))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }
}
