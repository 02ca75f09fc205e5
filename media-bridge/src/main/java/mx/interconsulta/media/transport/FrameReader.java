package mx.interconsulta.media.transport;

import io.netty.buffer.ByteBuf;

/**
 * Takes packets out of a TCP stream, each behind its length in two bytes (RFC 4571, section 2). One
 * array per connection, reused; a frame longer than the limit ends the connection, as there is no
 * way to find the next one.
 */
final class FrameReader {

  /** Where frames go; the bytes are valid during the call. */
  @FunctionalInterface
  interface Frames {
    /** Gives false when nothing more is wanted. */
    boolean frame(byte[] buffer, int offset, int length);
  }

  private final byte[] frame;
  private int expected = -1;
  private int firstByte = -1;
  private int held;

  FrameReader(int limit) {
    frame = new byte[limit];
  }

  /** Reads on. False when the connection has to be closed. */
  boolean read(ByteBuf bytes, Frames frames) {
    while (bytes.isReadable()) {
      if (expected < 0) {
        int next = bytes.readUnsignedByte();
        if (firstByte < 0) {
          firstByte = next;
          continue;
        }
        expected = firstByte << 8 | next;
        firstByte = -1;
        held = 0;
        if (expected > frame.length) {
          return false;
        }
      }
      int taken = Math.min(expected - held, bytes.readableBytes());
      bytes.readBytes(frame, held, taken);
      held += taken;
      if (held == expected) {
        int length = expected;
        expected = -1;
        if (length > 0 && !frames.frame(frame, 0, length)) {
          return false;
        }
      }
    }
    return true;
  }
}
