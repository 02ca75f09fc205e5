package mx.interconsulta.bench.relay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import mx.interconsulta.bench.SignedInPage;

/** A way through a room of ours: both pages signed in, admitted, described to each other. */
final class RoomLane implements RelayLoad.Lane {
  private static final String DESCRIPTION =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
          + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\n"
          + "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n"
          + "a=fingerprint:sha-256 "
          + "AA:".repeat(31)
          + "AA\r\na=setup:actpass\r\na=rtpmap:111 opus/48000/2\r\n";

  private final Seat from;
  private final Seat to;

  private RoomLane(Seat from, Seat to) {
    this.from = from;
    this.to = to;
  }

  /** One page in a room. */
  private static final class Seat {
    /** Kept, because Vert.x closes the connections of a client that nobody refers to any more. */
    private final SignedInPage page;

    private final WebSocket socket;
    private final String room;
    private final Promise<Void> welcomed = Promise.promise();
    private final Promise<Void> entered = Promise.promise();
    private final Promise<JsonObject> described = Promise.promise();
    private final AtomicReference<RelayLoad.Arrival> arrival = new AtomicReference<>();
    private final AtomicReference<JsonObject> message = new AtomicReference<>();

    Seat(SignedInPage page, WebSocket socket, String room) {
      this.page = page;
      this.socket = socket;
      this.room = room;
      socket.textMessageHandler(this::hear);
    }

    private void hear(String text) {
      long number = CandidateMessage.number(text);
      if (number != CandidateMessage.NONE) {
        arrival.get().arrived(number);
        return;
      }
      JsonObject heard = new JsonObject(text);
      switch (heard.getString("type")) {
        case "welcome" -> welcomed.tryComplete();
        case "room.entered" -> {
          entered.tryComplete();
          say(
              new JsonObject()
                  .put("type", "media.publish")
                  .put("source", "face")
                  .put("kind", "face")
                  .put("tracks", "both")
                  .put("priority", 10)
                  .put("content", "motion"));
        }
        case "media.negotiate" -> describe("media.offer", heard, new JsonObject().put("0", "face"));
        case "media.offer" -> describe("media.answer", heard, null);
        case "media.answer" -> described.tryComplete(heard);
        case "error", "bye" -> fail(text);
        default -> {
          // Nothing to do for this load.
        }
      }
    }

    private void describe(String type, JsonObject asked, JsonObject mids) {
      JsonObject description =
          new JsonObject()
              .put("type", type)
              .put("transport", asked.getString("transport"))
              .put("epoch", asked.getLong("epoch"))
              .put("sdp", DESCRIPTION);
      if (mids == null) {
        say(description);
        described.tryComplete(asked);
      } else {
        say(description.put("mids", mids));
      }
    }

    private void fail(String text) {
      IllegalStateException failure = new IllegalStateException(text);
      welcomed.tryFail(failure);
      entered.tryFail(failure);
      described.tryFail(failure);
    }

    void say(JsonObject saying) {
      socket.writeTextMessage(saying.put("room", room).encode());
    }
  }

  /** Opens rooms of two, one consultation each, a lane each way. */
  static List<RoomLane> open(
      List<SignedInPage> physicians, List<SignedInPage> specialists, JsonObject request, int rooms)
      throws Exception {
    List<RoomLane> lanes = new ArrayList<>();
    for (int i = 0; i < rooms; i++) {
      SignedInPage physician = physicians.get(i / SignedInPage.SOCKETS);
      SignedInPage specialist = specialists.get(i / SignedInPage.SOCKETS);
      String consultation = consultation(physician, specialist, request);
      Seat one = enter(physician, consultation);
      Seat other = enter(specialist, consultation);
      JsonObject described = SignedInPage.await(one.described.future());
      SignedInPage.await(other.described.future());
      one.message.set(CandidateMessage.in(one.room, described));
      other.message.set(CandidateMessage.in(other.room, described));
      lanes.add(new RoomLane(one, other));
      lanes.add(new RoomLane(other, one));
    }
    return lanes;
  }

  /** A request written, sent and accepted; gives its consultation. */
  private static String consultation(
      SignedInPage physician, SignedInPage specialist, JsonObject request) throws Exception {
    String path = "/api/requests/" + UUID.randomUUID();
    JsonObject draft = physician.call(HttpMethod.PUT, path, request.copy().put("version", 0));
    JsonObject sent =
        physician
            .call(HttpMethod.POST, path + "/submit", versionOf(draft))
            .getJsonObject("request");
    return specialist
        .call(HttpMethod.POST, path + "/accept", versionOf(sent))
        .getString("consultation");
  }

  private static JsonObject versionOf(JsonObject request) {
    return new JsonObject().put("version", request.getInteger("version"));
  }

  private static Seat enter(SignedInPage page, String consultation) throws Exception {
    JsonObject pass =
        page.call(
            HttpMethod.POST,
            "/api/consultations/" + consultation + "/pass",
            new JsonObject().put("device", UUID.randomUUID().toString()).put("purpose", "confer"));
    Future<Seat> seated =
        page.connect()
            .map(
                socket -> {
                  Seat seat = new Seat(page, socket, pass.getString("room"));
                  socket.writeTextMessage(seat.page.hello().encode());
                  return seat;
                });
    Seat seat = SignedInPage.await(seated);
    SignedInPage.await(seat.welcomed.future());
    seat.say(
        new JsonObject()
            .put("type", "room.enter")
            .put("id", "1")
            .put("pass", pass.getString("pass")));
    SignedInPage.await(seat.entered.future());
    return seat;
  }

  @Override
  public void send(long number) {
    from.socket.writeTextMessage(CandidateMessage.numbered(from.message.get(), number));
  }

  @Override
  public void onArrival(RelayLoad.Arrival arrival) {
    to.arrival.set(arrival);
  }
}
