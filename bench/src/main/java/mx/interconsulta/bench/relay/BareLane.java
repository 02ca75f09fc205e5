package mx.interconsulta.bench.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import mx.interconsulta.bench.SignedInPage;

/** A way through the bare relay: the same message, nothing said before. */
final class BareLane implements RelayLoad.Lane {
  /** Kept, because Vert.x closes the connections of a client that nobody refers to any more. */
  private final WebSocketClient client;

  private final WebSocket from;
  private final WebSocket to;
  private final JsonObject message;

  private BareLane(WebSocketClient client, WebSocket from, WebSocket to, String room) {
    this.client = client;
    this.from = from;
    this.to = to;
    this.message =
        CandidateMessage.in(room, new JsonObject().put("transport", "main").put("epoch", 1));
  }

  /** Pairs of sockets, a lane each way. */
  static List<BareLane> open(Vertx vertx, int port, int pairs) throws Exception {
    WebSocketClient client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(10_000));
    List<BareLane> lanes = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      String path = "/pair/" + pair;
      WebSocket one = SignedInPage.await(client.connect(port, "127.0.0.1", path));
      WebSocket other = SignedInPage.await(client.connect(port, "127.0.0.1", path));
      lanes.add(new BareLane(client, one, other, path));
      lanes.add(new BareLane(client, other, one, path));
    }
    return lanes;
  }

  /** Ends the connections of every lane opened with this one. */
  Future<Void> close() {
    return client.close();
  }

  @Override
  public void send(long number) {
    from.writeTextMessage(CandidateMessage.numbered(message, number));
  }

  @Override
  public void onArrival(RelayLoad.Arrival arrival) {
    to.textMessageHandler(text -> arrival.arrived(CandidateMessage.number(text)));
  }
}
