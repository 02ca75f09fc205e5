package mx.interconsulta.media.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** Which packets leave together: what the kernel cuts up again is what they were. */
class SegmentedRunTest {
  private final SegmentedRun run = new SegmentedRun();

  @Test
  void packetsOfOneLengthJoinAndAShorterOneIsTheLast() {
    begin(100);
    assertTrue(run.takes(100));
    run.add(packet(2, 100), 0, 100);
    assertTrue(run.takes(40));
    run.add(packet(3, 40), 0, 40);

    assertFalse(run.takes(40), "a third length would be cut in the wrong place");
    assertEquals(3, run.packets());
    assertEquals(100, run.segment());
    ByteBuf bytes = run.end();
    assertEquals(240, bytes.readableBytes());
    assertEquals(1, bytes.getByte(0));
    assertEquals(2, bytes.getByte(100));
    assertEquals(3, bytes.getByte(200));
    assertTrue(run.isEmpty());
  }

  @Test
  void aLongerPacketBeginsAnother() {
    begin(100);
    assertFalse(run.takes(101));
  }

  @Test
  void aRunIsBounded() {
    begin(100);
    for (int i = 1; i < SegmentedRun.MOST; i++) {
      assertTrue(run.takes(100));
      run.add(packet(i, 100), 0, 100);
    }
    assertFalse(run.takes(100));
  }

  @Test
  void whatEndedBeginsAnewWithAnyLength() {
    begin(100);
    run.end();
    assertFalse(run.takes(100), "nothing was begun");
    begin(300);
    assertEquals(300, run.segment());
    assertTrue(run.takes(300));
  }

  private void begin(int length) {
    run.begin(Unpooled.buffer(length * SegmentedRun.MOST), packet(1, length), 0, length);
  }

  private static byte[] packet(int first, int length) {
    byte[] packet = new byte[length];
    packet[0] = (byte) first;
    return packet;
  }
}
