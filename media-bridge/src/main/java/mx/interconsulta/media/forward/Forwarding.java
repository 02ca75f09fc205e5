package mx.interconsulta.media.forward;

import mx.interconsulta.media.inbound.InboundPacket;
import mx.interconsulta.media.inbound.InboundStream;
import mx.interconsulta.media.inbound.InboundTrack;
import mx.interconsulta.media.inbound.Reception;
import mx.interconsulta.media.rtp.NtpTime;

/**
 * Which packets of a track go on to one subscriber, and with which numbers: so that streams of
 * several layers, begun, left and begun again, are to the subscriber one stream without a seam. A
 * layer is begun only with a key frame, a temporal layer only where the encoder says so (RFC 7741
 * §4.2); until then the layer before goes on.
 *
 * <p>Threading: the media loop's only.
 */
public final class Forwarding {
  /** No layer at all. */
  public static final int NOTHING = -1;

  /** Every temporal layer. */
  public static final int ALL_TEMPORAL = InboundStream.TEMPORAL_LAYERS - 1;

  /** A frame after a change is at least this much later than the one before. */
  private static final int LEAST_STEP_MILLIS = 5;

  private static final long FAR_NANOS = 5_000_000_000L;

  /** By then whoever was told to send less does. */
  private static final long ADAPTING_NANOS = 250_000_000L;

  private final InboundTrack track;
  private final int clockRate;
  private final NumberMap sequences;
  private final NumberMap pictures;
  private InboundStream current;
  private InboundStream lastStream;
  private int targetLayer = NOTHING;
  private int expectedLayer = NOTHING;
  private int targetTemporal = ALL_TEMPORAL;
  private int temporal = ALL_TEMPORAL;
  private int timestampShift;
  private int baseShift;
  private int newestBaseOut;
  private boolean sentAny;
  private int newestTimestampIn;
  private int newestTimestampOut;
  private long newestAt;
  private long changes;
  private long begunAt;
  private boolean stoodStill = true;
  private long leftAt = Long.MIN_VALUE;
  private int leftHeight;
  private long sequenceOut;
  private int timestampOut;
  private long pictureOut;
  private int baseOut;

  /**
   * Forwarding of a track.
   *
   * @param firstSequence sequence number to begin with; a random one (RFC 3550 §5.1)
   */
  public Forwarding(InboundTrack track, int firstSequence) {
    this.track = track;
    this.clockRate = track.isVideo() ? 90_000 : 48_000;
    this.sequences = new NumberMap(0x1_0000L + firstSequence);
    this.pictures = new NumberMap(0x1_0000L);
  }

  /**
   * What is to be sent from now on, as soon as it can be begun.
   *
   * @param layer the layer, or {@link #NOTHING}, which stops at once
   * @param temporalLayers highest temporal layer
   */
  public void target(int layer, int temporalLayers) {
    targetLayer = layer;
    targetTemporal = temporalLayers;
    if (layer == expectedLayer) {
      expectedLayer = NOTHING;
    }
    if (layer == NOTHING) {
      stop();
    }
    wantKeyFrame();
  }

  /**
   * The publisher was told to send this layer and no other: it is begun with the very key frame it
   * comes with, for the layer before will have ended by then.
   */
  void expect(int layer) {
    expectedLayer = layer == targetLayer ? NOTHING : layer;
  }

  /** Stops what is being sent; the target begins with its next key frame. */
  void leave() {
    stop();
    wantKeyFrame();
  }

  /**
   * Stops a stream that is too much for the line, of which its publisher is being told to send
   * less. It goes on with a key frame that is smaller already: one of the old size would take the
   * line half a second.
   */
  void leaveUntilSmaller(long nowNanos) {
    leftAt = nowNanos;
    leftHeight = current == null ? 0 : current.height();
    stop();
  }

  private void stop() {
    current = null;
    stoodStill = true;
  }

  private boolean adapting(InboundStream stream, long nowNanos) {
    return leftAt != Long.MIN_VALUE
        && nowNanos - leftAt < ADAPTING_NANOS
        && stream.height() >= leftHeight;
  }

  /** Asks the publisher for a key frame if one is needed to do what is to be done. */
  public void wantKeyFrame() {
    InboundStream target = targetLayer == NOTHING ? null : track.layer(targetLayer);
    if (track.isVideo() && target != null && target != current) {
      target.keyFrames().want();
    }
  }

  /** The same by the clock. */
  public void wantKeyFrame(long nowNanos) {
    InboundStream target = targetLayer == NOTHING ? null : track.layer(targetLayer);
    if (target == null || current != null || !adapting(target, nowNanos)) {
      wantKeyFrame();
    }
  }

  /** The subscriber's decoder needs a key frame of what it is being sent. */
  public void wantKeyFrameNow() {
    InboundStream target = current != null ? current : track.layer(Math.max(0, targetLayer));
    if (track.isVideo() && target != null) {
      target.keyFrames().want();
    }
  }

  /** Whether the packet goes on; then the numbers for it are ready. */
  public boolean wants(InboundPacket packet) {
    if (packet.stream() != current && !begins(packet)) {
      return false;
    }
    if (track.isVideo() && packet.picture() >= 0 && !wantsPicture(packet)) {
      sequences.leaveOut(packet.sequence());
      return false;
    }
    sequenceOut = sequences.map(packet.sequence());
    if (sequenceOut == NumberMap.LEFT_OUT) {
      return false;
    }
    if (stoodStill) {
      stoodStill = false;
      begunAt = sequenceOut;
    }
    number(packet);
    return true;
  }

  /** A packet of a stream that carries nothing. */
  public void skip(InboundStream stream, long sequence) {
    if (stream == current) {
      sequences.leaveOut(sequence);
    }
  }

  private boolean begins(InboundPacket packet) {
    if (track.isVideo()) {
      if (targetLayer == NOTHING || !packet.keyFrame()) {
        return false;
      }
      if (expectedLayer != NOTHING && packet.stream() == track.layer(expectedLayer)) {
        targetLayer = expectedLayer;
        expectedLayer = NOTHING;
      }
      if (packet.stream() != track.layer(targetLayer)
          || (current == null && adapting(packet.stream(), packet.arrivalNanos()))) {
        return false;
      }
    } else if (targetLayer == NOTHING) {
      return false;
    }
    sequences.restart(packet.sequence());
    if (packet.picture() >= 0) {
      pictures.restart(packet.picture());
    }
    if (packet.base() >= 0) {
      baseShift = sentAny ? newestBaseOut + 1 - packet.base() : 0;
    }
    if (sentAny && packet.stream() != lastStream) {
      timestampShift = timestampAfterChange(packet) - packet.timestamp();
    }
    current = packet.stream();
    lastStream = current;
    temporal = targetTemporal;
    changes++;
    return true;
  }

  /**
   * Layers of one picture have timestamps of their own; the publisher's sender reports tell how
   * they stand to each other (RFC 3550 §6.4.1). Without them the time since the last packet must
   * do.
   */
  private int timestampAfterChange(InboundPacket packet) {
    long elapsed = Math.max(0, packet.arrivalNanos() - newestAt);
    long step = elapsed;
    Reception before = lastStream.reception();
    Reception after = packet.stream().reception();
    if (before.clockKnown() && after.clockKnown()) {
      long exact =
          NtpTime.nanosBetween(before.ntpOf(newestTimestampIn), after.ntpOf(packet.timestamp()));
      if (Math.abs(exact - elapsed) < FAR_NANOS) {
        step = exact;
      }
    }
    long ticks = step / 1000 * clockRate / 1_000_000;
    return newestTimestampOut + (int) Math.max(ticks, LEAST_STEP_MILLIS * clockRate / 1000);
  }

  /** All packets of a picture share one answer, also those that come late. */
  private boolean wantsPicture(InboundPacket packet) {
    if (packet.picture() <= pictures.newestIn()) {
      return !pictures.isLeftOut(packet.picture());
    }
    if (packet.keyFrame()) {
      temporal = targetTemporal;
    } else if (targetTemporal < temporal) {
      temporal = targetTemporal;
    } else if (packet.layerSync()
        && packet.temporal() > temporal
        && packet.temporal() <= targetTemporal) {
      temporal = packet.temporal();
    }
    if (packet.temporal() > temporal) {
      pictures.leaveOut(packet.picture());
      return false;
    }
    return true;
  }

  private void number(InboundPacket packet) {
    timestampOut = packet.timestamp() + timestampShift;
    if (!sentAny || timestampOut - newestTimestampOut > 0) {
      newestTimestampOut = timestampOut;
      newestTimestampIn = packet.timestamp();
      newestAt = packet.arrivalNanos();
    }
    pictureOut = packet.picture() >= 0 ? pictures.map(packet.picture()) : -1;
    baseOut = -1;
    if (packet.base() >= 0) {
      baseOut = (packet.base() + baseShift) & 0xff;
      if (!packet.late()) {
        newestBaseOut = baseOut;
      }
    }
    sentAny = true;
  }

  /** Sequence number for the packet that was just wanted, unwrapped. */
  public long sequence() {
    return sequenceOut;
  }

  /** Its timestamp. */
  public int timestamp() {
    return timestampOut;
  }

  /** Its picture number, unwrapped; -1 for none. */
  public long picture() {
    return pictureOut;
  }

  /** Its TL0PICIDX; -1 for none. */
  public int base() {
    return baseOut;
  }

  /** What is being sent; null for nothing. */
  public InboundStream current() {
    return current;
  }

  /** The number it began with when it last stood still; what was before is of no use any more. */
  public long begunAt() {
    return begunAt;
  }

  /** What timestamps are moved by. */
  public int timestampShift() {
    return timestampShift;
  }

  /** How often another stream, or the same after a pause, was begun. */
  public long changes() {
    return changes;
  }

  public int targetLayer() {
    return targetLayer;
  }

  public int targetTemporal() {
    return targetTemporal;
  }

  public InboundTrack track() {
    return track;
  }
}
