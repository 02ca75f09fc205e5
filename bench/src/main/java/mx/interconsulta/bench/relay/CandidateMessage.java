package mx.interconsulta.bench.relay;

import io.vertx.core.json.JsonObject;

/** An ICE candidate as pages send it, with a number in it: what rooms relay most. */
final class CandidateMessage {
  /** Stands for the number of a text that is another message. */
  static final long NONE = Long.MIN_VALUE;

  private static final String MARK = " generation ";
  private static final String LINE =
      "candidate:842163049 1 udp 1677729535 192.0.2.1 46154 typ srflx raddr 198.51.100.1 rport"
          + " 46154"
          + MARK;

  private CandidateMessage() {}

  static JsonObject in(String room, JsonObject described) {
    return new JsonObject()
        .put("type", "media.candidate")
        .put("room", room)
        .put("transport", described.getString("transport"))
        .put("epoch", described.getLong("epoch"))
        .put("candidate", "")
        .put("mid", "0");
  }

  /** The text of a message with a number. Messages of one lane are sent one after the other. */
  static synchronized String numbered(JsonObject message, long number) {
    return message.put("candidate", LINE + number).encode();
  }

  /** The number in a text, or {@link #NONE}; both sides read it the same cheap way. */
  static long number(String text) {
    int mark = text.indexOf(MARK);
    if (mark < 0) {
      return NONE;
    }
    int at = mark + MARK.length();
    int end = at;
    while (end < text.length()
        && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '-')) {
      end++;
    }
    return Long.parseLong(text, at, end, 10);
  }
}
