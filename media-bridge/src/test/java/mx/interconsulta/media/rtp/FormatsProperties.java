package mx.interconsulta.media.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Readers take anything; writers and readers agree. */
class FormatsProperties {
  @Property(tries = 2000)
  void anyBytesAreReadWithoutHarm(@ForAll @Size(max = 300) byte[] bytes) {
    RtpPacket packet = new RtpPacket();
    if (packet.read(bytes, 0, bytes.length)) {
      assertTrue(packet.payloadAt() + packet.payloadLength() + packet.padding() == bytes.length);
      for (int id = 1; id <= RtpPacket.MAX_EXTENSION_ID; id++) {
        int at = packet.extensionAt(id);
        assertTrue(at < 0 || at + packet.extensionLength(id) <= packet.payloadAt());
      }
    }
    new Vp8Payload().read(bytes, 0, bytes.length);
    H264Payload.beginsKeyFrame(bytes, 0, bytes.length);
    RedPayload red = new RedPayload();
    if (red.read(bytes, 0, bytes.length)) {
      for (int i = 0; i < red.blocks(); i++) {
        assertTrue(red.blockAt(i) + red.blockLength(i) <= bytes.length);
      }
    }
    TransportFeedback.read(bytes, 0, bytes.length, (sequence, micros) -> {});
    RtcpReader.read(bytes, 0, bytes.length, new Counting());
  }

  @Property(tries = 500_000)
  @Tag("long")
  void anyBytesAreReadWithoutHarmForLong(@ForAll @Size(max = 300) byte[] bytes) {
    anyBytesAreReadWithoutHarm(bytes);
  }

  @Property(tries = 500_000)
  @Tag("long")
  void anythingThatLooksLikeAPacketIsReadWithoutHarmForLong(
      @ForAll @Size(min = 12, max = 120) byte[] bytes,
      @ForAll @IntRange(max = 63) int flags,
      @ForAll @IntRange(min = 200, max = 207) int rtcpType,
      @ForAll @IntRange(max = 30) int words) {
    anythingThatLooksLikeAPacketIsReadWithoutHarm(bytes, flags, rtcpType, words);
  }

  @Property(tries = 1000)
  void anythingThatLooksLikeAPacketIsReadWithoutHarm(
      @ForAll @Size(min = 12, max = 120) byte[] bytes,
      @ForAll @IntRange(max = 63) int flags,
      @ForAll @IntRange(min = 200, max = 207) int rtcpType,
      @ForAll @IntRange(max = 30) int words) {
    byte[] packet = bytes.clone();
    packet[0] = (byte) (0x80 | flags);
    new RtpPacket().read(packet, 0, packet.length);
    packet[1] = (byte) rtcpType;
    BigEndian.put16(packet, 2, words);
    RtcpReader.read(packet, 0, packet.length, new Counting());
  }

  @Property(tries = 300)
  void theRtcpWeWriteIsRead(
      @ForAll int ssrc,
      @ForAll long ntp,
      @ForAll int timestamp,
      @ForAll @IntRange(max = 255) int fraction) {
    RtcpWriter writer = new RtcpWriter();
    writer.clear();
    assertTrue(writer.senderReport(ssrc, ntp, timestamp, 5, 6));
    assertTrue(writer.name(ssrc, "name"));
    assertTrue(writer.receiverReport(1));
    assertTrue(writer.block(ssrc, fraction, 3, 4, 5, 6, 7));
    assertTrue(writer.pictureLoss(1, ssrc));
    assertTrue(writer.bye(ssrc));
    Counting heard = new Counting();
    assertTrue(RtcpReader.read(writer.bytes(), 0, writer.length(), heard));
    assertEquals(
        List.of(
            "sr " + ssrc + " " + ntp + " " + timestamp,
            "rr " + ssrc + " " + fraction + " 6 7",
            "key " + ssrc,
            "bye " + ssrc),
        heard.said);
  }

  @Property(tries = 500)
  void whatIsAskedForIsWhatIsMissing(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 65535) Integer> numbers) {
    int[] missing = numbers.stream().distinct().sorted().mapToInt(Integer::intValue).toArray();
    RtcpWriter writer = new RtcpWriter();
    writer.clear();
    writer.missing(1, 9, missing, missing.length);
    Counting heard = new Counting();
    RtcpReader.read(writer.bytes(), 0, writer.length(), heard);
    assertArrayEquals(
        missing, heard.missing.stream().mapToInt(Integer::intValue).sorted().toArray());
  }

  @Property(tries = 500)
  void arrivalsAreToldToAQuarterOfAMillisecond(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = -1, max = 200_000) Long> steps,
      @ForAll @IntRange(max = 65535) int first,
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long start) {
    long[] micros = new long[steps.size()];
    long now = start;
    for (int i = 0; i < micros.length; i++) {
      boolean arrived = i == 0 || steps.get(i) >= 0;
      now += Math.max(0, steps.get(i));
      micros[i] = arrived ? now : TransportFeedback.NEVER;
    }
    byte[] body = new byte[2000];
    TransportFeedback.Written written =
        TransportFeedback.write(body, first, micros, micros.length, 3);
    long[] read = new long[written.packets()];
    Arrays.fill(read, -5);
    assertTrue(
        TransportFeedback.read(
            body, 0, written.length(), (sequence, at) -> read[(sequence - first) & 0xffff] = at));
    long wrap = (1L << 24) * 64_000;
    for (int i = 0; i < read.length; i++) {
      if (micros[i] == TransportFeedback.NEVER) {
        assertEquals(TransportFeedback.NEVER, read[i]);
      } else {
        assertEquals((micros[i] % wrap) / 250, (read[i] % wrap) / 250, "packet " + i);
      }
    }
    assertEquals(micros.length, read.length, "steps of 200 ms fit one feedback");
  }

  @Property
  void numbersAreUnwrappedAcrossTheEnd(
      @ForAll @IntRange(max = 65535) int start,
      @ForAll @Size(max = 200) List<@IntRange(min = -300, max = 400) Integer> steps) {
    Sequence sequence = new Sequence(16);
    long truth = 0x1_0000L + start;
    assertEquals(truth, sequence.extend(start));
    for (int step : steps) {
      long next = Math.max(0x1_0000L, truth + step);
      assertEquals(next, sequence.extend(next & 0xffff));
      truth = Math.max(truth, next);
    }
  }

  @Property
  void wallClockTimesAddUp(
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis,
      @ForAll @LongRange(min = -100_000_000_000L, max = 100_000_000_000L) long nanos) {
    long ntp = NtpTime.ofEpochMillis(millis);
    long back = NtpTime.nanosBetween(ntp, NtpTime.plusNanos(ntp, nanos));
    assertTrue(Math.abs(back - nanos) <= 2);
  }

  private static final class Counting implements RtcpReader.Receiver {
    final List<String> said = new ArrayList<>();
    final List<Integer> missing = new ArrayList<>();

    @Override
    public void senderReport(int ssrc, long ntp, int timestamp) {
      said.add("sr " + ssrc + " " + ntp + " " + timestamp);
    }

    @Override
    public void reportBlock(int ssrc, int fraction, int jitter, long lastReport, long delay) {
      said.add("rr " + ssrc + " " + fraction + " " + lastReport + " " + delay);
    }

    @Override
    public void missing(int ssrc, int sequence, int following) {
      for (int i = 0; i <= 16; i++) {
        if (i == 0 || (following >> (i - 1) & 1) != 0) {
          missing.add((sequence + i) & 0xffff);
        }
      }
    }

    @Override
    public void keyFrameWanted(int ssrc) {
      said.add("key " + ssrc);
    }

    @Override
    public void arrivals(byte[] bytes, int at, int length) {
      said.add("arrivals " + length);
    }

    @Override
    public void bye(int ssrc) {
      said.add("bye " + ssrc);
    }
  }
}
