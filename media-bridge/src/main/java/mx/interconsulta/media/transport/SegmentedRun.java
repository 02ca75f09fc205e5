package mx.interconsulta.media.transport;

import io.netty.buffer.ByteBuf;

/**
 * Packets of one length for one remote address that leave as one datagram, which the kernel cuts up
 * again at the very end of its way (UDP_SEGMENT, Linux 4.18): a frame of a picture is several
 * packets, and most of what a packet costs is its way through the kernel.
 *
 * <p>A packet that is shorter may be the last of a run; one that is longer begins the next.
 */
final class SegmentedRun {
  /**
   * Longest packet that is joined with others: the least MTU of IPv6 less its headers. The kernel
   * does not fragment what it cuts up itself, so longer ones leave alone.
   */
  static final int LONGEST = 1280 - 40 - 8;

  /** Packets at most; the kernel takes 64 and 65,535 bytes. */
  static final int MOST = 16;

  private ByteBuf bytes;
  private int segment;
  private int packets;
  private boolean closed;

  boolean isEmpty() {
    return packets == 0;
  }

  /** Whether a packet of this length may still join. */
  boolean takes(int length) {
    return packets > 0 && !closed && length <= segment && packets < MOST;
  }

  /** Begins with a packet, in a buffer that has room for {@link #MOST} of its length. */
  void begin(ByteBuf room, byte[] buffer, int offset, int length) {
    bytes = room.writeBytes(buffer, offset, length);
    segment = length;
    packets = 1;
    closed = false;
  }

  void add(byte[] buffer, int offset, int length) {
    bytes.writeBytes(buffer, offset, length);
    packets++;
    closed = length < segment;
  }

  /** Length of every packet but perhaps the last. */
  int segment() {
    return segment;
  }

  int packets() {
    return packets;
  }

  /** Ends the run; its bytes are the caller's. */
  ByteBuf end() {
    ByteBuf ended = bytes;
    bytes = null;
    packets = 0;
    return ended;
  }
}
