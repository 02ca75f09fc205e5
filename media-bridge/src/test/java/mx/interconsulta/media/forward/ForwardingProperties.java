package mx.interconsulta.media.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import mx.interconsulta.media.inbound.InboundPacket;
import mx.interconsulta.media.inbound.InboundStream;
import mx.interconsulta.media.inbound.InboundTrack;
import mx.interconsulta.media.inbound.PacketTaker;
import mx.interconsulta.media.inbound.Uplink;
import mx.interconsulta.media.inbound.UplinkLine;
import mx.interconsulta.media.rtp.Extension;
import mx.interconsulta.media.rtp.Packets;
import mx.interconsulta.media.rtp.RtcpWriter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Three layers come in as browsers send them, wrapping around, out of order, with padding between
 * and packets late; the target changes at will; what goes out is one stream a decoder can follow.
 */
class ForwardingProperties {
  private static final List<String> RIDS = List.of("l", "m", "h");

  /** One packet sent on. */
  private record Sent(
      long sequence, int timestamp, long picture, int base, int layer, boolean key, int temporal) {}

  private static final class Scene implements PacketTaker {
    final InboundTrack track = new InboundTrack(true);
    final Uplink uplink = new Uplink(1, new RtcpWriter(), datagram -> {});
    final Forwarding forwarding;
    final List<Sent> sent = new ArrayList<>();
    final int[] sequence = new int[3];
    final int[] timestamp = new int[3];
    final int[] picture = new int[3];
    final int[] base = new int[3];
    final Random random;
    long now = 1_000_000_000L;

    Scene(long seed) {
      random = new Random(seed);
      forwarding = new Forwarding(track, random.nextInt(0x4000));
      uplink.describe(List.of(new UplinkLine("0", track, RIDS, Map.of())));
      track.addTaker(this);
      for (int layer = 0; layer < 3; layer++) {
        // Everything is about to wrap around.
        sequence[layer] = 0xffff - random.nextInt(200);
        timestamp[layer] = -random.nextInt(500_000);
        picture[layer] = 0x7fff - random.nextInt(60);
        base[layer] = 0xff - random.nextInt(30);
      }
    }

    /** The packets of the next frame of a layer. */
    List<byte[]> frame(int layer, boolean key, int temporal) {
      List<byte[]> packets = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      if (temporal == 0) {
        base[layer]++;
      }
      for (int i = 0; i < count; i++) {
        Packets packet = Packets.rtp(96, sequence[layer]++ & 0xffff, timestamp[layer], 100 + layer);
        if (i == count - 1) {
          packet.marker();
        }
        packets.add(
            packet
                .extension(Extension.MID, "0")
                .extension(Extension.RID, RIDS.get(layer))
                .vp8(i == 0, key, picture[layer], base[layer] & 0xff, temporal, 100)
                .bytes());
      }
      picture[layer]++;
      timestamp[layer] += 6000;
      return packets;
    }

    byte[] padding(int layer) {
      return Packets.rtp(96, sequence[layer]++ & 0xffff, timestamp[layer] - 6000, 100 + layer)
          .padding(100)
          .bytes();
    }

    void receive(byte[] packet) {
      uplink.onRtp(packet, 0, packet.length, now);
    }

    @Override
    public boolean wants(InboundPacket packet) {
      return forwarding.wants(packet);
    }

    @Override
    public void send(InboundPacket packet) {
      sent.add(
          new Sent(
              forwarding.sequence(),
              forwarding.timestamp(),
              forwarding.picture(),
              forwarding.base(),
              packet.stream().layer(),
              packet.keyFrame(),
              packet.temporal()));
    }

    @Override
    public void skip(InboundStream stream, long number) {
      forwarding.skip(stream, number);
    }
  }

  @Property(tries = 150)
  void whateverTheTargetsTheStreamHasNoSeam(
      @ForAll long seed, @ForAll @IntRange(min = 20, max = 120) int frames) {
    Scene scene = new Scene(seed);
    scene.forwarding.target(scene.random.nextInt(3), Forwarding.ALL_TEMPORAL);
    for (int frame = 0; frame < frames; frame++) {
      scene.now += 66_000_000L;
      int temporal = frame % 4 == 0 ? 0 : frame % 2 == 0 ? 1 : 2;
      for (int layer = 0; layer < 3; layer++) {
        boolean key = frame == 0 || scene.random.nextInt(8) == 0;
        scene.frame(layer, key, key ? 0 : temporal).forEach(scene::receive);
        if (scene.random.nextInt(5) == 0) {
          scene.receive(scene.padding(layer));
        }
      }
      if (scene.random.nextInt(4) == 0) {
        scene.forwarding.target(scene.random.nextInt(4) - 1, scene.random.nextInt(4));
      }
    }
    List<Sent> sent = scene.sent;
    for (int i = 1; i < sent.size(); i++) {
      Sent before = sent.get(i - 1);
      Sent after = sent.get(i);
      assertEquals(before.sequence() + 1, after.sequence(), "a gap, or a number twice");
      int step = after.timestamp() - before.timestamp();
      boolean same = after.picture() == before.picture();
      assertEquals(same, step == 0, "a picture has one time and no other has the same");
      assertTrue(step >= 0, "time goes on");
      assertTrue(same || after.picture() == before.picture() + 1, "pictures are counted on");
      if (after.layer() != before.layer()) {
        assertTrue(after.key(), "a layer begins with a key frame");
      }
    }
    if (!sent.isEmpty()) {
      assertTrue(sent.get(0).key());
    }
  }

  @Property(tries = 150)
  void outOfOrderNoNumberIsUsedTwice(@ForAll long seed) {
    Scene scene = new Scene(seed);
    scene.forwarding.target(1, Forwarding.ALL_TEMPORAL);
    List<byte[]> waiting = new ArrayList<>();
    for (int frame = 0; frame < 60; frame++) {
      scene.now += 66_000_000L;
      for (int layer = 0; layer < 3; layer++) {
        boolean key = frame % 10 == 0;
        waiting.addAll(scene.frame(layer, key, key ? 0 : frame % 2));
        if (scene.random.nextInt(6) == 0) {
          waiting.add(scene.padding(layer));
        }
      }
      while (waiting.size() > 12) {
        byte[] next = waiting.remove(scene.random.nextInt(6));
        if (scene.random.nextInt(20) > 0) {
          scene.receive(next);
        }
      }
      if (scene.random.nextInt(6) == 0) {
        scene.forwarding.target(scene.random.nextInt(3), scene.random.nextInt(4));
      }
    }
    Set<Long> numbers = new HashSet<>();
    for (Sent each : scene.sent) {
      assertTrue(numbers.add(each.sequence()), "twice: " + each);
    }
  }

  @Test
  void aLayerThatIsExpectedBeginsWithItsFirstKeyFrame() {
    Scene scene = new Scene(1);
    scene.forwarding.target(0, Forwarding.ALL_TEMPORAL);
    scene.frame(0, true, 0).forEach(scene::receive);
    scene.forwarding.expect(2);
    scene.now += 66_000_000L;
    scene.frame(0, false, 0).forEach(scene::receive);
    scene.frame(2, true, 0).forEach(scene::receive);
    // One that was on its way, and does not bring the layer before back.
    scene.frame(0, true, 0).forEach(scene::receive);
    scene.frame(2, false, 0).forEach(scene::receive);
    assertEquals(
        List.of(0, 2), scene.sent.stream().map(Sent::layer).distinct().toList(), "in this order");
    assertEquals(2, scene.sent.get(scene.sent.size() - 1).layer());
    assertEquals(2, scene.forwarding.targetLayer());
  }

  @Test
  void aTemporalLayerThatIsLeftOutLeavesNoGapInNumbersOrPictures() {
    Scene scene = new Scene(1);
    scene.forwarding.target(0, 0);
    for (int frame = 0; frame < 40; frame++) {
      scene.now += 66_000_000L;
      scene.frame(0, frame == 0, frame % 2).forEach(scene::receive);
    }
    assertTrue(scene.sent.stream().allMatch(each -> each.temporal() == 0));
    long pictures = scene.sent.stream().map(Sent::picture).distinct().count();
    assertEquals(20, pictures);
    Sent first = scene.sent.get(0);
    Sent last = scene.sent.get(scene.sent.size() - 1);
    assertEquals(19, last.picture() - first.picture());
    assertEquals(scene.sent.size() - 1, last.sequence() - first.sequence());
  }
}
