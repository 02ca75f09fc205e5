package mx.interconsulta.bench.sfu;

import java.nio.ByteBuffer;

/**
 * What a camera's encoder would send, as far as a forwarding unit looks into it: frames of VP8 (RFC
 * 7741) in five packets, a number for the transport in each, and at the very end the time it left.
 */
final class Camera {
  /** Of a packet before it is encrypted. */
  static final int LENGTH = 1100;

  static final int PACKETS_A_FRAME = 5;
  static final int FRAME_MILLIS = 25;
  static final int PACKETS_A_SECOND = PACKETS_A_FRAME * 1000 / FRAME_MILLIS;
  static final int PAYLOAD_TYPE = 96;
  static final int TRANSPORT_SEQUENCE = 3;

  private static final int TAIL = 32;
  private static final int HEADER = 20;
  private static final int KEY_FRAME_EVERY = 400;

  private final byte[] packet = new byte[LENGTH + TAIL];
  private final ByteBuffer view = ByteBuffer.wrap(packet);
  private final int ssrc;
  private int sequence = 100;
  private int frame;
  private int transportSequence;

  Camera(int ssrc) {
    this.ssrc = ssrc;
  }

  /** Sends one frame. */
  void shoot(Sfu.Member member) {
    boolean key = member.keyFrameWanted() || frame % KEY_FRAME_EVERY == 0;
    for (int i = 0; i < PACKETS_A_FRAME; i++) {
      write(i, key);
      member.send(packet, LENGTH);
    }
    frame++;
  }

  private void write(int number, boolean key) {
    boolean last = number == PACKETS_A_FRAME - 1;
    view.clear();
    view.put((byte) 0x90).put((byte) (PAYLOAD_TYPE | (last ? 0x80 : 0)));
    view.putShort((short) sequence++).putInt(frame * 90 * FRAME_MILLIS).putInt(ssrc);
    view.putShort((short) 0xbede).putShort((short) 1);
    view.put((byte) (TRANSPORT_SEQUENCE << 4 | 1)).putShort((short) transportSequence++);
    view.put((byte) 0);
    // Descriptor: extended, picture id of 15 bits; S on the frame's first packet.
    view.put((byte) (number == 0 ? 0x90 : 0x80)).put((byte) 0x80);
    view.putShort((short) (0x8000 | (frame & 0x7fff)));
    if (number == 0) {
      view.put((byte) (key ? 0x10 : 0x11)).put((byte) 0).put((byte) 0);
      if (key) {
        view.put((byte) 0x9d).put((byte) 1).put((byte) 0x2a);
        view.putShort(Short.reverseBytes((short) 640)).putShort(Short.reverseBytes((short) 360));
      }
    }
    view.putLong(LENGTH - 8, System.nanoTime());
  }

  /** When a packet left; from its last bytes. */
  static long leftAt(byte[] buffer, int offset, int length) {
    return ByteBuffer.wrap(buffer).getLong(offset + length - 8);
  }

  /** Whether it is one of a camera, as opposed to a repetition or padding. */
  static boolean isPicture(byte[] buffer, int offset, int length) {
    return length > HEADER + 500 && (buffer[offset + 1] & 0x7f) == PAYLOAD_TYPE;
  }
}
