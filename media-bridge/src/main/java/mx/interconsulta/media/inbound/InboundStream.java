package mx.interconsulta.media.inbound;

import mx.interconsulta.media.feedback.Rate;
import mx.interconsulta.media.rtp.Sequence;

/**
 * One RTP stream of a participant: a sound, or one layer of a picture. What is measured and kept of
 * it. When its SSRC changes it is another stream.
 */
public final class InboundStream {
  /** Temporal layers that are told apart. */
  public static final int TEMPORAL_LAYERS = 4;

  private static final int VIDEO_PACKETS = 1024;
  private static final long LIVE_NANOS = 1_500_000_000L;

  /** Headers of IP, UDP and RTP, extensions and the cipher's tag: a fourth of a voice's packet. */
  private static final int AROUND_A_PAYLOAD = 70;

  final Sequence sequences = new Sequence(16);
  final LossTracker losses;
  private final InboundTrack track;
  private final int layer;
  private final int ssrc;
  private final Reception reception;
  private final PacketMemory memory;
  private final Rate[] rates = new Rate[TEMPORAL_LAYERS];
  private final KeyFrameRequests keyFrames = new KeyFrameRequests();
  private Sequence pictures;
  private int pictureBits;
  private long newestAt = Long.MIN_VALUE;
  private int height;

  InboundStream(InboundTrack track, int layer, int ssrc) {
    this.track = track;
    this.layer = layer;
    this.ssrc = ssrc;
    this.losses = new LossTracker(!track.isVideo());
    this.reception = new Reception(track.clockRate());
    this.memory = track.isVideo() ? new PacketMemory(VIDEO_PACKETS) : null;
    for (int i = 0; i < rates.length; i++) {
      rates[i] = new Rate();
    }
  }

  public InboundTrack track() {
    return track;
  }

  /** 0 is the smallest. */
  public int layer() {
    return layer;
  }

  public int ssrc() {
    return ssrc;
  }

  public Reception reception() {
    return reception;
  }

  /** Its last packets; null for sound. */
  public PacketMemory memory() {
    return memory;
  }

  public KeyFrameRequests keyFrames() {
    return keyFrames;
  }

  /** Height of the last key frame, 0 when not known. */
  public int height() {
    return height;
  }

  void height(int now) {
    height = now;
  }

  void count(InboundPacket packet) {
    rates[Math.min(packet.temporal(), TEMPORAL_LAYERS - 1)].add(
        packet.arrivalNanos(), packet.payloadLength() + AROUND_A_PAYLOAD);
    newestAt = packet.arrivalNanos();
  }

  long picture(int number, int bits) {
    if (pictures == null || pictureBits != bits) {
      pictures = new Sequence(bits);
      pictureBits = bits;
    }
    return pictures.extend(number);
  }

  long newestAt() {
    return newestAt;
  }

  /** Whether packets came in the last second and a half. */
  public boolean live(long nowNanos) {
    return newestAt != Long.MIN_VALUE && nowNanos - newestAt < LIVE_NANOS;
  }

  /** Bits per second up to and with a temporal layer. */
  public long bitsPerSecond(long nowNanos, int temporal) {
    long sum = 0;
    for (int i = 0; i <= Math.min(temporal, TEMPORAL_LAYERS - 1); i++) {
      sum += rates[i].bitsPerSecond(nowNanos);
    }
    return sum;
  }

  /** Bits per second of all of it. */
  public long bitsPerSecond(long nowNanos) {
    return bitsPerSecond(nowNanos, TEMPORAL_LAYERS - 1);
  }

  /** The highest temporal layer that came lately. */
  public int temporalLayers(long nowNanos) {
    for (int i = TEMPORAL_LAYERS - 1; i > 0; i--) {
      if (rates[i].bitsPerSecond(nowNanos) > 0) {
        return i;
      }
    }
    return 0;
  }
}
