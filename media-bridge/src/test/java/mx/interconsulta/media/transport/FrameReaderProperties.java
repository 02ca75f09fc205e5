package mx.interconsulta.media.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** RFC 4571 frames come out as they went in, however the stream was cut. */
class FrameReaderProperties {
  private static final int LIMIT = 200;

  @Property(tries = 500)
  void framesSurviveAnyCutting(
      @ForAll @Size(max = 8) List<@Size(min = 1, max = LIMIT) byte[]> frames,
      @ForAll @IntRange(min = 1, max = 50) int piece) {
    ByteBuf stream = Unpooled.buffer();
    frames.forEach(frame -> stream.writeShort(frame.length).writeBytes(frame));
    FrameReader reader = new FrameReader(LIMIT);
    List<byte[]> read = new ArrayList<>();
    while (stream.isReadable()) {
      ByteBuf part = stream.readSlice(Math.min(piece, stream.readableBytes()));
      assertTrue(
          reader.read(
              part,
              (buffer, offset, length) ->
                  read.add(Arrays.copyOfRange(buffer, offset, offset + length))));
    }
    assertEquals(frames.size(), read.size());
    for (int i = 0; i < frames.size(); i++) {
      assertArrayEquals(frames.get(i), read.get(i));
    }
  }

  @Property(tries = 1_000)
  void anyStreamIsReadOrRefusedInPeace(@ForAll @Size(max = 2_000) byte[] bytes) {
    readAny(bytes);
  }

  @Property(tries = 100_000)
  @Tag("long")
  void anyStreamIsReadOrRefusedInPeaceForLong(@ForAll @Size(max = 2_000) byte[] bytes) {
    readAny(bytes);
  }

  @Property(tries = 100)
  void aFrameBeyondTheLimitEndsTheStream(@ForAll @IntRange(min = LIMIT + 1, max = 65535) int size) {
    assertFalse(
        new FrameReader(LIMIT)
            .read(Unpooled.buffer().writeShort(size), (buffer, offset, length) -> true));
  }

  private static void readAny(byte[] bytes) {
    int[] total = new int[1];
    new FrameReader(LIMIT)
        .read(
            Unpooled.wrappedBuffer(bytes),
            (buffer, offset, length) -> {
              assertTrue(length > 0 && length <= LIMIT);
              total[0] += length;
              return true;
            });
    assertTrue(total[0] <= bytes.length);
  }
}
