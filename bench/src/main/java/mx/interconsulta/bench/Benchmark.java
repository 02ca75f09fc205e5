package mx.interconsulta.bench;

import java.util.List;

/** Runs us and a baseline side by side and says what came out. */
public interface Benchmark {

  /** The word after {@code bin/bench}. */
  String name();

  /**
   * Sets up what it needs, interleaves us and the baseline at least three times, and takes
   * everything down again.
   *
   * @param quick under 60 s, for a first look
   */
  List<Measurement> run(boolean quick) throws Exception;
}
