package mx.interconsulta.signaling.message;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mx.interconsulta.media.message.MediaMessageCodec;
import mx.interconsulta.signaling.message.Fields.Misfit;

/**
 * All messages a page may send, each declared with its type, its reach and how it is read: the
 * WebSocket's counterpart of the operation table. What is not declared is an unknown type. The
 * schemas in {@code src/main/protocol/page} say the same; a test holds the two together.
 */
public final class MessageTable {

  /** Who may send a message. */
  public enum Reach {
    /** A signed-in page, first thing. */
    FIRST,
    /** A page that was welcomed. */
    WELCOMED,
    /** A page that brings a pass into the room it names. */
    WITH_PASS,
    /** A page that is in the room it names. */
    IN_ROOM
  }

  /** How a message is read. */
  @FunctionalInterface
  interface Reader {
    PageMessage read(Fields fields) throws Misfit;
  }

  /**
   * One message as declared.
   *
   * @param type its type on the wire
   * @param reach who may send it
   */
  public record Declared(String type, Reach reach, Reader reader) {}

  /**
   * What a text turned out to be.
   *
   * @param type the declared type; empty when there is none
   * @param message the message; empty when it is none
   * @param fault why it is none: {@code malformed} or {@code unknown-type}; empty when it is one
   * @param re the id to answer to, when the text had one
   */
  public record Reading(
      String type, Optional<PageMessage> message, String fault, Optional<String> re) {

    private static Reading faulty(String fault, Optional<String> re) {
      return new Reading("", Optional.empty(), fault, re);
    }
  }

  private static final List<String> MEDIA =
      List.of(
          "offer", "answer", "candidate", "restart", "publish", "mute", "gone", "view", "stats");

  private static final Map<String, Declared> DECLARED = new LinkedHashMap<>();

  static {
    declare(
        "hello",
        Reach.FIRST,
        fields ->
            new PageMessage.Hello(
                fields.id(),
                fields.count("version"),
                fields.text("csrf", 1, 256),
                fields.optionalText("resume", 1, 128),
                fields.optionalCount("seen"),
                fields.optionalInstant("since")));
    declare(
        "ping",
        Reach.WELCOMED,
        fields -> new PageMessage.Ping(fields.id(), fields.optionalCount("seen")));
    declare(
        "room.enter",
        Reach.WITH_PASS,
        fields ->
            new PageMessage.EnterRoom(
                fields.requiredId(),
                fields.name("room"),
                fields.text("pass", 1, 1024),
                fields.optionalFlag("takeOver")));
    declare(
        "room.leave",
        Reach.IN_ROOM,
        fields -> new PageMessage.LeaveRoom(fields.requiredId(), fields.name("room")));
    declare(
        "room.chat",
        Reach.IN_ROOM,
        fields ->
            new PageMessage.Chat(
                fields.requiredId(),
                fields.name("room"),
                fields.optionalName("message").orElse(""),
                fields.writing("text", 2_000)));
    for (String media : MEDIA) {
      declare(
          "media." + media,
          Reach.IN_ROOM,
          fields -> {
            fields.id();
            String room = fields.name("room");
            return new PageMessage.Media(
                room, MediaMessageCodec.read(media, fields.body()).orElseThrow(Misfit::new));
          });
    }
  }

  private MessageTable() {}

  private static void declare(String type, Reach reach, Reader reader) {
    DECLARED.put(type, new Declared(type, reach, reader));
  }

  /** Everything a page may send. */
  public static Collection<Declared> all() {
    return List.copyOf(DECLARED.values());
  }

  /** Reads what a stranger wrote. Never throws. */
  public static Reading read(String text) {
    JsonObject body = Wire.read(text).orElse(null);
    if (body == null) {
      return Reading.faulty("malformed", Optional.empty());
    }
    Fields fields = new Fields(body);
    Optional<String> re = fields.idIfAny();
    if (!(body.getMap().get("type") instanceof String type)) {
      return Reading.faulty("malformed", re);
    }
    Declared declared = DECLARED.get(type);
    if (declared == null) {
      return Reading.faulty("unknown-type", re);
    }
    try {
      return new Reading(type, Optional.of(declared.reader().read(fields)), "", re);
    } catch (Misfit misfit) {
      return Reading.faulty("malformed", re);
    }
  }
}
