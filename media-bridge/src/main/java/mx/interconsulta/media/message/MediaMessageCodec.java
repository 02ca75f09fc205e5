package mx.interconsulta.media.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads media messages that pages send, strictly, and writes those that pages are sent. Limits are
 * those of docs/signaling-protocol.md; whatever does not fit is empty, never an exception, because
 * a stranger wrote it.
 */
public final class MediaMessageCodec {

  /** Longest session description taken, in characters. */
  public static final int MAX_SDP = 65_536;

  private static final int MAX_TOKEN = 64;
  private static final int MAX_CANDIDATE = 512;
  private static final int MAX_MIDS = 256;
  private static final Set<String> KINDS = Set.of("face", "examination", "screen", "body-sound");
  private static final Set<String> TRACKS = Set.of("audio", "video", "both");
  private static final Set<String> CONTENTS = Set.of("detail", "motion");
  private static final Set<String> PATHS = Set.of("udp", "tcp", "turn", "none");

  private MediaMessageCodec() {}

  /** The message of a type, as a page may send it; empty when it is not one. */
  public static Optional<MediaMessage> read(String type, JsonObject body) {
    try {
      Fields fields = new Fields(body);
      MediaMessage message =
          switch (type) {
            case "offer" ->
                new MediaMessage.Offer(
                    fields.token("transport"),
                    fields.count("epoch"),
                    fields.text("sdp", MAX_SDP),
                    fields.tokens("mids"));
            case "answer" ->
                new MediaMessage.Answer(
                    fields.token("transport"), fields.count("epoch"), fields.text("sdp", MAX_SDP));
            case "candidate" ->
                new MediaMessage.Candidate(
                    fields.token("transport"),
                    fields.count("epoch"),
                    fields.text("candidate", MAX_CANDIDATE),
                    fields.text("mid", MAX_TOKEN));
            case "restart" -> new MediaMessage.Restart(fields.token("transport"));
            case "publish" ->
                new MediaMessage.Publish(
                    "",
                    fields.token("source"),
                    fields.oneOf("kind", KINDS),
                    fields.oneOf("tracks", TRACKS),
                    (int) Math.min(100, fields.count("priority")),
                    fields.oneOf("content", CONTENTS));
            case "mute" ->
                new MediaMessage.Mute(
                    "", fields.token("source"), fields.flag("audio"), fields.flag("video"));
            case "gone" -> new MediaMessage.Gone("", fields.token("source"), "unpublished");
            case "view" ->
                new MediaMessage.View(
                    fields.token("participant"),
                    fields.token("source"),
                    (int) Math.min(4320, fields.count("height")),
                    fields.oneOf("content", CONTENTS));
            case "stats" ->
                new MediaMessage.Stats(
                    fields.oneOf("path", PATHS),
                    fields.count("framesDecoded"),
                    fields.count("framesDropped"),
                    fields.fraction("audioConcealed"),
                    fields.whole("roundTripMillis", -1),
                    fields.count("freezes"));
            default -> null;
          };
      return Optional.ofNullable(message);
    } catch (Misfit misfit) {
      return Optional.empty();
    }
  }

  /** The body of a message as pages are sent it, without its type. */
  public static JsonObject write(MediaMessage message) {
    JsonObject body = new JsonObject();
    message.to(new Writer(body));
    return body;
  }

  private static final class Misfit extends Exception {
    Misfit() {
      super(null, null, false, false);
    }
  }

  /**
   * Reads one field after the other and refuses what is missing, of another type or too long.
   * Values are taken as they were parsed: {@link JsonObject#getValue} would first ask of each
   * whether it is one of a dozen other things.
   */
  private record Fields(JsonObject body) {
    private Object value(String name) {
      return body.getMap().get(name);
    }

    String text(String name, int longest) throws Misfit {
      if (value(name) instanceof String text && text.length() <= longest) {
        return text;
      }
      throw new Misfit();
    }

    String token(String name) throws Misfit {
      String token = text(name, MAX_TOKEN);
      if (token.isEmpty()) {
        throw new Misfit();
      }
      return token;
    }

    String oneOf(String name, Set<String> words) throws Misfit {
      String word = text(name, MAX_TOKEN);
      if (!words.contains(word)) {
        throw new Misfit();
      }
      return word;
    }

    long whole(String name, long least) throws Misfit {
      Object value = value(name);
      if (value instanceof Integer || value instanceof Long) {
        long number = ((Number) value).longValue();
        if (number >= least) {
          return number;
        }
      }
      throw new Misfit();
    }

    long count(String name) throws Misfit {
      return whole(name, 0);
    }

    double fraction(String name) throws Misfit {
      if (value(name) instanceof Number number) {
        double fraction = number.doubleValue();
        if (fraction >= 0 && fraction <= 1) {
          return fraction;
        }
      }
      throw new Misfit();
    }

    boolean flag(String name) throws Misfit {
      if (value(name) instanceof Boolean flag) {
        return flag;
      }
      throw new Misfit();
    }

    Map<String, String> tokens(String name) throws Misfit {
      if (!(body.getValue(name) instanceof JsonObject object) || object.size() > MAX_MIDS) {
        throw new Misfit();
      }
      Map<String, String> tokens = new LinkedHashMap<>();
      for (String key : object.fieldNames()) {
        tokens.put(key, new Fields(object).token(key));
      }
      return tokens;
    }
  }

  private record Writer(JsonObject body) implements MediaMessage.Receiver {
    @Override
    public void capabilities(MediaMessage.Capabilities message) {
      body.put("bridge", message.bridge())
          .put("offerer", message.offerer())
          .put("maxSources", message.maxSources())
          .put("simulcast", message.simulcast())
          .put("recording", message.recording())
          .put("videoCodecs", new JsonArray(message.videoCodecs()));
    }

    @Override
    public void negotiate(MediaMessage.Negotiate message) {
      body.put("transport", message.transport())
          .put("epoch", message.epoch())
          .put("restart", message.restart());
    }

    @Override
    public void offer(MediaMessage.Offer message) {
      body.put("transport", message.transport())
          .put("epoch", message.epoch())
          .put("sdp", message.sdp())
          .put("mids", new JsonObject(new LinkedHashMap<>(message.mids())));
    }

    @Override
    public void answer(MediaMessage.Answer message) {
      body.put("transport", message.transport())
          .put("epoch", message.epoch())
          .put("sdp", message.sdp());
    }

    @Override
    public void candidate(MediaMessage.Candidate message) {
      body.put("transport", message.transport())
          .put("epoch", message.epoch())
          .put("candidate", message.candidate())
          .put("mid", message.mid());
    }

    @Override
    public void restart(MediaMessage.Restart message) {
      body.put("transport", message.transport());
    }

    @Override
    public void publish(MediaMessage.Publish message) {
      body.put("participant", message.participant())
          .put("source", message.source())
          .put("kind", message.kind())
          .put("tracks", message.tracks())
          .put("priority", message.priority())
          .put("content", message.content());
    }

    @Override
    public void mute(MediaMessage.Mute message) {
      body.put("participant", message.participant())
          .put("source", message.source())
          .put("audio", message.audio())
          .put("video", message.video());
    }

    @Override
    public void gone(MediaMessage.Gone message) {
      body.put("participant", message.participant())
          .put("source", message.source())
          .put("reason", message.reason());
    }

    @Override
    public void view(MediaMessage.View message) {
      body.put("participant", message.participant())
          .put("source", message.source())
          .put("height", message.height())
          .put("content", message.content());
    }

    @Override
    public void paused(MediaMessage.Paused message) {
      body.put("participant", message.participant())
          .put("source", message.source())
          .put("paused", message.paused())
          .put("reason", message.reason());
    }

    @Override
    public void demand(MediaMessage.Demand message) {
      body.put("source", message.source())
          .put("lowest", message.lowest())
          .put("highest", message.highest())
          .put("bitsPerSecond", message.bitsPerSecond());
    }

    @Override
    public void line(MediaMessage.Line message) {
      body.put("path", message.path())
          .put("downBitsPerSecond", message.downBitsPerSecond())
          .put("upBitsPerSecond", message.upBitsPerSecond())
          .put("lossDown", message.lossDown())
          .put("lossUp", message.lossUp())
          .put("roundTripMillis", message.roundTripMillis());
    }

    @Override
    public void stats(MediaMessage.Stats message) {
      body.put("path", message.path())
          .put("framesDecoded", message.framesDecoded())
          .put("framesDropped", message.framesDropped())
          .put("audioConcealed", message.audioConcealed())
          .put("roundTripMillis", message.roundTripMillis())
          .put("freezes", message.freezes());
    }

    @Override
    public void recording(MediaMessage.Recording message) {
      body.put("on", message.on()).put("reason", message.reason());
    }

    @Override
    public void iceServers(MediaMessage.IceServers message) {
      List<JsonObject> servers = new ArrayList<>();
      for (MediaMessage.IceServer server : message.servers()) {
        servers.add(
            new JsonObject()
                .put("urls", new JsonArray(server.urls()))
                .put("username", server.username())
                .put("credential", server.credential()));
      }
      body.put("servers", new JsonArray(servers));
    }
  }
}
