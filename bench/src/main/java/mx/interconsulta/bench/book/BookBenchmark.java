package mx.interconsulta.bench.book;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mx.interconsulta.bench.Benchmark;
import mx.interconsulta.bench.ChildProcess;
import mx.interconsulta.bench.Measurement;
import mx.interconsulta.bench.Rounds;

/**
 * Places claimed a second through the program, beside raw inserts of documents of the same shape
 * under the same indexes into the same database, from one process and from two. Each round has a
 * fresh database process, so that no side finds the other's leavings.
 */
public final class BookBenchmark implements Benchmark {
  private static final double OF_RAW = 0.5;
  private static final double NOT_SLOWER = 1.0;
  private static final int CLIENTS = 32;

  @Override
  public String name() {
    return "book";
  }

  @Override
  public String about() {
    return "places booked a second, against raw inserts with the same indexes; two processes against one";
  }

  @Override
  public List<Measurement> run(boolean quick) throws Exception {
    int rounds = 3;
    int seconds = quick ? 3 : 12;
    Rounds.Pairs<Double> single =
        Rounds.interleave(rounds, () -> round("book", 1, seconds), () -> round("raw", 1, seconds));
    Rounds.Pairs<Double> pair =
        Rounds.interleave(rounds, () -> round("book", 2, seconds), () -> round("book", 1, seconds));
    return List.of(
        line("booked", single, "raw inserts, same indexes", OF_RAW),
        line("booked by two processes", pair, "one process", NOT_SLOWER));
  }

  private static Measurement line(
      String metric, Rounds.Pairs<Double> pairs, String baseline, double target) {
    double[] ours = pairs.ours().stream().mapToDouble(Double::doubleValue).toArray();
    double[] theirs = pairs.baseline().stream().mapToDouble(Double::doubleValue).toArray();
    return new Measurement(
        "book",
        metric,
        "1/s",
        Measurement.Better.HIGHER,
        Rounds.median(ours),
        Rounds.median(theirs),
        baseline,
        Rounds.spread(ours),
        target);
  }

  /** One round: acknowledged a second over all processes; as many clients however many they are. */
  private static double round(String what, int processes, int seconds) throws Exception {
    Path directory = Files.createTempDirectory("interconsulta-book");
    try (ChildProcess database =
        ChildProcess.java(
            "mx.interconsulta.platform.database.DatabaseProcess",
            Map.of("DATA_DIR", directory.toString(), "PORT", "0"),
            "(mongodb://\\S+)")) {
      String uri = database.ready(1);
      try (Load prepare = Load.start("prepare", uri, 0, 0, 0)) {
        prepare.acknowledged();
      }
      List<Load> loads = new ArrayList<>();
      try {
        for (int i = 0; i < processes; i++) {
          loads.add(Load.start(what, uri, i, CLIENTS / processes, seconds));
        }
        for (Load load : loads) {
          load.ready();
        }
        for (Load load : loads) {
          load.go();
        }
        int all = 0;
        for (Load load : loads) {
          all += load.acknowledged();
        }
        return all / (double) seconds;
      } finally {
        loads.forEach(Load::close);
      }
    }
  }

  /** A process under load, started, let go together with the others, and asked what it did. */
  private record Load(Process process, BufferedReader output) implements AutoCloseable {
    static Load start(String what, String uri, int seed, int clients, int seconds)
        throws IOException {
      Process process =
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/java",
                  "-Xmx512m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BookLoad.class.getName(),
                  what,
                  uri,
                  Integer.toString(seed),
                  Integer.toString(clients),
                  Integer.toString(seconds))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Load(
          process,
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    void ready() throws IOException {
      await("READY");
    }

    void go() throws IOException {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }

    int acknowledged() throws IOException {
      return Integer.parseInt(await("DONE").split(" ", -1)[1]);
    }

    private String await(String word) throws IOException {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(word)) {
          return line;
        }
      }
      throw new IOException("the load ended before it said " + word);
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
