package mx.interconsulta.media.transport;

import java.util.Arrays;

/**
 * The last sound packets of a peer as they went out, to send the very same bytes again: browsers
 * ask for lost sound but know no RTX for it, and under one sequence number only identical bytes are
 * harmless to the cipher. A place for each sequence number and SSRC, by remainder: the newest
 * packet takes it.
 */
final class SentSound {
  /** More than a second of one sound, a third of a second of eight. */
  private static final int PLACES = 128;

  /** Opus beyond this is music in stereo with redundancy; it is not kept. */
  private static final int LONGEST = 400;

  private final byte[][] packets = new byte[PLACES][];
  private final int[] lengths = new int[PLACES];

  /** Keeps a sealed RTP packet. */
  void keep(byte[] buffer, int offset, int length) {
    if (length > LONGEST) {
      return;
    }
    int place = place(int32(buffer, offset + 8), int16(buffer, offset + 2));
    byte[] kept = packets[place];
    if (kept == null || kept.length < length) {
      kept = new byte[(length + 63) & ~63];
      packets[place] = kept;
    }
    System.arraycopy(buffer, offset, kept, 0, length);
    lengths[place] = length;
  }

  /** The packet's bytes, the first {@link #length} of them; or null when it is not there. */
  byte[] find(int ssrc, int sequence) {
    byte[] kept = packets[place(ssrc, sequence)];
    return kept != null && int32(kept, 8) == ssrc && int16(kept, 2) == sequence ? kept : null;
  }

  int length(int ssrc, int sequence) {
    return lengths[place(ssrc, sequence)];
  }

  void clear() {
    Arrays.fill(packets, null);
  }

  private static int place(int ssrc, int sequence) {
    return (ssrc * 31 + sequence) & (PLACES - 1);
  }

  private static int int16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  private static int int32(byte[] bytes, int at) {
    return int16(bytes, at) << 16 | int16(bytes, at + 2);
  }
}
