package mx.interconsulta.signaling.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.signaling.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prose, schemas, samples and code say the same. */
class ProtocolTest {
  private static final Path PROSE = Path.of("../docs/signaling-protocol.md");
  private static final Instant AT = Instant.parse("2026-11-22T15:04:05.678Z");

  static Stream<Protocol.Sample> pageSamples() {
    return Protocol.samples("page").stream();
  }

  static Stream<Protocol.Sample> serverSamples() {
    return Protocol.samples("server").stream();
  }

  @ParameterizedTest
  @MethodSource("pageSamples")
  void aSampleOfAPageIsTakenOrRefusedBySchemaAndServerAlike(Protocol.Sample sample) {
    assertEquals(sample.valid(), Protocol.fits("page", sample.type(), sample.body()), "schema");
    MessageTable.Reading reading = MessageTable.read(sample.body().encode());
    assertEquals(sample.valid(), reading.message().isPresent(), "reader");
    assertEquals(sample.valid() ? "" : "malformed", reading.fault());
  }

  @ParameterizedTest
  @MethodSource("serverSamples")
  void aSampleOfAServerFitsItsSchemaOrDoesNot(Protocol.Sample sample) {
    assertEquals(sample.valid(), Protocol.fits("server", sample.type(), sample.body()));
  }

  static Stream<ServerMessage> everythingAServerSays() {
    ServerMessage.Who who = new ServerMessage.Who("p-1", "per-1", "requester", "d-1", false, AT);
    ServerMessage.Said said = new ServerMessage.Said("m-1", "p-1", "per-1", AT, "hola");
    ServerMessage.Place place = new ServerMessage.Place("r-1", "c-1", "p-1");
    MediaMessage.IceServer stun = new MediaMessage.IceServer(List.of("stun:x"), "", "");
    Stream<ServerMessage> own =
        Stream.of(
            new ServerMessage.Welcome(
                Optional.of("1"),
                "c-1",
                "token",
                new ServerMessage.Welcome.Terms(60, 20, 131_072),
                true,
                AT,
                false,
                List.of(place)),
            new ServerMessage.Pong(Optional.of("1"), AT),
            new ServerMessage.Told("n-1", AT, "request.submitted", Map.of("request", "q-1")),
            new ServerMessage.RoomEntered("1", place, AT, List.of(who), List.of(said)),
            new ServerMessage.RoomJoined("r-1", who),
            new ServerMessage.RoomParticipant("r-1", "p-1", true),
            new ServerMessage.RoomLeft(Optional.of("1"), "r-1", "p-1", LeaveReason.LEFT),
            new ServerMessage.RoomChat(Optional.of("1"), "r-1", said),
            new ServerMessage.RoomClosed("r-1", RoomEnd.EVERYBODY_LEFT),
            new ServerMessage.Refused(
                Optional.of("1"), Optional.of("r-1"), "pass-invalid", "No", Map.of("address", "x")),
            CloseCode.SILENT.bye("silent"));
    Stream<ServerMessage> media =
        Stream.<MediaMessage>of(
                new MediaMessage.Capabilities("direct", "page", 1, false, false, List.of("vp8")),
                new MediaMessage.Negotiate("main", 1, true),
                new MediaMessage.Offer("main", 1, "v=0", Map.of("0", "face")),
                new MediaMessage.Answer("main", 1, "v=0"),
                new MediaMessage.Candidate("main", 1, "", "0"),
                new MediaMessage.Publish("p-1", "face", "face", "both", 10, "motion"),
                new MediaMessage.Mute("p-1", "face", true, false),
                new MediaMessage.Gone("p-1", "face", "left"),
                new MediaMessage.Paused("p-1", "face", true, "bandwidth"),
                new MediaMessage.Demand("face", 0, 2, 0),
                new MediaMessage.Line("udp", 1, 1, 0, 0.5, -1),
                new MediaMessage.Recording(false, ""),
                new MediaMessage.IceServers(List.of(stun)))
            .map(message -> new ServerMessage.Media("r-1", message));
    return Stream.concat(own, media);
  }

  @ParameterizedTest
  @MethodSource("everythingAServerSays")
  void whatTheServerWritesFitsItsSchema(ServerMessage message) {
    JsonObject body = message.body().put("type", message.type());
    if (message.numbered()) {
      body.put("seq", 1);
    }

    assertTrue(Protocol.fits("server", message.type(), body), body.encodePrettily());
  }

  @Test
  void everyTypeOfAServerIsWrittenByThatTest() {
    assertEquals(
        new TreeSet<>(Protocol.types("server")),
        new TreeSet<>(everythingAServerSays().map(ServerMessage::type).toList()));
  }

  @Test
  void theTableHoldsTheTypesOfAPageAndNoOther() {
    assertEquals(
        new TreeSet<>(Protocol.types("page")),
        new TreeSet<>(MessageTable.all().stream().map(MessageTable.Declared::type).toList()));
  }

  @Test
  void theProseHasAHeadingForEveryMessageAndDirection() throws IOException {
    String prose = Files.readString(PROSE);
    for (String side : List.of("page", "server")) {
      String direction = side.equals("page") ? "page to server" : "server to page";
      for (String type : Protocol.types(side)) {
        assertTrue(
            prose.contains("#### `" + type + "` (" + direction + ")")
                || prose.contains("#### `" + type + "` (both ways)"),
            type + " (" + direction + ") is not described");
      }
    }
  }

  @Test
  void theProseNamesEveryFieldThatASchemaAsksFor() throws IOException {
    String prose = Files.readString(PROSE);
    for (Protocol.Sample sample :
        Stream.concat(pageSamples(), serverSamples()).filter(Protocol.Sample::valid).toList()) {
      for (String field : sample.body().fieldNames()) {
        assertTrue(prose.contains("`" + field + "`"), sample + ": " + field);
      }
    }
  }

  @Test
  void theProseNamesEveryReasonAndCode() throws IOException {
    String prose = Files.readString(PROSE);
    for (RoomEnd end : RoomEnd.values()) {
      assertTrue(prose.contains("| `" + end.token() + "` |"), end.token());
    }
    for (LeaveReason reason : LeaveReason.values()) {
      boolean inMessages = reason != LeaveReason.ROOM_CLOSED;
      assertTrue(!inMessages || prose.contains("| `" + reason.token() + "` |"), reason.token());
    }
    for (CloseCode code : CloseCode.values()) {
      String retry = code.retry() ? "yes" : "no";
      assertTrue(
          Pattern.compile("\\| " + code.code() + " \\|.*\\| " + retry + " \\|")
              .matcher(prose)
              .find(),
          code + " is not in the table of close codes");
    }
    for (MediaRefusal.Code code : MediaRefusal.Code.values()) {
      assertTrue(prose.contains("`" + code.token() + "`"), code.token());
    }
  }

  @Test
  void everyCodeHasASentenceInBothLanguages() {
    ResourceBundle spanish = bundle("es");
    ResourceBundle english = bundle("en");
    assertEquals(spanish.keySet(), english.keySet());
    for (MediaRefusal.Code code : MediaRefusal.Code.values()) {
      assertTrue(spanish.containsKey(code.token()), code.token());
    }
    assertEquals(
        "La sala está en otro servidor: https://b.example.",
        Sentences.of("room-elsewhere", "es", Map.of("address", "https://b.example")));
    assertEquals("The room is full.", Sentences.of("room-full", "en", Map.of()));
    assertEquals("nobody-wrote-this", Sentences.of("nobody-wrote-this", "en", Map.of()));
  }

  private static ResourceBundle bundle(String language) {
    return ResourceBundle.getBundle("problems/signaling", Locale.forLanguageTag(language));
  }
}
