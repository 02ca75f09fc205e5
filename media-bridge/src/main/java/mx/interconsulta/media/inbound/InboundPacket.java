package mx.interconsulta.media.inbound;

import mx.interconsulta.media.rtp.Codec;
import mx.interconsulta.media.rtp.RtpPacket;
import mx.interconsulta.media.rtp.Vp8Payload;

/**
 * A packet from a participant, and what the steps found out about it. One object serves every
 * packet of a participant; it is good until the next one.
 */
public final class InboundPacket {
  final RtpPacket rtp = new RtpPacket();
  final Vp8Payload vp8 = new Vp8Payload();
  long arrivalNanos;
  InboundStream stream;
  Codec codec;
  boolean retransmitted;
  boolean late;
  boolean voiceMissing;
  long sequence;
  int payloadAt;
  int payloadLength;
  boolean keyFrame;
  boolean startOfFrame;
  int temporal;
  boolean layerSync;
  long picture;
  int audioBelow;

  void begin(long nanos) {
    arrivalNanos = nanos;
    stream = null;
    codec = null;
    retransmitted = false;
    late = false;
    voiceMissing = false;
    keyFrame = false;
    startOfFrame = false;
    temporal = 0;
    layerSync = false;
    picture = -1;
    audioBelow = -1;
  }

  public byte[] bytes() {
    return rtp.bytes();
  }

  /** Where the payload starts, after any retransmission header. */
  public int payloadAt() {
    return payloadAt;
  }

  public int payloadLength() {
    return payloadLength;
  }

  public boolean marker() {
    return rtp.marker();
  }

  public int timestamp() {
    return rtp.timestamp();
  }

  /** Sequence number of the stream, unwrapped. */
  public long sequence() {
    return sequence;
  }

  public Codec codec() {
    return codec;
  }

  public InboundStream stream() {
    return stream;
  }

  /** When it arrived, on the loop's clock. */
  public long arrivalNanos() {
    return arrivalNanos;
  }

  /** Whether newer packets of its stream have come before it. */
  public boolean late() {
    return late;
  }

  /** Whether a key frame begins here. */
  public boolean keyFrame() {
    return keyFrame;
  }

  /** Temporal layer; 0 where there are none. */
  public int temporal() {
    return temporal;
  }

  /** Whether a receiver may begin with this temporal layer here. */
  public boolean layerSync() {
    return layerSync;
  }

  /** Number of the picture, unwrapped; -1 where there is none. */
  public long picture() {
    return picture;
  }

  /** TL0PICIDX; -1 where there is none. */
  public int base() {
    return codec == Codec.VP8 ? vp8.base() : -1;
  }

  /** Level of sound, dB below the loudest (RFC 6464); -1 when not said. */
  public int audioBelow() {
    return audioBelow;
  }

  /** A header extension's first byte, or -1. */
  public int extension(int id) {
    int at = rtp.extensionAt(id);
    return at < 0 || rtp.extensionLength(id) < 1 ? -1 : rtp.bytes()[at] & 0xff;
  }
}
