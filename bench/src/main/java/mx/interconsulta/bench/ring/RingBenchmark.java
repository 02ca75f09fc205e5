package mx.interconsulta.bench.ring;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import mx.interconsulta.bench.Benchmark;
import mx.interconsulta.bench.ChildProcess;
import mx.interconsulta.bench.Measurement;
import mx.interconsulta.bench.Rounds;
import mx.interconsulta.bench.ScratchFolder;
import mx.interconsulta.bench.ServerUnderTest;
import mx.interconsulta.bench.SignedInPage;

/**
 * From the button "ask for a valuation now" to the notice in a specialist's page: patient, request,
 * room, escalation and notice durable, with 500 other pages signed in; on one server, and with the
 * two people on two servers of one database joined by the bus. Beside it a bare push over a
 * WebSocket that keeps nothing.
 */
public final class RingBenchmark implements Benchmark {
  private static final String BASELINE = "bare Vert.x WebSocket push";
  private static final double TARGET_MILLIS = 300;
  private static final int OTHERS = 500;
  private static final int WARM_UP = 5;
  private static final String ASKS = "daniela.osuna";
  private static final String ANSWERS = "patricia.huerta";
  private static final long BEAT_MILLIS = 20_000;

  /** The milliseconds of one round. */
  private static final class Times {
    private final double[] millis;

    Times(double[] millis) {
      this.millis = millis;
    }

    double p50() {
      return Rounds.percentile(0.5, millis);
    }

    double p95() {
      return Rounds.percentile(0.95, millis);
    }
  }

  @Override
  public String name() {
    return "ring";
  }

  @Override
  public List<Measurement> run(boolean quick) throws Exception {
    int rings = quick ? 8 : 40;
    int rounds = quick ? 3 : 5;
    Vertx vertx = Vertx.vertx();
    List<Measurement> lines = new ArrayList<>();
    try (ChildProcess bare =
        ChildProcess.java(BarePush.class.getName(), Map.of(), "listening (\\d+)")) {
      Push push = new Push(vertx, Integer.parseInt(bare.ready(1)));
      for (int servers = 1; servers <= 2; servers++) {
        try (House house = House.open(vertx, servers)) {
          house.ring(WARM_UP);
          Rounds.Pairs<Times> results =
              Rounds.interleave(rounds, () -> house.ring(rings), () -> push.push(rings));
          String where = servers == 1 ? "one server" : "two servers";
          lines.add(line(where + ", p50", results, Times::p50, true, null));
          lines.add(line(where + ", p95", results, Times::p95, false, TARGET_MILLIS));
          lines.add(line(where + ", p95 beside it", results, Times::p95, true, null));
        }
      }
      push.close();
    } finally {
      SignedInPage.await(vertx.close());
    }
    return lines;
  }

  private static Measurement line(
      String metric,
      Rounds.Pairs<Times> results,
      ToDoubleFunction<Times> value,
      boolean beside,
      Double target) {
    double[] ours = results.ours().stream().mapToDouble(value).toArray();
    double[] theirs = results.baseline().stream().mapToDouble(value).toArray();
    return new Measurement(
        "ring",
        metric,
        "ms",
        Measurement.Better.LOWER,
        Rounds.median(ours),
        beside ? Rounds.median(theirs) : null,
        beside ? BASELINE : "none",
        Rounds.spread(ours),
        target);
  }

  /** One or two servers on one database, full of people, and the two who matter. */
  private static final class House implements AutoCloseable {
    private final List<Runnable> open = new ArrayList<>();
    private SignedInPage asks;
    private Heard answers;

    /** Vert.x closes the connections of a client that nobody refers to any more. */
    private final List<SignedInPage> people = new ArrayList<>();

    /** Nothing is left running when it cannot be opened. */
    static House open(Vertx vertx, int count) throws Exception {
      House house = new House();
      try {
        house.begin(vertx, count);
      } catch (Exception failure) {
        house.close();
        throw failure;
      }
      return house;
    }

    private void begin(Vertx vertx, int count) throws Exception {
      ScratchFolder data = ScratchFolder.make();
      open.add(data::close);
      ChildProcess database =
          ChildProcess.java(
              "mx.interconsulta.platform.database.DatabaseProcess",
              Map.of("DATA_DIR", data.path().toString(), "PORT", "0"),
              "(mongodb://\\S+)");
      open.add(0, database::close);
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      Map<String, String> options = new HashMap<>();
      options.put("MONGODB_URI", database.ready(1));
      options.put("MASTER_KEY", Base64.getEncoder().encodeToString(key));
      options.put("SAMPLE", "true");
      options.put("ARGON2_MEMORY_KIB", "64");
      int bus = count == 1 ? 0 : freePorts();
      List<ServerUnderTest> servers = new ArrayList<>();
      for (int each = 0; each < count; each++) {
        if (count > 1) {
          options.put("CLUSTER_MEMBERS", "127.0.0.1:" + bus + ",127.0.0.1:" + (bus + 2));
          options.put("CLUSTER_HOST", "127.0.0.1");
          options.put("CLUSTER_PORT", Integer.toString(bus + 2 * each));
        }
        ServerUnderTest server = ServerUnderTest.start(options);
        open.add(0, server::close);
        servers.add(server);
      }
      ServerUnderTest first = servers.get(0);
      ServerUnderTest last = servers.get(count - 1);
      asks = SignedInPage.signIn(vertx, first.port(), ASKS, first.passwordOf(ASKS));
      answers =
          Heard.listen(SignedInPage.signIn(vertx, last.port(), ANSWERS, first.passwordOf(ANSWERS)));
      fill(vertx, first, last);
    }

    /** Other people of the sample, with several windows each, on both servers. */
    private void fill(Vertx vertx, ServerUnderTest first, ServerUnderTest last) throws Exception {
      JsonArray accounts =
          asks.call(HttpMethod.GET, "/api/sample-accounts", null).getJsonArray("items");
      for (int i = 0; i < accounts.size(); i++) {
        String user = accounts.getJsonObject(i).getString("user");
        if (!user.equals(ASKS) && !user.equals(ANSWERS)) {
          ServerUnderTest at = i % 2 == 0 ? first : last;
          people.add(SignedInPage.signIn(vertx, at.port(), user, first.passwordOf(user)));
        }
      }
      List<WebSocket> sockets = new ArrayList<>();
      for (int i = 0; i < OTHERS; i++) {
        SignedInPage here = people.get(i % people.size());
        WebSocket socket = SignedInPage.await(here.connect());
        socket.textMessageHandler(text -> {});
        socket.writeTextMessage(here.hello().encode());
        sockets.add(socket);
      }
      String beat = new JsonObject().put("type", "ping").put("seen", 1_000_000).encode();
      long timer =
          vertx.setPeriodic(
              BEAT_MILLIS, turn -> sockets.forEach(socket -> socket.writeTextMessage(beat)));
      open.add(0, () -> vertx.cancelTimer(timer));
    }

    Times ring(int times) throws Exception {
      double[] millis = new double[times];
      for (int i = 0; i < times; i++) {
        String request = UUID.randomUUID().toString();
        long pressed = System.nanoTime();
        asks.call(HttpMethod.PUT, "/api/emergencies/" + request, emergency());
        millis[i] = (answers.rang(request) - pressed) / 1e6;
        int version =
            asks.call(HttpMethod.GET, "/api/requests/" + request, null).getInteger("version");
        asks.call(
            HttpMethod.POST,
            "/api/requests/" + request + "/cancel",
            new JsonObject().put("version", version).put("reason", "made-in-error"));
      }
      return new Times(millis);
    }

    private static JsonObject emergency() {
      return new JsonObject()
          .put(
              "unidentified",
              new JsonObject()
                  .put("id", UUID.randomUUID().toString())
                  .put("sex", "male")
                  .put("apparentAge", 60)
                  .put("mark", "Tatuaje de ancla"))
          .put("specialty", "cardiology")
          .put("reason", "chest-pain-under-study")
          .put("triage", 1)
          .put("vitalSigns", new JsonObject().put("heartRate", 92));
    }

    /** The first of four free ports in a row: the bus of each server needs two. */
    private static int freePorts() throws Exception {
      for (int tries = 0; tries < 50; tries++) {
        try (ServerSocket one = new ServerSocket(0);
            ServerSocket two = new ServerSocket(one.getLocalPort() + 1);
            ServerSocket three = new ServerSocket(one.getLocalPort() + 2);
            ServerSocket four = new ServerSocket(one.getLocalPort() + 3)) {
          if (two.isBound() && three.isBound() && four.isBound()) {
            return one.getLocalPort();
          }
        } catch (java.io.IOException taken) {
          // Another four.
        }
      }
      throw new IllegalStateException("no four free ports in a row");
    }

    @Override
    public void close() {
      open.forEach(Runnable::run);
    }
  }

  /** The baseline's one sender and one listener, with as many others connected. */
  private static final class Push {
    private final int port;
    private final HttpClient http;
    private final WebSocketClient sockets;
    private final AtomicReference<CompletableFuture<Long>> next = new AtomicReference<>();

    Push(Vertx vertx, int port) throws Exception {
      this.port = port;
      this.http = vertx.createHttpClient();
      this.sockets =
          vertx.createWebSocketClient(
              new io.vertx.core.http.WebSocketClientOptions().setMaxConnections(10_000));
      for (int i = 0; i < OTHERS; i++) {
        SignedInPage.await(sockets.connect(port, "127.0.0.1", "/other/" + i));
      }
      WebSocket listens = SignedInPage.await(sockets.connect(port, "127.0.0.1", "/ring"));
      listens.textMessageHandler(text -> next.get().complete(System.nanoTime()));
    }

    void close() throws Exception {
      SignedInPage.await(sockets.close());
    }

    Times push(int times) throws Exception {
      double[] millis = new double[times];
      for (int i = 0; i < times; i++) {
        next.set(new CompletableFuture<>());
        long pressed = System.nanoTime();
        SignedInPage.await(
            http.request(HttpMethod.POST, port, "127.0.0.1", "/ring")
                .compose(request -> request.send(House.emergency().toBuffer()))
                .compose(response -> response.body()));
        millis[i] = (next.get().get(20, TimeUnit.SECONDS) - pressed) / 1e6;
      }
      return new Times(millis);
    }
  }
}
