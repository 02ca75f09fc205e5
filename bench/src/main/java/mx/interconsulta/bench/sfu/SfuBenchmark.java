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

  private static final List<Party.Scenario> QUICK =
      List.of(new Party.Scenario("8 peers", 1, 8, 0), new Party.Scenario("4 peers", 1, 4, 0));

  /** The largest first, so that what compiles itself has done so before anything is measured. */
  private static final List<Party.Scenario> ALL =
      List.of(
          // Nearly half a processor of ours; for Janus and the load two would not be enough.
          new Party.Scenario("9 rooms of 8", 9, 8, 0, false),
          new Party.Scenario("4 rooms of 8", 4, 8, 0),
          QUICK.get(0),
          QUICK.get(1),
          new Party.Scenario("2 peers", 1, 2, 0),
          new Party.Scenario("1 sender, 100 listeners", 1, 1, 100),
          new Party.Scenario("10 rooms of 2", 10, 2, 0));

  /** The three that are compared. */
  private record Units(OurSfu ours, Sfu janus, Sfu reflector) {
    List<Sfu> all() {
      return List.of(ours, janus, reflector);
    }

    List<Sfu> of(Party.Scenario scenario) {
      return scenario.compared() ? all() : List.of(ours, reflector);
    }
  }

  /**
   * How long things are let run.
   *
   * @param warmUp for the unit that is compiled while it runs
   * @param again the same, once it has run before
   */
  private record Pace(Duration warmUp, Duration again, Duration settle, Duration measured) {
    static final Pace QUICK = of(13_000, 1_000, 200, 900);
    static final Pace WHOLE = of(25_000, 8_000, 1_000, 5_000);

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
        OurSfu ours = new OurSfu(vertx, net, host);
        Sfu janus = new JanusSfu(vertx, net, host);
        Sfu reflector = new ReflectorSfu(net, host)) {
      Units units = new Units(ours, janus, reflector);
      Allocation.prepare(ours);
      if (quick) {
        // In at once: who joins later has much of the JVM's work thrown away and done again.
        lines.addAll(run(QUICK, units, net, Pace.QUICK.warmUp(), Pace.QUICK));
      } else {
        Duration warmUp = Pace.WHOLE.warmUp();
        for (Party.Scenario scenario : ALL) {
          lines.addAll(run(List.of(scenario), units, net, warmUp, Pace.WHOLE));
          warmUp = Pace.WHOLE.again();
        }
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
    return lines;
  }

  /** Scenarios whose members are all in at once, and send in turn. */
  private static List<Measurement> run(
      List<Party.Scenario> together, Units units, SyntheticNet net, Duration warmUp, Pace pace)
      throws Exception {
    List<List<Party>> parties = new ArrayList<>();
    for (Party.Scenario scenario : together) {
      List<Party> ofScenario = new ArrayList<>();
      for (Sfu unit : units.of(scenario)) {
        Party party = new Party(unit, net.loop(), scenario);
        party.gather();
        ofScenario.add(party);
      }
      parties.add(ofScenario);
    }
    for (List<Party> ofScenario : parties) {
      warmUp(ofScenario, ofScenario == parties.get(0) ? warmUp : pace.again(), pace);
    }
    List<Measurement> lines = new ArrayList<>();
    List<ScenarioResult> results = new ArrayList<>();
    for (int i = 0; i < together.size(); i++) {
      results.add(measured(together.get(i), parties.get(i), pace));
    }
    for (int i = 0; i < together.size(); i++) {
      ScenarioResult result = results.get(i);
      // Last, for a recording has much of the JVM's work thrown away.
      result.allocated(Allocation.of(units.ours(), parties.get(i).get(0), pace.measured()));
      for (Party party : parties.get(i)) {
        // It knows nothing of joining.
        if (party.sfu() != units.reflector()) {
          result.joined(party.sfu(), party.joinMillis(NEWCOMERS));
          result.holds(party.sfu());
        }
      }
      lines.addAll(result.lines());
    }
    for (Sfu unit : units.all()) {
      unit.empty();
    }
    return lines;
  }

  private static void warmUp(List<Party> parties, Duration warmUp, Pace pace) throws Exception {
    for (Party party : parties) {
      Duration least = party.sfu() instanceof OurSfu ? warmUp : pace.again();
      if (!party.warmUp(least, PATIENCE)) {
        System.err.println(party.sfu().name() + " does not forward everything");
      }
    }
  }

  private static ScenarioResult measured(Party.Scenario scenario, List<Party> parties, Pace pace)
      throws Exception {
    ScenarioResult result = new ScenarioResult(scenario);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < parties.size(); i++) {
        Party party = parties.get((i + round) % parties.size());
        Party.Figures taken = party.measure(pace.settle(), pace.measured());
        result.took(party.sfu(), taken);
        System.err.printf("%s, %s: %s%n", scenario.name(), party.sfu().name(), taken);
      }
    }
    return result;
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
