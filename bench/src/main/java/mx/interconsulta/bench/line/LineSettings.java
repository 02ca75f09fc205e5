package mx.interconsulta.bench.line;

import java.util.Locale;

/**
 * What one direction of a line does to the packets that cross it.
 *
 * @param loss share of packets lost, 0 to 1
 * @param burst mean number of packets lost in a row, at least 1 (1: each is lost by itself)
 * @param delayMillis time every packet takes
 * @param jitterMillis up to this much more or less, evenly spread; packets keep their order
 * @param reorder share of packets that overtake: they skip the delay, 0 to 1
 * @param rateKbit kilobits a second that fit through; 0 for as much as comes
 * @param queueMillis what waits at the narrow place is dropped beyond this many milliseconds of it
 * @param withoutUdp whether UDP is blocked, as by many a hospital's firewall
 */
public record LineSettings(
    double loss,
    double burst,
    double delayMillis,
    double jitterMillis,
    double reorder,
    double rateKbit,
    double queueMillis,
    boolean withoutUdp) {

  /** A cable: nothing is lost, held back or narrowed. */
  public static final LineSettings CABLE = new LineSettings(0, 1, 0, 0, 0, 0, 300, false);

  public LineSettings {
    share("loss", loss);
    share("reorder", reorder);
    atLeast("burst", burst, 1);
    atLeast("delay", delayMillis, 0);
    atLeast("jitter", jitterMillis, 0);
    atLeast("rate", rateKbit, 0);
    atLeast("queue", queueMillis, 0);
    if (jitterMillis > delayMillis) {
      throw new IllegalArgumentException("jitter is more than the delay it varies");
    }
  }

  /**
   * Reads settings such as {@code loss=10 burst=3 delay=200 jitter=50 reorder=1 rate=450
   * queue=300}: per cent, packets, milliseconds and kbit/s. What is not named is that of a cable.
   */
  public static LineSettings parse(String text) {
    double loss = 0;
    double burst = 1;
    double delay = 0;
    double jitter = 0;
    double reorder = 0;
    double rate = 0;
    double queue = CABLE.queueMillis;
    boolean withoutUdp = false;
    for (String word : text.trim().split("\\s+", -1)) {
      if (word.isEmpty()) {
        continue;
      }
      String[] pair = word.split("=", 2);
      if (pair.length != 2) {
        throw new IllegalArgumentException("not a setting: " + word);
      }
      double value = Double.parseDouble(pair[1]);
      switch (pair[0].toLowerCase(Locale.ROOT)) {
        case "loss" -> loss = value / 100;
        case "burst" -> burst = value;
        case "delay" -> delay = value;
        case "jitter" -> jitter = value;
        case "reorder" -> reorder = value / 100;
        case "rate" -> rate = value;
        case "queue" -> queue = value;
        case "udp" -> withoutUdp = value == 0;
        default -> throw new IllegalArgumentException("no setting is called " + pair[0]);
      }
    }
    return new LineSettings(loss, burst, delay, jitter, reorder, rate, queue, withoutUdp);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be at least 0 and under 100 %");
    }
  }

  private static void atLeast(String name, double value, double least) {
    if (!(value >= least)) {
      throw new IllegalArgumentException(name + " must be at least " + least);
    }
  }
}
