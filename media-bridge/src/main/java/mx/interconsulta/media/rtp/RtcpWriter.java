package mx.interconsulta.media.rtp;

import java.nio.charset.StandardCharsets;

/**
 * Writes RTCP packets one after the other into bytes of its own, for one datagram. What would not
 * fit is not written and said so by {@code false}; the caller sends what there is and begins anew.
 */
public final class RtcpWriter {
  /** Most that is written into one datagram. */
  public static final int LIMIT = 1200;

  private static final int ROOM_BEHIND = 64;

  private final byte[] bytes = new byte[LIMIT + ROOM_BEHIND];
  private int length;
  private int reportAt;

  /** Begins a datagram. */
  public void clear() {
    length = 0;
    reportAt = -1;
  }

  /** The datagram, with 64 free bytes behind for whoever encrypts it in place. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  private boolean begin(int count, int type, int size) {
    if (length + size > LIMIT) {
      return false;
    }
    BigEndian.put8(bytes, length, 0x80 | count);
    BigEndian.put8(bytes, length + 1, type);
    BigEndian.put16(bytes, length + 2, size / 4 - 1);
    return true;
  }

  /** A sender report without blocks (RFC 3550 §6.4.1). */
  public boolean senderReport(int ssrc, long ntp, int timestamp, long packets, long octets) {
    if (!begin(0, 200, 28)) {
      return false;
    }
    BigEndian.put32(bytes, length + 4, ssrc);
    BigEndian.put32(bytes, length + 8, (int) (ntp >>> 32));
    BigEndian.put32(bytes, length + 12, (int) ntp);
    BigEndian.put32(bytes, length + 16, timestamp);
    BigEndian.put32(bytes, length + 20, (int) packets);
    BigEndian.put32(bytes, length + 24, (int) octets);
    length += 28;
    return true;
  }

  /** An empty receiver report (RFC 3550 §6.4.2), to which blocks are added. */
  public boolean receiverReport(int ssrc) {
    if (!begin(0, 201, 8)) {
      return false;
    }
    BigEndian.put32(bytes, length + 4, ssrc);
    reportAt = length;
    length += 8;
    return true;
  }

  /** One block of the report that was just begun. */
  public boolean block(
      int ssrc, int fraction, long lost, long highest, long jitter, long lastReport, long delay) {
    int count = reportAt < 0 ? 31 : bytes[reportAt] & 0x1f;
    if (count == 31 || length + 24 > LIMIT) {
      return false;
    }
    BigEndian.put32(bytes, length, ssrc);
    BigEndian.put8(bytes, length + 4, fraction);
    BigEndian.put24(bytes, length + 5, (int) Math.max(-0x80_0000, Math.min(0x7f_ffff, lost)));
    BigEndian.put32(bytes, length + 8, (int) highest);
    BigEndian.put32(bytes, length + 12, (int) jitter);
    BigEndian.put32(bytes, length + 16, (int) lastReport);
    BigEndian.put32(bytes, length + 20, (int) delay);
    length += 24;
    bytes[reportAt]++;
    BigEndian.put16(bytes, reportAt + 2, (length - reportAt) / 4 - 1);
    return true;
  }

  /** The canonical name of a stream (RFC 3550 §6.5.1). */
  public boolean name(int ssrc, String canonical) {
    byte[] text = canonical.getBytes(StandardCharsets.US_ASCII);
    int size = (8 + 2 + text.length + 1 + 3) / 4 * 4;
    if (text.length > 255 || !begin(1, 202, size)) {
      return false;
    }
    BigEndian.put32(bytes, length + 4, ssrc);
    BigEndian.put8(bytes, length + 8, 1);
    BigEndian.put8(bytes, length + 9, text.length);
    System.arraycopy(text, 0, bytes, length + 10, text.length);
    for (int at = length + 10 + text.length; at < length + size; at++) {
      bytes[at] = 0;
    }
    length += size;
    return true;
  }

  /**
   * Asks for packets again (RFC 4585 §6.2.1).
   *
   * @param missing sequence numbers in order
   * @param count how many of them
   */
  public boolean missing(int sender, int ssrc, int[] missing, int count) {
    int start = length;
    if (count == 0 || !begin(1, 205, 16)) {
      return count == 0;
    }
    BigEndian.put32(bytes, length + 4, sender);
    BigEndian.put32(bytes, length + 8, ssrc);
    int at = length + 12;
    int i = 0;
    while (i < count && at + 4 <= LIMIT) {
      int first = missing[i++];
      int mask = 0;
      while (i < count) {
        int step = (missing[i] - first) & 0xffff;
        if (step == 0 || step > 16) {
          break;
        }
        mask |= 1 << (step - 1);
        i++;
      }
      BigEndian.put16(bytes, at, first);
      BigEndian.put16(bytes, at + 2, mask);
      at += 4;
    }
    length = at;
    BigEndian.put16(bytes, start + 2, (length - start) / 4 - 1);
    return i == count;
  }

  /** Asks for a key frame (RFC 4585 §6.3.1). */
  public boolean pictureLoss(int sender, int ssrc) {
    if (!begin(1, 206, 12)) {
      return false;
    }
    BigEndian.put32(bytes, length + 4, sender);
    BigEndian.put32(bytes, length + 8, ssrc);
    length += 12;
    return true;
  }

  /** Says that a stream ends (RFC 3550 §6.6). */
  public boolean bye(int ssrc) {
    if (!begin(1, 203, 8)) {
      return false;
    }
    BigEndian.put32(bytes, length + 4, ssrc);
    length += 8;
    return true;
  }

  /**
   * When packets of the whole transport arrived; {@link TransportFeedback} writes the rest.
   *
   * @param body bytes of the feedback behind the two SSRCs, as made by {@link TransportFeedback}
   */
  public boolean arrivals(int sender, int ssrc, byte[] body, int size) {
    int padded = (size + 3) / 4 * 4;
    if (!begin(15, 205, 12 + padded)) {
      return false;
    }
    BigEndian.put32(bytes, length + 4, sender);
    BigEndian.put32(bytes, length + 8, ssrc);
    System.arraycopy(body, 0, bytes, length + 12, size);
    for (int at = size; at < padded; at++) {
      bytes[length + 12 + at] = 0;
    }
    if (padded > size) {
      bytes[length] |= 0x20;
      bytes[length + 12 + padded - 1] = (byte) (padded - size);
    }
    length += 12 + padded;
    return true;
  }
}
