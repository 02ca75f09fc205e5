package mx.interconsulta.media.inbound;

import java.util.ArrayList;
import java.util.List;

/**
 * One sound or picture that a participant publishes: one stream, or several layers of one picture,
 * and those it goes on to.
 */
public final class InboundTrack {
  /** Layers of a picture at most. */
  public static final int MOST_LAYERS = 3;

  private static final long LEFT_OUT_NANOS = 400_000_000L;

  private final boolean video;
  private final InboundStream[] layers = new InboundStream[MOST_LAYERS];
  private final List<PacketTaker> takers = new ArrayList<>();
  private int loudness = 127;
  private long heardAt = Long.MIN_VALUE;

  public InboundTrack(boolean video) {
    this.video = video;
  }

  public boolean isVideo() {
    return video;
  }

  int clockRate() {
    return video ? 90_000 : 48_000;
  }

  /** A layer's stream; null while nothing came of it. */
  public InboundStream layer(int layer) {
    return layers[layer];
  }

  /** The highest layer that is alive; -1 for none. */
  public int highestLive(long nowNanos) {
    for (int layer = MOST_LAYERS - 1; layer >= 0; layer--) {
      if (isLive(layer, nowNanos)) {
        return layer;
      }
    }
    return -1;
  }

  /**
   * Whether a layer is alive. A browser leaves larger layers out when its line narrows: one that is
   * silent while another goes on has ended, however slow the camera is.
   */
  public boolean isLive(int layer, long nowNanos) {
    InboundStream stream = layers[layer];
    if (stream == null || !stream.live(nowNanos)) {
      return false;
    }
    for (InboundStream other : layers) {
      if (other != null && other.newestAt() - stream.newestAt() > LEFT_OUT_NANOS) {
        return false;
      }
    }
    return true;
  }

  void bind(InboundStream stream) {
    layers[stream.layer()] = stream;
  }

  /** Forgets the streams: their m-line ended or carries something else. */
  public void unbind() {
    java.util.Arrays.fill(layers, null);
  }

  public void addTaker(PacketTaker taker) {
    takers.add(taker);
  }

  public void removeTaker(PacketTaker taker) {
    takers.remove(taker);
  }

  void forward(InboundPacket packet) {
    for (int i = 0; i < takers.size(); i++) {
      PacketTaker taker = takers.get(i);
      if (taker.wants(packet)) {
        taker.send(packet);
      }
    }
  }

  void skip(InboundStream stream, long sequence) {
    for (int i = 0; i < takers.size(); i++) {
      takers.get(i).skip(stream, sequence);
    }
  }

  void heard(int below, long nowNanos) {
    loudness = below;
    heardAt = nowNanos;
  }

  /**
   * Level of its last packet, dB below the loudest; silence when nothing came for half a second.
   */
  public int loudness(long nowNanos) {
    return heardAt == Long.MIN_VALUE || nowNanos - heardAt > 500_000_000L ? 127 : loudness;
  }

  /** Asks for key frames of all layers that are alive. */
  public void wantKeyFrames() {
    for (InboundStream layer : layers) {
      if (layer != null) {
        layer.keyFrames().want();
      }
    }
  }
}
