package mx.interconsulta.bench;

import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * One line of a benchmark's result: us beside a baseline, measured in one run.
 *
 * @param benchmark name of the benchmark
 * @param metric what was measured
 * @param unit unit of {@code ours} and {@code baseline}
 * @param better whether lower or higher is better
 * @param ours our median
 * @param baseline the baseline's median; null when the metric has no counterpart
 * @param baselineName what the baseline is
 * @param spread largest over smallest of our rounds, 1 when all are equal
 * @param target what the ratio, or ours where there is no baseline, must reach; null for no target
 */
public record Measurement(
    String benchmark,
    String metric,
    String unit,
    Better better,
    double ours,
    Double baseline,
    String baselineName,
    double spread,
    Double target) {

  /** Which way is good. */
  public enum Better {
    LOWER,
    HIGHER;

    boolean reaches(double value, double target) {
      return this == LOWER ? value <= target : value >= target;
    }

    String token() {
      return this == LOWER ? "lower" : "higher";
    }
  }

  public Measurement {
    Objects.requireNonNull(benchmark, "benchmark");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(better, "better");
    Objects.requireNonNull(baselineName, "baselineName");
  }

  /** Ours divided by the baseline; null when there is none. */
  public Double ratio() {
    return baseline == null || baseline == 0 ? null : ours / baseline;
  }

  /** Whether the target is met; null when there is none. */
  public Boolean met() {
    if (target == null) {
      return null;
    }
    Double ratio = ratio();
    return better.reaches(ratio == null ? ours : ratio, target);
  }

  /** The line as it is written to {@code bench/results}. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("benchmark", benchmark)
        .put("metric", metric)
        .put("unit", unit)
        .put("better", better.token())
        .put("ours", ours)
        .put("baseline", baseline)
        .put("baselineName", baselineName)
        .put("ratio", ratio())
        .put("spread", spread)
        .put("target", target)
        .put("met", met());
  }
}
