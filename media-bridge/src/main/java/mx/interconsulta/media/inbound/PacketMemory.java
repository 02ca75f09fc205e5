package mx.interconsulta.media.inbound;

import mx.interconsulta.media.rtp.Codec;

/**
 * The last payloads of one stream, so that each subscriber who lost one can be sent it again (RFC
 * 4588). Bounded: a ring whose places are made on first use and then used again.
 */
public final class PacketMemory {
  private static final int LARGEST = 1500;

  private final byte[][] payloads;
  private final long[] sequences;
  private final int[] lengths;
  private final int[] timestamps;
  private final boolean[] markers;
  private final Codec[] codecs;
  private final int mask;
  private long newest = -1;

  /**
   * A memory.
   *
   * @param places how many packets, a power of two
   */
  PacketMemory(int places) {
    payloads = new byte[places][];
    sequences = new long[places];
    lengths = new int[places];
    timestamps = new int[places];
    markers = new boolean[places];
    codecs = new Codec[places];
    mask = places - 1;
    java.util.Arrays.fill(sequences, -1);
  }

  void keep(InboundPacket packet) {
    if (packet.payloadLength() > LARGEST || packet.sequence() + mask < newest) {
      return;
    }
    int place = (int) packet.sequence() & mask;
    if (payloads[place] == null || payloads[place].length < packet.payloadLength()) {
      payloads[place] = new byte[packet.payloadLength() <= 256 ? 256 : LARGEST];
    }
    System.arraycopy(
        packet.bytes(), packet.payloadAt(), payloads[place], 0, packet.payloadLength());
    sequences[place] = packet.sequence();
    lengths[place] = packet.payloadLength();
    timestamps[place] = packet.timestamp();
    markers[place] = packet.marker();
    codecs[place] = packet.codec();
    newest = Math.max(newest, packet.sequence());
  }

  /** The place of a packet, or -1 when it is not (or no longer) here. */
  public int find(long sequence) {
    int place = (int) sequence & mask;
    return sequences[place] == sequence ? place : -1;
  }

  public byte[] payload(int place) {
    return payloads[place];
  }

  public int length(int place) {
    return lengths[place];
  }

  public int timestamp(int place) {
    return timestamps[place];
  }

  public boolean marker(int place) {
    return markers[place];
  }

  public Codec codec(int place) {
    return codecs[place];
  }

  /** Forgets everything; the places stay. */
  void clear() {
    java.util.Arrays.fill(sequences, -1);
    newest = -1;
  }
}
