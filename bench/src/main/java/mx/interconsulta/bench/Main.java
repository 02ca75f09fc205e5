package mx.interconsulta.bench;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mx.interconsulta.bench.book.BookBenchmark;
import mx.interconsulta.bench.relay.RelayBenchmark;
import mx.interconsulta.bench.ring.RingBenchmark;
import mx.interconsulta.bench.sfu.SfuBenchmark;

/**
 * Runs one benchmark for {@code bin/bench}, which says what each is about, and writes its result.
 */
public final class Main {
  private static final List<Benchmark> BENCHMARKS =
      List.of(new RelayBenchmark(), new RingBenchmark(), new BookBenchmark(), new SfuBenchmark());

  private Main() {}

  /** Arguments: a name and perhaps {@code --quick}. */
  public static void main(String[] arguments) throws Exception {
    List<String> words = Arrays.asList(arguments);
    boolean quick = words.contains("--quick");
    Benchmark chosen =
        BENCHMARKS.stream().filter(each -> words.contains(each.name())).findFirst().orElse(null);
    if (chosen == null) {
      System.err.println("no benchmark is called so: bin/bench lists them");
      System.exit(2);
      return;
    }
    List<Measurement> lines = chosen.run(quick);
    print(System.out, lines);
    System.out.println("written to " + write(chosen.name(), lines));
    System.exit(0);
  }

  /** Writes the result where the next run and other programs find it. */
  static Path write(String name, List<Measurement> lines) throws IOException {
    Path folder = Path.of(System.getProperty("bench.results", "bench/results"));
    Files.createDirectories(folder);
    JsonArray all = new JsonArray();
    lines.forEach(line -> all.add(line.toJson()));
    return Files.writeString(folder.resolve(name + ".json"), all.encodePrettily() + "\n");
  }

  static void print(PrintStream out, List<Measurement> lines) {
    out.printf(
        Locale.ROOT,
        "%-44s %12s %12s %8s %7s %8s  %s%n",
        "metric",
        "ours",
        "baseline",
        "ratio",
        "spread",
        "target",
        "");
    for (Measurement line : lines) {
      out.printf(
          Locale.ROOT,
          "%-44s %12s %12s %8s %7.2f %8s  %s%n",
          line.metric() + " (" + line.unit() + ")",
          number(line.ours()),
          number(line.baseline()),
          number(line.ratio()),
          line.spread(),
          number(line.target()),
          line.met() == null ? "" : line.met() ? "met" : "missed");
    }
  }

  private static String number(Double value) {
    if (value == null) {
      return "-";
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.3f", value);
  }
}
