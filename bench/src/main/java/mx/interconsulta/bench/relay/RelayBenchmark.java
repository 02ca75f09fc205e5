package mx.interconsulta.bench.relay;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import mx.interconsulta.bench.Benchmark;
import mx.interconsulta.bench.ChildProcess;
import mx.interconsulta.bench.Measurement;
import mx.interconsulta.bench.Rounds;
import mx.interconsulta.bench.ServerUnderTest;
import mx.interconsulta.bench.SignedInPage;

/**
 * How fast a message goes from one page of a room to the other: through our server with sign-in,
 * admission, schema, limits and the room's own context, and through a Vert.x process that only
 * passes frames on. Both in processes of their own, the load in this one. Then the heap of a
 * signed-in page that does nothing.
 */
public final class RelayBenchmark implements Benchmark {
  private static final String BASELINE = "bare Vert.x WebSocket relay";

  /** Measured in the trial that set the target: two hops of JSON against one of frames. */
  private static final double THROUGHPUT_TARGET = 0.7;

  private static final int ON_THE_WAY = 4;

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public List<Measurement> run(boolean quick) throws Exception {
    int rooms = quick ? 10 : 40;
    int rounds = quick ? 3 : 5;
    long warmUp = TimeUnit.SECONDS.toNanos(quick ? 2 : 5);
    long measured = TimeUnit.SECONDS.toNanos(quick ? 3 : 10);
    Vertx vertx = Vertx.vertx();
    try (ServerUnderTest server =
            // Only the direct bridge passes a page's messages on to the other page.
            ServerUnderTest.start(
                Map.of("SOCKET_MESSAGES_PER_SECOND", "1000000", "MEDIA_BRIDGE", "direct"));
        ChildProcess bare =
            ChildProcess.java(BareRelay.class.getName(), Map.of(), "listening (\\d+)")) {
      List<SignedInPage> physician = SignedInPage.signIn(vertx, server, "mariana.cota", rooms);
      List<SignedInPage> specialist = SignedInPage.signIn(vertx, server, "rodrigo.arambula", rooms);
      List<RoomLane> ours = RoomLane.open(physician, specialist, request(physician.get(0)), rooms);
      List<BareLane> theirs = BareLane.open(vertx, Integer.parseInt(bare.ready(1)), rooms);
      Rounds.Pairs<RelayLoad.Round> results =
          Rounds.interleave(
              rounds,
              () -> RelayLoad.run(ours, ON_THE_WAY, warmUp, measured, server::cpu),
              () -> RelayLoad.run(theirs, ON_THE_WAY, warmUp, measured, bare::cpu));
      SignedInPage.await(theirs.get(0).close());
      List<Measurement> lines = new ArrayList<>();
      lines.add(
          line(
              "messages relayed",
              "1/s",
              Measurement.Better.HIGHER,
              results,
              RelayLoad.Round::messagesPerSecond,
              THROUGHPUT_TARGET));
      lines.add(
          line(
              "latency p50",
              "ms",
              Measurement.Better.LOWER,
              results,
              RelayLoad.Round::p50Millis,
              null));
      lines.add(
          line(
              "latency p99",
              "ms",
              Measurement.Better.LOWER,
              results,
              RelayLoad.Round::p99Millis,
              null));
      lines.add(
          line(
              "server processor time a message",
              "us",
              Measurement.Better.LOWER,
              results,
              RelayLoad.Round::cpuMicros,
              null));
      lines.add(IdleHeap.measure(vertx, server, quick ? 200 : 1000));
      return lines;
    } finally {
      SignedInPage.await(vertx.close());
    }
  }

  /** A request as a page writes it; the patient is one of the sample. */
  private static JsonObject request(SignedInPage physician) throws Exception {
    JsonObject found =
        physician.call(
            io.vertx.core.http.HttpMethod.POST,
            "/api/patients/search",
            new JsonObject().put("query", "Iker Ruelas"));
    String patient =
        found.getJsonArray("items").getJsonObject(0).getJsonObject("patient").getString("id");
    return new JsonObject()
        .put("patient", patient)
        .put("kind", "outpatient")
        .put("specialty", "paediatric-cardiology")
        .put("reason", "murmur-under-study")
        .put("priority", "routine")
        .put(
            "content",
            new JsonObject()
                .put("clinicalSummary", "Soplo sistólico.")
                .put("question", "¿Ecocardiograma?")
                .put("travel", new JsonObject().put("means", "bus").put("companions", 1)));
  }

  private static Measurement line(
      String metric,
      String unit,
      Measurement.Better better,
      Rounds.Pairs<RelayLoad.Round> results,
      ToDoubleFunction<RelayLoad.Round> value,
      Double target) {
    double[] ours = results.ours().stream().mapToDouble(value).toArray();
    double[] theirs = results.baseline().stream().mapToDouble(value).toArray();
    return new Measurement(
        "relay",
        metric,
        unit,
        better,
        Rounds.median(ours),
        Rounds.median(theirs),
        BASELINE,
        Rounds.spread(ours),
        target);
  }
}
