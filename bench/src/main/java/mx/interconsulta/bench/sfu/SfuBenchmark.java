package mx.interconsulta.bench.sfu;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import mx.interconsulta.bench.Benchmark;
import mx.interconsulta.bench.Measurement;
import mx.interconsulta.bench.Rounds;
import mx.interconsulta.media.synthetic.SyntheticNet;

/**
 * What forwarding costs: ours and Janus's videoroom under the same synthetic load with real ICE,
 * DTLS and SRTP, and a bare UDP reflector as the host's own noise. All three stay up with their
 * members in while they take turns, so that a noisy minute falls on each.
 */
public final class SfuBenchmark implements Benchmark {
  private static final String JANUS = "Janus 1.1.2 videoroom";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double P99_MILLIS = 5;
  private static final double P999_MILLIS = 20;

  private static final Party.Scenario FOUR = new Party.Scenario("4 peers", 1, 4, 0);
  private static final Party.Scenario EIGHT = new Party.Scenario("8 peers", 1, 8, 0);
  private static final List<Party.Scenario> ALL =
      List.of(
          new Party.Scenario("2 peers", 1, 2, 0),
          FOUR,
          EIGHT,
          new Party.Scenario("1 sender, 100 listeners", 1, 1, 100),
          new Party.Scenario("10 rooms of 2", 10, 2, 0));

  /** At most this fraction of Janus's processor time for a packet. */
  private static final Map<String, Double> TARGETS =
      Map.of("4 peers", 0.6, "8 peers", 0.5, "1 sender, 100 listeners", 0.5);

  @Override
  public String name() {
    return "sfu";
  }

  @Override
  public String about() {
    return "processor time, delay and memory of forwarding, against " + JANUS;
  }

  @Override
  public List<Measurement> run(boolean quick) throws Exception {
    List<Measurement> lines = new ArrayList<>();
    String host = ownAddress();
    Vertx vertx = Vertx.vertx();
    try (SyntheticNet net = new SyntheticNet()) {
      for (Party.Scenario scenario : quick ? List.of(FOUR, EIGHT) : ALL) {
        lines.addAll(run(scenario, vertx, net, host, quick));
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
    return lines;
  }

  private static List<Measurement> run(
      Party.Scenario scenario, Vertx vertx, SyntheticNet net, String host, boolean quick)
      throws Exception {
    try (Sfu ours = new OurSfu(vertx, net, host);
        Sfu janus = new JanusSfu(vertx, net, host);
        Sfu reflector = new ReflectorSfu(net, host)) {
      List<Party> parties = new ArrayList<>();
      for (Sfu each : List.of(ours, janus, reflector)) {
        Party party = new Party(each, net.loop(), scenario);
        party.gather();
        if (!party.warmUp(Duration.ofSeconds(quick ? 4 : 20), PATIENCE)) {
          System.err.println(each.name() + " does not forward everything with " + scenario.name());
        }
        parties.add(party);
      }
      Map<String, List<Party.Figures>> figures = new LinkedHashMap<>();
      int rounds = quick ? 2 : 3;
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < parties.size(); i++) {
          Party party = parties.get((i + round) % parties.size());
          Party.Figures taken =
              party.measure(Duration.ofSeconds(quick ? 1 : 3), Duration.ofSeconds(quick ? 2 : 10));
          figures.computeIfAbsent(party.sfu().name(), name -> new ArrayList<>()).add(taken);
          System.err.printf("%s, %s: %s%n", scenario.name(), party.sfu().name(), taken);
        }
      }
      return new Table(scenario, figures)
          .lines(
              memory(ours),
              memory(janus),
              parties.get(0).joinMillis(999),
              parties.get(1).joinMillis(999));
    }
  }

  /** Resident memory in MB. */
  private static double memory(Sfu sfu) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + sfu.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("no VmRSS");
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

  /** One scenario's lines. */
  private record Table(Party.Scenario scenario, Map<String, List<Party.Figures>> figures) {

    List<Measurement> lines(
        double ourMemory, double janusMemory, double ourJoin, double janusJoin) {
      List<Measurement> lines = new ArrayList<>();
      lines.add(
          line(
              "CPU per 100,000 packets",
              "s",
              median("ours", Party.Figures::cpuSeconds),
              median("Janus", Party.Figures::cpuSeconds),
              Rounds.spread(values("ours", Party.Figures::cpuSeconds)),
              TARGETS.get(scenario.name())));
      lines.add(
          line(
              "of the packets, delivered",
              "fraction",
              median("ours", Party.Figures::delivered),
              median("Janus", Party.Figures::delivered),
              1,
              null));
      delay(lines, "p50", Party.Figures::p50, null);
      delay(lines, "p99", Party.Figures::p99, P99_MILLIS);
      delay(lines, "p99.9", Party.Figures::p999, P999_MILLIS);
      lines.add(line("resident memory", "MB", ourMemory, janusMemory, 1, null));
      lines.add(line("join to first packet", "ms", ourJoin, janusJoin, 1, null));
      return lines;
    }

    /** Ours less the reflector's, which is the host's own. */
    private void delay(
        List<Measurement> lines,
        String which,
        ToDoubleFunction<Party.Figures> value,
        Double target) {
      double noise = median("reflector", value);
      lines.add(
          new Measurement(
              "sfu",
              scenario.name() + ": added delay " + which,
              "ms",
              Measurement.Better.LOWER,
              Math.max(0, median("ours", value) - noise),
              null,
              "bare UDP reflector",
              Rounds.spread(values("ours", value)),
              target));
      lines.add(
          line("delay " + which, "ms", median("ours", value), median("Janus", value), 1, null));
    }

    private Measurement line(
        String metric, String unit, double ours, double janus, double spread, Double target) {
      return new Measurement(
          "sfu",
          scenario.name() + ": " + metric,
          unit,
          unit.equals("fraction") ? Measurement.Better.HIGHER : Measurement.Better.LOWER,
          ours,
          janus,
          JANUS,
          spread,
          target);
    }

    private double median(String name, ToDoubleFunction<Party.Figures> value) {
      return Rounds.median(values(name, value));
    }

    private double[] values(String name, ToDoubleFunction<Party.Figures> value) {
      return figures.get(name).stream().mapToDouble(value).toArray();
    }
  }
}
