package mx.interconsulta.bench.sfu;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mx.interconsulta.bench.Benchmark;
import mx.interconsulta.bench.Measurement;
import mx.interconsulta.media.synthetic.SyntheticNet;

/**
 * What forwarding costs: ours and Janus's videoroom under the same synthetic load with real ICE,
 * DTLS and SRTP, and a bare UDP reflector as the host's own noise. All three stay up with their
 * members in while they take turns, so that a noisy minute falls on each.
 */
public final class SfuBenchmark implements Benchmark {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROUNDS = 3;
  private static final int NEWCOMERS = 3;

  /** The largest first, so that what compiles itself has done so before anything is measured. */
  private static final List<Party.Scenario> QUICK =
      List.of(new Party.Scenario("8 peers", 1, 8, 0), new Party.Scenario("4 peers", 1, 4, 0));

  private static final List<Party.Scenario> ALL =
      List.of(
          new Party.Scenario("4 rooms of 8", 4, 8, 0),
          QUICK.get(0),
          QUICK.get(1),
          new Party.Scenario("2 peers", 1, 2, 0),
          new Party.Scenario("1 sender, 100 listeners", 1, 1, 100),
          new Party.Scenario("10 rooms of 2", 10, 2, 0));

  /** How long things are let run. */
  private record Pace(Duration warmUp, Duration again, Duration settle, Duration measured) {
    static final Pace QUICK = of(6_000, 2_000, 400, 1_200);
    static final Pace WHOLE = of(15_000, 3_000, 1_000, 5_000);

    static Pace of(long warmUp, long again, long settle, long measured) {
      return new Pace(
          Duration.ofMillis(warmUp),
          Duration.ofMillis(again),
          Duration.ofMillis(settle),
          Duration.ofMillis(measured));
    }
  }

  @Override
  public String name() {
    return "sfu";
  }

  @Override
  public List<Measurement> run(boolean quick) throws Exception {
    List<Measurement> lines = new ArrayList<>();
    String host = ownAddress();
    Vertx vertx = Vertx.vertx();
    try (SyntheticNet net = new SyntheticNet();
        Sfu ours = new OurSfu(vertx, net, host);
        Sfu janus = new JanusSfu(vertx, net, host);
        Sfu reflector = new ReflectorSfu(net, host)) {
      List<Sfu> units = List.of(ours, janus, reflector);
      Pace pace = quick ? Pace.QUICK : Pace.WHOLE;
      Duration warmUp = pace.warmUp();
      for (Party.Scenario scenario : quick ? QUICK : ALL) {
        lines.addAll(run(scenario, units, net, warmUp, pace));
        warmUp = pace.again();
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
    return lines;
  }

  private static List<Measurement> run(
      Party.Scenario scenario, List<Sfu> units, SyntheticNet net, Duration warmUp, Pace pace)
      throws Exception {
    List<Party> parties = new ArrayList<>();
    for (Sfu unit : units) {
      Party party = new Party(unit, net.loop(), scenario);
      party.gather();
      if (!party.warmUp(warmUp, PATIENCE)) {
        System.err.println(unit.name() + " does not forward everything with " + scenario.name());
      }
      parties.add(party);
    }
    ScenarioResult result = new ScenarioResult(scenario);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < parties.size(); i++) {
        Party party = parties.get((i + round) % parties.size());
        Party.Figures taken = party.measure(pace.settle(), pace.measured());
        result.took(party.sfu(), taken);
        System.err.printf("%s, %s: %s%n", scenario.name(), party.sfu().name(), taken);
      }
    }
    result.allocated(parties.get(0).allocatedForAPacket(pace.measured()));
    // The reflector knows nothing of joining.
    for (Party party : parties.subList(0, 2)) {
      result.joined(party.sfu(), party.joinMillis(NEWCOMERS));
    }
    for (Sfu unit : units) {
      result.holds(unit);
      unit.empty();
    }
    return result.lines();
  }

  /** An address of this machine that is not the loopback: Janus does not offer that one. */
  private static String ownAddress() throws IOException {
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(each.getInetAddresses())) {
        if (each.isUp() && !address.isLoopbackAddress() && address instanceof Inet4Address) {
          return address.getHostAddress();
        }
      }
    }
    throw new IOException("this machine has no address but the loopback");
  }
}
