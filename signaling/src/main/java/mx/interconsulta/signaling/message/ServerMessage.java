package mx.interconsulta.signaling.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.message.MediaMessageCodec;

/** The closed set of messages a server sends; docs/signaling-protocol.md is their prose. */
public sealed interface ServerMessage {

  /** The message's type on the wire. */
  String type();

  /** The message without its type and number. */
  JsonObject body();

  /** Whether it is numbered and kept until the page has seen it. */
  default boolean numbered() {
    return true;
  }

  /** The message as it is sent, without a number. */
  default String text() {
    return Wire.write(body().put("type", type()));
  }

  /** The message as it is sent under a number of its connection. */
  default String text(long seq) {
    return Wire.write(body().put("type", type()).put("seq", seq));
  }

  /** Somebody in a room, as others see them. */
  record Who(
      String participant, String person, String role, String device, boolean away, Instant since) {
    JsonObject json() {
      return new JsonObject()
          .put("participant", participant)
          .put("person", person)
          .put("role", role)
          .put("device", device)
          .put("state", away ? "away" : "present")
          .put("since", since.toString());
    }
  }

  /** Something said in writing. */
  record Said(String message, String participant, String person, Instant at, String text) {
    JsonObject json() {
      return new JsonObject()
          .put("message", message)
          .put("participant", participant)
          .put("person", person)
          .put("at", at.toString())
          .put("text", text);
    }

    /** Never shows what was written. */
    @Override
    public String toString() {
      return "Said[" + message + "]";
    }
  }

  /** A room the page is in. */
  record Place(String room, String consultation, String participant) {
    JsonObject json() {
      return new JsonObject()
          .put("room", room)
          .put("consultation", consultation)
          .put("participant", participant);
    }
  }

  /** Answers hello. */
  record Welcome(
      Optional<String> re,
      String connection,
      String resume,
      Terms terms,
      boolean resumed,
      Instant at,
      boolean noticesMissed,
      List<Place> rooms)
      implements ServerMessage {

    /** The one version there is. */
    public static final int VERSION = 1;

    /** What the server asks of a connection. */
    public record Terms(long resumeSeconds, long heartbeatSeconds, int maxMessageBytes) {}

    @Override
    public String type() {
      return "welcome";
    }

    @Override
    public boolean numbered() {
      return false;
    }

    @Override
    public JsonObject body() {
      JsonObject body =
          new JsonObject()
              .put("version", VERSION)
              .put("connection", connection)
              .put("resume", resume)
              .put("resumeSeconds", terms.resumeSeconds())
              .put("heartbeatSeconds", terms.heartbeatSeconds())
              .put("maxMessageBytes", terms.maxMessageBytes())
              .put("resumed", resumed)
              .put("at", at.toString())
              .put("noticesMissed", noticesMissed)
              .put("rooms", new JsonArray(rooms.stream().map(Place::json).toList()));
      re.ifPresent(id -> body.put("re", id));
      return body;
    }
  }

  /** Answers ping. */
  record Pong(Optional<String> re, Instant at) implements ServerMessage {
    @Override
    public String type() {
      return "pong";
    }

    @Override
    public boolean numbered() {
      return false;
    }

    @Override
    public JsonObject body() {
      JsonObject body = new JsonObject().put("at", at.toString());
      re.ifPresent(id -> body.put("re", id));
      return body;
    }
  }

  /** Something happened. */
  record Told(String noticeId, Instant at, String notice, Map<String, String> facts)
      implements ServerMessage {
    @Override
    public String type() {
      return "notice";
    }

    @Override
    public JsonObject body() {
      return new JsonObject()
          .put("noticeId", noticeId)
          .put("at", at.toString())
          .put("notice", notice)
          .put("facts", new JsonObject(new LinkedHashMap<>(facts)));
    }
  }

  /** The page is in. */
  record RoomEntered(String re, Place place, Instant openedAt, List<Who> people, List<Said> chat)
      implements ServerMessage {
    @Override
    public String type() {
      return "room.entered";
    }

    @Override
    public JsonObject body() {
      return place
          .json()
          .put("re", re)
          .put("openedAt", openedAt.toString())
          .put("participants", new JsonArray(people.stream().map(Who::json).toList()))
          .put("chat", new JsonArray(chat.stream().map(Said::json).toList()));
    }
  }

  /** Somebody else came in, or came in again. */
  record RoomJoined(String room, Who who) implements ServerMessage {
    @Override
    public String type() {
      return "room.joined";
    }

    @Override
    public JsonObject body() {
      return who.json().put("room", room);
    }
  }

  /** Somebody's connection dropped or is back. */
  record RoomParticipant(String room, String participant, boolean away) implements ServerMessage {
    @Override
    public String type() {
      return "room.participant";
    }

    @Override
    public JsonObject body() {
      return new JsonObject()
          .put("room", room)
          .put("participant", participant)
          .put("state", away ? "away" : "present");
    }
  }

  /** Somebody is gone. */
  record RoomLeft(Optional<String> re, String room, String participant, LeaveReason reason)
      implements ServerMessage {
    @Override
    public String type() {
      return "room.left";
    }

    @Override
    public JsonObject body() {
      JsonObject body =
          new JsonObject()
              .put("room", room)
              .put("participant", participant)
              .put("reason", reason.token());
      re.ifPresent(id -> body.put("re", id));
      return body;
    }
  }

  /** Something said in writing. */
  record RoomChat(Optional<String> re, String room, Said said) implements ServerMessage {
    @Override
    public String type() {
      return "room.chat";
    }

    @Override
    public JsonObject body() {
      JsonObject body = said.json().put("room", room);
      re.ifPresent(id -> body.put("re", id));
      return body;
    }
  }

  /** The room is over for everybody. */
  record RoomClosed(String room, RoomEnd reason) implements ServerMessage {
    @Override
    public String type() {
      return "room.closed";
    }

    @Override
    public JsonObject body() {
      return new JsonObject().put("room", room).put("reason", reason.token());
    }
  }

  /** Whatever a room on another server says, as it was written there. */
  record Relayed(String type, boolean numbered, JsonObject body) implements ServerMessage {
    /** Never shows what was said. */
    @Override
    public String toString() {
      return "Relayed[" + type + "]";
    }
  }

  /** A message of the room's media bridge. */
  record Media(String room, MediaMessage message) implements ServerMessage {
    @Override
    public String type() {
      return "media." + message.type();
    }

    @Override
    public JsonObject body() {
      return MediaMessageCodec.write(message).put("room", room);
    }
  }

  /** A message was refused and changed nothing. */
  record Refused(
      Optional<String> re,
      Optional<String> room,
      String code,
      String message,
      Map<String, Object> details)
      implements ServerMessage {
    @Override
    public String type() {
      return "error";
    }

    @Override
    public boolean numbered() {
      return false;
    }

    @Override
    public JsonObject body() {
      JsonObject body = new JsonObject();
      re.ifPresent(id -> body.put("re", id));
      room.ifPresent(id -> body.put("room", id));
      body.put("code", code).put("message", message);
      if (!details.isEmpty()) {
        body.put("details", new JsonObject(new LinkedHashMap<>(details)));
      }
      return body;
    }
  }

  /** The server is about to close the WebSocket. */
  record Bye(String reason, int closeCode, boolean retry) implements ServerMessage {
    @Override
    public String type() {
      return "bye";
    }

    @Override
    public boolean numbered() {
      return false;
    }

    @Override
    public JsonObject body() {
      return new JsonObject().put("reason", reason).put("closeCode", closeCode).put("retry", retry);
    }
  }
}
