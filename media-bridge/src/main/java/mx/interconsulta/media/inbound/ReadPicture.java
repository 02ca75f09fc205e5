package mx.interconsulta.media.inbound;

import mx.interconsulta.media.rtp.Codec;
import mx.interconsulta.media.rtp.H264Payload;
import mx.interconsulta.media.rtp.Vp8Payload;

/** Finds key frames, temporal layers and picture numbers (RFC 7741 §4.2, RFC 6184 §5). */
final class ReadPicture implements InboundStep {
  @Override
  public boolean take(InboundPacket packet) {
    if (packet.codec == Codec.VP8) {
      if (!packet.vp8.read(packet.bytes(), packet.payloadAt, packet.payloadLength)) {
        return false;
      }
      readVp8(packet, packet.vp8);
    } else if (packet.codec == Codec.H264) {
      packet.keyFrame =
          H264Payload.beginsKeyFrame(packet.bytes(), packet.payloadAt, packet.payloadLength);
    }
    if (packet.keyFrame) {
      packet.stream.keyFrames().began();
      packet.stream.losses.forgetBefore(packet.sequence);
    }
    return true;
  }

  private static void readVp8(InboundPacket packet, Vp8Payload vp8) {
    packet.keyFrame = vp8.keyFrame();
    packet.startOfFrame = vp8.startOfFrame();
    packet.temporal = Math.max(0, vp8.temporal());
    packet.layerSync = vp8.layerSync();
    if (vp8.picture() != Vp8Payload.NONE) {
      packet.picture = packet.stream.picture(vp8.picture(), vp8.pictureBits());
    }
    if (vp8.height() != Vp8Payload.NONE) {
      packet.stream.height(vp8.height());
    }
  }
}
