package mx.interconsulta.bench.book;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mx.interconsulta.bench.Benchmark;
import mx.interconsulta.bench.ChildProcess;
import mx.interconsulta.bench.Measurement;
import mx.interconsulta.bench.Rounds;
import mx.interconsulta.bench.ScratchFolder;

/**
 * Places claimed a second through the program, beside raw inserts of documents of the same shape
 * under the same indexes, from one process and from two. Each turn has a fresh database process and
 * begins when all compilers rest; the three take their turns in another order in each round.
 */
public final class BookBenchmark implements Benchmark {
  private static final double OF_RAW = 0.5;
  private static final double NOT_SLOWER = 1.0;
  private static final int WARM_UP_AT_MOST = 60;

  /** Who takes a turn: what a load does, in how many processes. */
  private enum Side {
    RAW("raw", 1),
    ONE("book", 1),
    TWO("book", 2);

    private final String what;
    private final int processes;

    Side(String what, int processes) {
      this.what = what;
      this.processes = processes;
    }
  }

  @Override
  public String name() {
    return "book";
  }

  @Override
  public List<Measurement> run(boolean quick) throws Exception {
    // The first look has no time to let the compiler finish: it goes without its second stage.
    List<String> compiling = quick ? List.of("-XX:TieredStopAtLevel=1") : List.of();
    int rounds = quick ? 1 : 3;
    int seconds = quick ? 3 : 10;
    Map<Side, double[]> results = new EnumMap<>(Side.class);
    List.of(Side.values()).forEach(side -> results.put(side, new double[rounds]));
    for (int round = 0; round < rounds; round++) {
      List<Side> order = new ArrayList<>(List.of(Side.values()));
      Collections.rotate(order, round);
      for (Side side : order) {
        double rate = turn(side, compiling, seconds);
        System.out.printf(Locale.ROOT, "round %d, %s: %.0f/s%n", round + 1, side, rate);
        results.get(side)[round] = rate;
      }
    }
    return List.of(
        line("booked", results.get(Side.ONE), results.get(Side.RAW), "raw inserts", OF_RAW),
        line(
            "booked by two processes",
            results.get(Side.TWO),
            results.get(Side.ONE),
            "one process",
            NOT_SLOWER));
  }

  private static Measurement line(
      String metric, double[] ours, double[] theirs, String baseline, double target) {
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

  /** Acknowledged a second over all processes; as many clients however many they are. */
  private static double turn(Side side, List<String> compiling, int seconds) throws Exception {
    List<Load> loads = new ArrayList<>();
    try (ScratchFolder folder = ScratchFolder.make();
        ChildProcess database =
            ChildProcess.java(
                "mx.interconsulta.platform.database.DatabaseProcess",
                Map.of(
                    "DATA_DIR",
                    folder.path().toString(),
                    "PORT",
                    "0",
                    "JAVA_TOOL_OPTIONS",
                    String.join(" ", compiling)),
                "(mongodb://[^/\\s]+)")) {
      String uri = database.ready(1);
      try (Load prepare = Load.start(compiling, "prepare", uri)) {
        prepare.acknowledged();
      }
      String dawn = Long.toString(Instant.now().getEpochSecond());
      for (int i = 0; i < side.processes; i++) {
        loads.add(
            Load.start(
                compiling,
                side.what,
                uri,
                dawn,
                Integer.toString(i),
                Integer.toString(BookLoad.CLIENTS / side.processes),
                Integer.toString(WARM_UP_AT_MOST),
                Integer.toString(seconds)));
      }
      for (String said : List.of("READY", "WARM", "STOPPED")) {
        for (Load load : loads) {
          load.await(said);
        }
        for (Load load : loads) {
          load.go();
        }
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

  /** A process under load, started, let go together with the others, and asked what it did. */
  private record Load(Process process, BufferedReader output) implements AutoCloseable {
    static Load start(List<String> compiling, String... arguments) throws IOException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  System.getProperty("java.home") + "/bin/java", "-Xmx512m", "-XX:+UseSerialGC"));
      command.addAll(compiling);
      command.addAll(
          List.of("-cp", System.getProperty("java.class.path"), BookLoad.class.getName()));
      command.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new Load(
          process,
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    void go() throws IOException {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }

    /** How many were acknowledged; fails when one was refused: every client has its own places. */
    int acknowledged() throws IOException {
      String[] words = await("DONE").split(" ", -1);
      if (!words[2].equals("0")) {
        throw new IOException(words[2] + " places were refused");
      }
      return Integer.parseInt(words[1]);
    }

    private String await(String word) throws IOException {
      String last = "nothing";
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(word)) {
          return line;
        }
        last = line;
      }
      throw new IOException("the load ended before it said " + word + "; last it said " + last);
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
