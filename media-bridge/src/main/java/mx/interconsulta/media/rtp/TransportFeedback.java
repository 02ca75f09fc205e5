package mx.interconsulta.media.rtp;

/**
 * The body of transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1):
 * which packets of a run arrived, and when, in steps of 250 us. Reading and writing.
 */
public final class TransportFeedback {
  /** Most packets that one feedback tells of. */
  public static final int MAX_PACKETS = 500;

  /** Stands for a packet that did not arrive. */
  public static final long NEVER = Long.MIN_VALUE;

  private static final int REFERENCE_MICROS = 64_000;
  private static final int STEP_MICROS = 250;
  private static final int RUN_LIMIT = 0x1fff;

  /** Hears each packet of a run, in order. */
  public interface Receiver {
    /**
     * A packet.
     *
     * @param sequence its transport-wide number
     * @param micros when it arrived, on the receiver's clock; {@link #NEVER} when it did not
     */
    void packet(int sequence, long micros);
  }

  private TransportFeedback() {}

  /**
   * Reads a feedback. The reference time is as it stands, 24 bits of 64 ms, and wraps after 12
   * days.
   *
   * @return whether it was well formed to its end
   */
  public static boolean read(byte[] bytes, int at, int length, Receiver receiver) {
    if (length < 8) {
      return false;
    }
    int end = at + length;
    int sequence = BigEndian.u16(bytes, at);
    int count = BigEndian.u16(bytes, at + 2);
    long micros = (long) BigEndian.u24(bytes, at + 4) * REFERENCE_MICROS;
    int deltas = deltasAt(bytes, at + 8, end, count);
    if (deltas < 0) {
      return false;
    }
    int chunk = at + 8;
    int told = 0;
    while (told < count) {
      int word = BigEndian.u16(bytes, chunk);
      chunk += 2;
      int holds = Math.min(holds(word), count - told);
      for (int i = 0; i < holds; i++) {
        int status = status(word, i);
        long arrived = NEVER;
        if (status == 1) {
          if (deltas + 1 > end) {
            return false;
          }
          micros += (long) BigEndian.u8(bytes, deltas) * STEP_MICROS;
          deltas += 1;
          arrived = micros;
        } else if (status == 2) {
          if (deltas + 2 > end) {
            return false;
          }
          micros += (long) (short) BigEndian.u16(bytes, deltas) * STEP_MICROS;
          deltas += 2;
          arrived = micros;
        }
        receiver.packet((sequence + told) & 0xffff, arrived);
        told++;
      }
    }
    return true;
  }

  /** Where the chunks end; -1 when they are not all there. */
  private static int deltasAt(byte[] bytes, int from, int end, int count) {
    int at = from;
    int told = 0;
    while (told < count) {
      if (at + 2 > end) {
        return -1;
      }
      int holds = holds(BigEndian.u16(bytes, at));
      if (holds == 0) {
        return -1;
      }
      told += holds;
      at += 2;
    }
    return at;
  }

  private static int holds(int word) {
    if ((word & 0x8000) == 0) {
      return word & 0x1fff;
    }
    return (word & 0x4000) == 0 ? 14 : 7;
  }

  private static int status(int word, int i) {
    if ((word & 0x8000) == 0) {
      return (word >> 13) & 0x03;
    }
    if ((word & 0x4000) == 0) {
      return (word >> (13 - i)) & 0x01;
    }
    return (word >> (12 - 2 * i)) & 0x03;
  }

  /**
   * Writes a feedback.
   *
   * @param into where, from its start
   * @param sequence number of the first packet
   * @param micros when each arrived on our clock, or {@link #NEVER}; the first one did arrive
   * @param count how many; what cannot be told in one feedback is left for the next
   * @param number of the feedback, one more each time
   * @return how many packets are told
   */
  public static Written write(byte[] into, int sequence, long[] micros, int count, int number) {
    long reference = Math.floorDiv(micros[0], (long) REFERENCE_MICROS);
    long before = reference * (REFERENCE_MICROS / STEP_MICROS);
    int[] status = new int[count];
    int[] deltas = new int[count];
    int told = 0;
    for (; told < count; told++) {
      if (micros[told] == NEVER) {
        continue;
      }
      long step = Math.floorDiv(micros[told], (long) STEP_MICROS);
      long delta = step - before;
      if (delta < Short.MIN_VALUE || delta > Short.MAX_VALUE) {
        break;
      }
      status[told] = delta >= 0 && delta <= 255 ? 1 : 2;
      deltas[told] = (int) delta;
      before = step;
    }
    BigEndian.put16(into, 0, sequence);
    BigEndian.put16(into, 2, told);
    BigEndian.put24(into, 4, (int) (reference & 0xff_ffff));
    BigEndian.put8(into, 7, number);
    int at = writeChunks(into, status, told);
    for (int i = 0; i < told; i++) {
      if (status[i] == 1) {
        BigEndian.put8(into, at, deltas[i]);
        at += 1;
      } else if (status[i] == 2) {
        BigEndian.put16(into, at, deltas[i]);
        at += 2;
      }
    }
    return new Written(told, at);
  }

  private static int writeChunks(byte[] into, int[] status, int count) {
    int at = 8;
    int i = 0;
    while (i < count) {
      int run = 1;
      while (i + run < count && status[i + run] == status[i] && run < RUN_LIMIT) {
        run++;
      }
      int word;
      if (run >= 7 || i + run == count) {
        word = status[i] << 13 | run;
        i += run;
      } else {
        word = 0xc000;
        for (int symbol = 0; symbol < 7 && i + symbol < count; symbol++) {
          word |= status[i + symbol] << (12 - 2 * symbol);
        }
        i += Math.min(7, count - i);
      }
      BigEndian.put16(into, at, word);
      at += 2;
    }
    return at;
  }

  /**
   * What was written.
   *
   * @param packets how many packets it tells of
   * @param length its bytes
   */
  public record Written(int packets, int length) {}
}
