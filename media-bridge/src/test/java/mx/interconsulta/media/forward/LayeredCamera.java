package mx.interconsulta.media.forward;

import java.util.List;
import java.util.Map;
import mx.interconsulta.media.inbound.InboundTrack;
import mx.interconsulta.media.inbound.Uplink;
import mx.interconsulta.media.inbound.UplinkLine;
import mx.interconsulta.media.rtp.Extension;
import mx.interconsulta.media.rtp.Packets;
import mx.interconsulta.media.rtp.RtcpWriter;

/**
 * A camera in three layers with rates that a test sets; 20 frames a second in time that it lets
 * pass.
 */
final class LayeredCamera {
  private static final List<String> RIDS = List.of("l", "m", "h");
  private static final int FRAMES_PER_SECOND = 20;
  private static final int LONGEST = 1_000;
  private static final long FRAME_NANOS = 1_000_000_000L / FRAMES_PER_SECOND;

  /**
   * Of every four frames one is of the lowest temporal layer, one of the next, two of the third.
   */
  private static final int[] TEMPORAL = {0, 2, 1, 2};

  final InboundTrack track = new InboundTrack(true);
  private final Uplink uplink = new Uplink(1, new RtcpWriter(), datagram -> {});
  private final int[] sequence = new int[3];
  private final int[] picture = new int[3];
  private final boolean[] begun = new boolean[3];
  long now = 1_000_000_000L;

  LayeredCamera() {
    uplink.describe(List.of(new UplinkLine("0", track, RIDS, Map.of())));
  }

  /** Sends for a while; a rate in bits per second for each layer, 0 for one that is off. */
  void send(long millis, long... rates) {
    for (long end = now + millis * 1_000_000L; now < end; now += FRAME_NANOS) {
      for (int layer = 0; layer < rates.length; layer++) {
        if (rates[layer] > 0) {
          frame(layer, (int) (rates[layer] / 8 / FRAMES_PER_SECOND));
        }
      }
    }
  }

  private void frame(int layer, int bytes) {
    int temporal = begun[layer] ? TEMPORAL[picture[layer] % TEMPORAL.length] : 0;
    for (int left = bytes, first = 1; left > 0; left -= LONGEST, first = 0) {
      byte[] packet =
          Packets.rtp(96, sequence[layer]++ & 0xffff, picture[layer] * 4500L, 100 + layer)
              .extension(Extension.MID, "0")
              .extension(Extension.RID, RIDS.get(layer))
              .height(90 << layer)
              .vp8(
                  first == 1,
                  !begun[layer],
                  picture[layer],
                  picture[layer] / 4 & 0xff,
                  temporal,
                  Math.min(left, LONGEST))
              .bytes();
      uplink.onRtp(packet, 0, packet.length, now);
    }
    begun[layer] = true;
    picture[layer]++;
  }
}
