package mx.interconsulta.bench.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The line itself, held against its settings with real datagrams between two namespaces, before any
 * figure taken over it is believed. Needs the right to make namespaces (root).
 */
@Timeout(60)
class BadLineTest {
  private static final String NEAR = "10.73.21.1";
  private static final String FAR = "10.73.21.2";
  private static final int BYTES = 1000;
  private static final int OVERHEAD = 28;

  private NetworkNamespace near;
  private NetworkNamespace far;
  private BadLine line;

  @BeforeEach
  void joinTwoHosts() throws IOException {
    String mark = Long.toString(ProcessHandle.current().pid(), 36);
    try {
      near = NetworkNamespace.make("ic-near-" + mark);
      far = NetworkNamespace.make("ic-far-" + mark);
      line = BadLine.join(near, NEAR, far, FAR, 42);
    } catch (IOException refused) {
      assumeTrue(false, "no namespaces here: " + refused.getMessage());
    }
  }

  @AfterEach
  void removeThem() throws IOException {
    for (NetworkNamespace host : new NetworkNamespace[] {near, far}) {
      if (host != null) {
        host.close();
      }
    }
  }

  @Test
  void aCableLosesNothingAndTakesAlmostNoTime() throws Exception {
    List<Long> delays = send(1000, 8_000_000);

    assertTrue(delays.size() >= 999, delays.size() + " of 1000 arrived");
    assertTrue(median(delays) < 5_000_000, "median " + median(delays) + " ns");
  }

  @Test
  void tenPerCentAreLost() throws Exception {
    line.both("loss=10");

    assertEquals(2700, send(3000, 8_000_000).size(), 65);
  }

  @Test
  void theDelayIsTheDelayAskedFor() throws Exception {
    line.both("delay=200 jitter=50");

    List<Long> delays = send(400, 1_500_000);

    assertEquals(400, delays.size());
    assertEquals(225, median(delays) / 1e6, 40, "median, pulled up by keeping the order");
    assertTrue(Collections.min(delays) >= 150_000_000, "least " + Collections.min(delays));
  }

  @Test
  void theNarrowPlaceLetsItsRateThroughAndQueuesNoLongerThanAsked() throws Exception {
    line.both("rate=450 queue=300");

    // 820 kbit/s offered for three seconds.
    List<Long> delays = send(300, 820_000);

    double seconds = 300 * (BYTES + OVERHEAD) * 8 / 820_000.0 + 0.3;
    assertEquals(450_000, delays.size() * (BYTES + OVERHEAD) * 8 / seconds, 45_000);
    List<Long> full = delays.subList(delays.size() / 2, delays.size());
    assertEquals(310, median(full) / 1e6, 40, "the queue is full, and no longer than asked");
  }

  @Test
  void blockedMeansThatNoDatagramArrives() throws Exception {
    line.both("udp=0");

    assertEquals(List.of(), send(20, 1_000_000));
  }

  @Test
  void transmissionControlPassesTheSameNarrowPlace() throws Exception {
    line.both("rate=1500 queue=300 udp=0");
    ServerSocket listening = far.call(() -> new ServerSocket(0, 1, InetAddress.getByName(FAR)));
    try (listening;
        Socket out = near.call(() -> new Socket(FAR, listening.getLocalPort()))) {
      try (Socket in = listening.accept()) {
        byte[] load = new byte[300_000];
        long from = System.nanoTime();
        Thread writer =
            new Thread(
                () -> {
                  try {
                    out.getOutputStream().write(load);
                  } catch (IOException ended) {
                    throw new IllegalStateException(ended);
                  }
                });
        writer.start();
        assertEquals(load.length, in.getInputStream().readNBytes(load.length).length);
        double rate = load.length * 8 * 1e9 / (System.nanoTime() - from);
        assertTrue(rate > 900_000 && rate < 1_500_000, "rate " + rate);
        writer.join();
      }
    }
  }

  /**
   * Sends datagrams from near to far at a rate in bit/s of IP; one-way delays in ns of those that
   * arrive.
   */
  private List<Long> send(int packets, double rate) throws Exception {
    DatagramSocket to =
        far.call(() -> new DatagramSocket(new InetSocketAddress(InetAddress.getByName(FAR), 0)));
    DatagramSocket from = near.call(DatagramSocket::new);
    to.setReceiveBufferSize(8 << 20);
    try (to;
        from) {
      List<Long> delays = new ArrayList<>();
      Thread receiver =
          new Thread(
              () -> {
                try {
                  to.setSoTimeout(1000);
                  DatagramPacket packet = new DatagramPacket(new byte[BYTES], BYTES);
                  while (true) {
                    to.receive(packet);
                    delays.add(System.nanoTime() - ByteBuffer.wrap(packet.getData()).getLong());
                  }
                } catch (SocketTimeoutException silence) {
                  // All that will come has come.
                } catch (IOException ended) {
                  throw new IllegalStateException(ended);
                }
              });
      receiver.start();
      InetSocketAddress target = new InetSocketAddress(FAR, to.getLocalPort());
      long gap = (long) ((BYTES + OVERHEAD) * 8 * 1e9 / rate);
      long next = System.nanoTime();
      for (int i = 0; i < packets; i++) {
        for (long wait = next - System.nanoTime(); wait > 0; wait = next - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        byte[] bytes = new byte[BYTES];
        ByteBuffer.wrap(bytes).putLong(System.nanoTime());
        from.send(new DatagramPacket(bytes, BYTES, target));
        next += gap;
      }
      receiver.join(TimeUnit.SECONDS.toMillis(20));
      return delays;
    }
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
