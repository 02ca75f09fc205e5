package mx.interconsulta.signaling.room;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.message.MediaMessageCodec;
import mx.interconsulta.signaling.message.LeaveReason;

/** What a page's server says to the server that has its room: the closed set. */
sealed interface ToRoom {

  /** Hands this to the method for its type. */
  void to(Receiver receiver);

  /** How it is written. */
  JsonObject json();

  /** One method for each. */
  interface Receiver {
    void enter(Enter word);

    void chat(Chat word);

    void media(Media word);

    void away(Away word);

    void leave(Leave word);
  }

  /** How it is read. */
  static ToRoom read(JsonObject json) {
    return switch (json.getString("word")) {
      case "enter" ->
          new Enter(
              new Rooms.Entry(
                  json.getString("re"),
                  json.getString("room"),
                  json.getString("pass"),
                  json.getBoolean("takeOver"),
                  json.getString("person"),
                  json.getString("session"),
                  json.getString("connection")));
      case "chat" ->
          new Chat(json.getString("re"), json.getString("message"), json.getString("text"));
      case "media" ->
          new Media(
              MediaMessageCodec.read(json.getString("type"), json.getJsonObject("body"))
                  .orElseThrow());
      case "away" -> new Away(json.getBoolean("away"));
      case "leave" ->
          new Leave(
              Optional.ofNullable(json.getString("re")), LeaveReason.of(json.getString("reason")));
      default -> throw new IllegalArgumentException("no such word");
    };
  }

  /** A page wants to come in; first word of a link. */
  record Enter(Rooms.Entry entry) implements ToRoom {
    @Override
    public void to(Receiver receiver) {
      receiver.enter(this);
    }

    @Override
    public JsonObject json() {
      return new JsonObject()
          .put("word", "enter")
          .put("re", entry.re())
          .put("room", entry.room())
          .put("pass", entry.pass())
          .put("takeOver", entry.takeOver())
          .put("person", entry.person())
          .put("session", entry.session())
          .put("connection", entry.connection());
    }
  }

  /** See {@link Seat#chat}. */
  record Chat(String re, String message, String text) implements ToRoom {
    @Override
    public void to(Receiver receiver) {
      receiver.chat(this);
    }

    @Override
    public JsonObject json() {
      return new JsonObject()
          .put("word", "chat")
          .put("re", re)
          .put("message", message)
          .put("text", text);
    }

    /** Never shows what was written. */
    @Override
    public String toString() {
      return "Chat[" + message + "]";
    }
  }

  /** See {@link Seat#media}. */
  record Media(MediaMessage message) implements ToRoom {
    @Override
    public void to(Receiver receiver) {
      receiver.media(this);
    }

    @Override
    public JsonObject json() {
      return new JsonObject()
          .put("word", "media")
          .put("type", message.type())
          .put("body", MediaMessageCodec.write(message));
    }
  }

  /** See {@link Seat#away} and {@link Seat#back}. */
  record Away(boolean away) implements ToRoom {
    @Override
    public void to(Receiver receiver) {
      receiver.away(this);
    }

    @Override
    public JsonObject json() {
      return new JsonObject().put("word", "away").put("away", away);
    }
  }

  /** See {@link Seat#leave}. */
  record Leave(Optional<String> re, LeaveReason reason) implements ToRoom {
    @Override
    public void to(Receiver receiver) {
      receiver.leave(this);
    }

    @Override
    public JsonObject json() {
      JsonObject json = new JsonObject().put("word", "leave").put("reason", reason.token());
      re.ifPresent(id -> json.put("re", id));
      return json;
    }
  }
}
