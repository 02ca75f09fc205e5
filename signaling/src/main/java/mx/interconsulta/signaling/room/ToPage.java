package mx.interconsulta.signaling.room;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.signaling.message.ServerMessage;

/** What the server that has a room says to the server of a page in it: the closed set. */
sealed interface ToPage {

  /** Hands this to the method for its type. */
  void to(Receiver receiver);

  /** How it is written. */
  JsonObject json();

  /** One method for each. */
  interface Receiver {
    void tell(Tell word);

    void refuse(Refuse word);

    void seated(Seated word);

    void unseated(Unseated word);
  }

  /** How it is read. */
  static ToPage read(JsonObject json) {
    return switch (json.getString("word")) {
      case "tell" ->
          new Tell(
              new ServerMessage.Relayed(
                  json.getString("type"), json.getBoolean("numbered"), json.getJsonObject("body")));
      case "refuse" ->
          new Refuse(
              json.getString("re"),
              json.getString("room"),
              new Problem(
                  json.getInteger("status"),
                  json.getString("code"),
                  json.getJsonObject("details").getMap()));
      case "seated" ->
          new Seated(
              new ServerMessage.Place(
                  json.getString("room"),
                  json.getString("consultation"),
                  json.getString("participant")));
      case "unseated" -> new Unseated();
      default -> throw new IllegalArgumentException("no such word");
    };
  }

  /** See {@link Page#tell}. */
  record Tell(ServerMessage message) implements ToPage {
    @Override
    public void to(Receiver receiver) {
      receiver.tell(this);
    }

    @Override
    public JsonObject json() {
      return new JsonObject()
          .put("word", "tell")
          .put("type", message.type())
          .put("numbered", message.numbered())
          .put("body", message.body());
    }
  }

  /** See {@link Page#refuse}. */
  record Refuse(String re, String room, Problem why) implements ToPage {
    @Override
    public void to(Receiver receiver) {
      receiver.refuse(this);
    }

    @Override
    public JsonObject json() {
      Map<String, Object> details = new LinkedHashMap<>(why.details());
      return new JsonObject()
          .put("word", "refuse")
          .put("re", re)
          .put("room", room)
          .put("status", why.status())
          .put("code", why.code())
          .put("details", new JsonObject(details));
    }
  }

  /** See {@link Page#seated}. */
  record Seated(ServerMessage.Place place) implements ToPage {
    @Override
    public void to(Receiver receiver) {
      receiver.seated(this);
    }

    @Override
    public JsonObject json() {
      return new JsonObject()
          .put("word", "seated")
          .put("room", place.room())
          .put("consultation", place.consultation())
          .put("participant", place.participant());
    }
  }

  /** See {@link Page#unseated}. */
  record Unseated() implements ToPage {
    @Override
    public void to(Receiver receiver) {
      receiver.unseated(this);
    }

    @Override
    public JsonObject json() {
      return new JsonObject().put("word", "unseated");
    }
  }
}
