package mx.interconsulta.media.transport.srtp;

import org.jitsi.utils.ByteArrayBuffer;

/**
 * A packet inside a larger array, as the cipher wants to see it; one is reused for all packets, so
 * that nothing is allocated for a packet.
 */
public final class PacketView implements ByteArrayBuffer {
  private static final byte[] NONE = {};

  private byte[] buffer = NONE;
  private int offset;
  private int length;

  /** Looks at these bytes from now on. */
  public PacketView on(byte[] bytes, int from, int size) {
    buffer = bytes;
    offset = from;
    length = size;
    return this;
  }

  @Override
  public byte[] getBuffer() {
    return buffer;
  }

  @Override
  public int getOffset() {
    return offset;
  }

  @Override
  public int getLength() {
    return length;
  }

  @Override
  public void setLength(int size) {
    length = size;
  }

  @Override
  public void setOffset(int from) {
    offset = from;
  }

  @Override
  public boolean isInvalid() {
    return offset < 0 || length < 0 || offset + length > buffer.length;
  }

  @Override
  public void readRegionToBuff(int from, int size, byte[] out) {
    System.arraycopy(buffer, offset + from, out, 0, size);
  }

  /** The room is always there: callers leave it behind every packet. */
  @Override
  public void grow(int more) {
    if (offset + length + more > buffer.length) {
      throw new IllegalStateException("no room behind the packet");
    }
  }

  @Override
  public void append(byte[] bytes, int size) {
    System.arraycopy(bytes, 0, buffer, offset + length, size);
    length += size;
  }

  @Override
  public void shrink(int by) {
    length -= by;
  }
}
