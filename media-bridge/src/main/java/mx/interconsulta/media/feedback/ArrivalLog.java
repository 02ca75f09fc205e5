package mx.interconsulta.media.feedback;

import java.util.Arrays;
import mx.interconsulta.media.rtp.RtcpWriter;
import mx.interconsulta.media.rtp.Sequence;
import mx.interconsulta.media.rtp.TransportFeedback;

/**
 * When each packet of one participant's transport arrived, told back to it every 50 ms or so
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01), so that its browser knows what its line
 * carries. A packet that comes after its turn was told is told again as arrived.
 */
public final class ArrivalLog {
  private static final int WINDOW = 2048;

  private final Sequence sequence = new Sequence(16);
  private final long[] micros = new long[WINDOW];
  private final long[] run = new long[TransportFeedback.MAX_PACKETS];
  private final byte[] body = new byte[RtcpWriter.LIMIT];
  private long newest = -1;
  private long next = -1;
  private int number;

  public ArrivalLog() {
    Arrays.fill(micros, TransportFeedback.NEVER);
  }

  /** A packet with this transport-wide number arrived. */
  public void arrived(int transportSequence, long nanos) {
    long whole = sequence.extend(transportSequence);
    if (newest < 0) {
      newest = whole;
      next = whole;
    }
    if (whole <= newest - WINDOW) {
      return;
    }
    for (long each = Math.max(newest + 1, whole - WINDOW + 1); each <= whole; each++) {
      micros[(int) (each % WINDOW)] = TransportFeedback.NEVER;
    }
    newest = Math.max(newest, whole);
    micros[(int) (whole % WINDOW)] = nanos / 1000;
    if (whole < next) {
      next = whole;
    }
  }

  /** Whether something arrived that was not told. */
  public boolean hasNews() {
    return newest >= 0 && next <= newest;
  }

  /**
   * Writes the next feedback.
   *
   * @param sender our SSRC
   * @param ssrc some stream of the participant
   * @return whether there was something to tell
   */
  public boolean tell(RtcpWriter writer, int sender, int ssrc) {
    if (next < 0 || next > newest) {
      return false;
    }
    long from = Math.max(next, newest - WINDOW + 1);
    while (from <= newest && micros[(int) (from % WINDOW)] == TransportFeedback.NEVER) {
      from++;
    }
    int count = (int) Math.min(run.length, newest - from + 1);
    if (count <= 0) {
      next = newest + 1;
      return false;
    }
    for (int i = 0; i < count; i++) {
      run[i] = micros[(int) ((from + i) % WINDOW)];
    }
    TransportFeedback.Written written =
        TransportFeedback.write(body, (int) from & 0xffff, run, count, number);
    if (!writer.arrivals(sender, ssrc, body, written.length())) {
      return false;
    }
    number = (number + 1) & 0xff;
    next = from + written.packets();
    return true;
  }
}
