package mx.interconsulta.media.outbound;

import java.util.Arrays;
import mx.interconsulta.media.inbound.InboundStream;

/**
 * With which numbers the last packets of a picture went out, so that one can be written again from
 * the memory of the stream it came from (RFC 4588). Bounded, and allocated once.
 */
final class SentPackets {
  private static final int PLACES = 1024;

  private final long[] sequences = new long[PLACES];
  private final InboundStream[] streams = new InboundStream[PLACES];
  private final long[] sources = new long[PLACES];
  private final int[] timestamps = new int[PLACES];
  private final long[] pictures = new long[PLACES];
  private final int[] bases = new int[PLACES];
  private final long[] resentAt = new long[PLACES];
  private long newest = -1;

  SentPackets() {
    Arrays.fill(sequences, -1);
  }

  void sent(
      long sequence, InboundStream stream, long source, int timestamp, long picture, int base) {
    int place = (int) (sequence % PLACES);
    sequences[place] = sequence;
    streams[place] = stream;
    sources[place] = source;
    timestamps[place] = timestamp;
    pictures[place] = picture;
    bases[place] = base;
    resentAt[place] = Long.MIN_VALUE;
    newest = Math.max(newest, sequence);
  }

  /** The place of the packet with a 16-bit number near the newest; -1 when it is not here. */
  int find(int sequence) {
    if (newest < 0) {
      return -1;
    }
    long whole = newest + (short) (sequence - (int) newest);
    if (whole < 0) {
      return -1;
    }
    int place = (int) (whole % PLACES);
    return sequences[place] == whole ? place : -1;
  }

  /** Whether the packet may be repeated now: not again before the last time could have arrived. */
  boolean mayRepeat(int place, long nowNanos, long waitNanos) {
    if (resentAt[place] != Long.MIN_VALUE && nowNanos - resentAt[place] < waitNanos) {
      return false;
    }
    resentAt[place] = nowNanos;
    return true;
  }

  /** Place of the newest packet but some; -1 when there is none. */
  int recent(int back) {
    long whole = newest - back;
    if (whole < 0) {
      return -1;
    }
    int place = (int) (whole % PLACES);
    return sequences[place] == whole ? place : -1;
  }

  long sequence(int place) {
    return sequences[place];
  }

  InboundStream stream(int place) {
    return streams[place];
  }

  long source(int place) {
    return sources[place];
  }

  int timestamp(int place) {
    return timestamps[place];
  }

  long picture(int place) {
    return pictures[place];
  }

  int base(int place) {
    return bases[place];
  }
}
