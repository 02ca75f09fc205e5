package mx.interconsulta.media.inbound;

import mx.interconsulta.media.rtp.AudioLevel;
import mx.interconsulta.media.rtp.Extension;

/** Notes how loud the sender says it is (RFC 6464): no sound is decoded to know who speaks. */
final class HearLevel implements InboundStep {
  @Override
  public boolean take(InboundPacket packet) {
    int at = packet.rtp.extensionAt(Extension.AUDIO_LEVEL.id());
    if (at >= 0 && !packet.codec.isVideo()) {
      packet.audioBelow = AudioLevel.below(packet.bytes(), at);
      packet.stream.track().heard(packet.audioBelow, packet.arrivalNanos);
    }
    return true;
  }
}
