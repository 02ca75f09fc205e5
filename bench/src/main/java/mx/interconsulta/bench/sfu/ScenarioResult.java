package mx.interconsulta.bench.sfu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import mx.interconsulta.bench.Measurement;
import mx.interconsulta.bench.Rounds;

/** What was measured in one scenario, and the lines of it in the table. */
final class ScenarioResult {
  static final String JANUS = "Janus 1.1.2 videoroom";

  private static final String OURS_NAME = "ours";
  private static final String JANUS_NAME = "Janus";
  private static final double P99_MILLIS = 5;
  private static final double P999_MILLIS = 20;
  private static final double OWN_BYTES = 64;

  /** At most this fraction of Janus's processor time for a packet. */
  private static final Map<String, Double> OF_JANUS =
      Map.of("4 peers", 0.6, "8 peers", 0.5, "1 sender, 100 listeners", 0.5);

  private final Party.Scenario scenario;
  private final Map<String, List<Party.Figures>> figures = new HashMap<>();
  private final Map<String, double[]> joins = new HashMap<>();
  private final Map<String, Double> memory = new HashMap<>();
  private Allocation allocated;

  ScenarioResult(Party.Scenario scenario) {
    this.scenario = scenario;
  }

  void took(Sfu unit, Party.Figures round) {
    figures.computeIfAbsent(unit.name(), name -> new ArrayList<>()).add(round);
  }

  void joined(Sfu unit, double[] millis) {
    joins.put(unit.name(), millis);
  }

  void allocated(Allocation forAPacket) {
    allocated = forAPacket;
  }

  /** Resident memory, now that everybody is in. */
  void holds(Sfu unit) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + unit.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        memory.put(unit.name(), Long.parseLong(line.replaceAll("\\D", "")) / 1024.0);
      }
    }
  }

  List<Measurement> lines() {
    List<Measurement> lines = new ArrayList<>();
    lines.add(
        againstJanus(
            "CPU per 100,000 packets",
            "s",
            Party.Figures::cpuSeconds,
            OF_JANUS.get(scenario.name())));
    lines.add(againstJanus("processors kept busy", "cores", Party.Figures::cores, null));
    lines.add(
        againstJanus("of the packets, delivered", "fraction", Party.Figures::delivered, null));
    delay(lines, "p50", Party.Figures::p50, null);
    delay(lines, "p99", Party.Figures::p99, P99_MILLIS);
    delay(lines, "p99.9", Party.Figures::p999, P999_MILLIS);
    lines.add(alone("allocated for a packet by us", "bytes", allocated.ours(), OWN_BYTES));
    lines.add(alone("allocated for a packet by Netty", "bytes", allocated.network(), null));
    lines.add(alone("allocated for a packet by the cipher", "bytes", allocated.cipher(), null));
    lines.add(
        line(
            "resident memory",
            "MB",
            memory.get(OURS_NAME),
            memory.get(JANUS_NAME),
            JANUS,
            1,
            null));
    double[] ourJoins = joins.get(OURS_NAME);
    lines.add(
        line(
            "join to first packet",
            "ms",
            Rounds.median(ourJoins),
            scenario.compared() ? Rounds.median(joins.get(JANUS_NAME)) : null,
            JANUS,
            Rounds.spread(ourJoins),
            null));
    return lines;
  }

  /** Ours less the reflector's, which is the host's own; and beside it as they are, Janus's too. */
  private void delay(
      List<Measurement> lines, String which, ToDoubleFunction<Party.Figures> value, Double target) {
    double added =
        Math.max(
            0, Rounds.median(values(OURS_NAME, value)) - Rounds.median(values("reflector", value)));
    lines.add(
        line(
            "added delay " + which,
            "ms",
            added,
            null,
            "bare UDP reflector",
            Rounds.spread(values(OURS_NAME, value)),
            target));
    lines.add(againstJanus("delay " + which, "ms", value, null));
  }

  private Measurement againstJanus(
      String metric, String unit, ToDoubleFunction<Party.Figures> value, Double target) {
    double[] ours = values(OURS_NAME, value);
    return line(
        metric,
        unit,
        Rounds.median(ours),
        scenario.compared() ? Rounds.median(values(JANUS_NAME, value)) : null,
        JANUS,
        Rounds.spread(ours),
        target);
  }

  private Measurement alone(String metric, String unit, double ours, Double target) {
    return line(metric, unit, ours, null, "none", 1, target);
  }

  private Measurement line(
      String metric,
      String unit,
      double ours,
      Double baseline,
      String baselineName,
      double spread,
      Double target) {
    return new Measurement(
        "sfu",
        scenario.name() + ": " + metric,
        unit,
        unit.equals("fraction") ? Measurement.Better.HIGHER : Measurement.Better.LOWER,
        ours,
        baseline,
        baselineName,
        spread,
        target);
  }

  private double[] values(String name, ToDoubleFunction<Party.Figures> value) {
    return figures.get(name).stream().mapToDouble(value).toArray();
  }
}
