package mx.interconsulta.media.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import mx.interconsulta.media.synthetic.SyntheticListener;
import mx.interconsulta.media.synthetic.SyntheticNet;
import mx.interconsulta.media.synthetic.SyntheticPeer;
import mx.interconsulta.media.transport.dtls.DtlsCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A call goes on beside strangers who send whatever they like, as fast as they can, some of it from
 * the very address of one who is in the call.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what is not heard
class HostileTrafficTest {
  private static final int CALL_MILLIS = 10;
  private static final long MEMORY = 48L << 20;

  @Test
  void aCallGoesOnBesideHostileDatagrams() throws Exception {
    beside(4_000, 3);
  }

  @Test
  @Tag("long")
  void aCallGoesOnBesideFiftyThousandHostileDatagramsASecond() throws Exception {
    beside(50_000, 60);
  }

  private static void beside(int perSecond, int seconds) throws Exception {
    UdpTcpPort port =
        UdpTcpPort.bind(PortOptions.anyPort("127.0.0.1"), DtlsCertificate.generate())
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    try (SyntheticNet net = new SyntheticNet()) {
      Candidate candidate = port.candidates().get(0);
      InetSocketAddress address = new InetSocketAddress(candidate.address(), candidate.port());
      AtomicInteger heard = new AtomicInteger();
      Relay relay = new Relay(port);
      SyntheticPeer speaker = join(net, port, relay.speaker, address, SyntheticListener.SILENT);
      join(
          net,
          port,
          relay.listener,
          address,
          new SyntheticListener() {
            @Override
            public void onRtp(byte[] buffer, int offset, int length, long arrivalNanos) {
              heard.incrementAndGet();
            }
          });
      Call call = new Call(net, speaker);
      long before = usedMemory();
      PortCensus quiet = RecordedPeer.onLoop(port, port::census);

      int attacked =
          attack(port, address, speaker, relay.speaker.credentials(), call, perSecond, seconds);
      int sent = call.stop();

      RecordedPeer.until(port, "the last of the call", () -> heard.get() >= sent * 97 / 100);
      assertTrue(sent > seconds * 50, "the call itself stood still: " + sent);
      assertTrue(attacked > perSecond * seconds / 10, "hardly attacked: " + attacked);
      PortCensus after = RecordedPeer.onLoop(port, port::census);
      assertEquals(quiet.peers(), after.peers());
      assertEquals(quiet.udpPaths(), after.udpPaths());
      assertEquals(quiet.handshakes(), after.handshakes());
      assertTrue(after.ciphers() <= quiet.ciphers() + 2, "ciphers of forged SSRCs were kept");
      assertTrue(usedMemory() - before < MEMORY, "memory grew");
      assertFalse(relay.ended.get(), "a peer was ended by strangers");
      TransportStatistics seen = RecordedPeer.onLoop(port, relay.speaker::statistics);
      assertTrue(
          seen.replayed() > 0 && seen.unauthentic() > 0, "not attacked from its own address");
      System.out.printf(
          "hostile: %d datagrams in %d s beside a call of %d packets, %d heard%n",
          attacked, seconds, sent, heard.get());
    } finally {
      port.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private static SyntheticPeer join(
      SyntheticNet net,
      UdpTcpPort port,
      PeerTransport peer,
      InetSocketAddress address,
      SyntheticListener listener)
      throws Exception {
    SyntheticPeer page = new SyntheticPeer(net, peer.credentials(), listener);
    port.loop().post(() -> peer.setRemote("synt", page.fingerprint(), DtlsSetup.ACTIVE));
    page.connect(address, false).get(20, TimeUnit.SECONDS);
    RecordedPeer.until(port, "a secure peer", peer::isSecure);
    return page;
  }

  private static int attack(
      UdpTcpPort port,
      InetSocketAddress address,
      SyntheticPeer insider,
      IceCredentials credentials,
      Call call,
      int perSecond,
      int seconds)
      throws IOException {
    Random random = new Random(5);
    byte[] forged = Checks.forged(credentials);
    byte[] unknown = Checks.forged(new IceCredentials("AAAABBBB", "x"));
    int sent = 0;
    try (DatagramSocket socket = new DatagramSocket()) {
      long start = System.nanoTime();
      long end = start + TimeUnit.SECONDS.toNanos(seconds);
      for (long now = start; now < end; now = System.nanoTime()) {
        long due = (now - start) * perSecond / 1_000_000_000L;
        while (sent < due) {
          byte[] packet = packet(random, sent, forged, unknown, call);
          // One in nineteen, so that every kind of them comes from the peer's own address, too.
          if (sent % 19 == 0 && packet.length > 0 && packet.length < 1500) {
            insider.send(packet);
          } else {
            socket.send(new DatagramPacket(packet, packet.length, address));
          }
          sent++;
        }
        LockSupport.parkNanos(500_000);
      }
    }
    assertTrue(port.drops().values().stream().mapToLong(Long::longValue).sum() > 0);
    return sent;
  }

  private static byte[] packet(
      Random random, int number, byte[] forged, byte[] unknown, Call call) {
    return switch (number % 10) {
      case 0 -> random(random, 1 + random.nextInt(1400), random.nextInt(256));
      case 1 -> forged;
      case 2 -> unknown;
      case 3 -> Arrays.copyOf(forged, random.nextInt(forged.length));
      case 4 -> random(random, 20 + random.nextInt(500), random.nextInt(4));
      case 5 -> random(random, 13 + random.nextInt(1200), 20 + random.nextInt(44));
      case 6 -> random(random, 12 + random.nextInt(1200), 128 + random.nextInt(64));
      case 7 -> call.replayed();
      case 8 -> random(random, 2100 + random.nextInt(4000), 128);
      default -> new byte[0];
    };
  }

  private static byte[] random(Random random, int length, int first) {
    byte[] packet = new byte[length];
    random.nextBytes(packet);
    packet[0] = (byte) first;
    return packet;
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Two peers; what one sends goes to the other. */
  private static final class Relay {
    private final PeerTransport speaker;
    private final PeerTransport listener;
    private final AtomicBoolean ended = new AtomicBoolean();

    Relay(UdpTcpPort port) throws Exception {
      listener = RecordedPeer.onLoop(port, () -> port.register(new Ear(null)));
      speaker = RecordedPeer.onLoop(port, () -> port.register(new Ear(listener)));
    }

    private final class Ear implements PeerTransportListener {
      private final PeerTransport to;

      Ear(PeerTransport to) {
        this.to = to;
      }

      @Override
      public void onSecure() {}

      @Override
      public void onRtp(byte[] buffer, int offset, int length, long arrivalNanos) {
        if (to != null) {
          byte[] copy = new byte[length + PeerTransport.TAIL];
          System.arraycopy(buffer, offset, copy, 0, length);
          to.sendRtp(copy, 0, length, PeerTransport.Urgency.SOUND);
        }
      }

      @Override
      public void onRtcp(byte[] buffer, int offset, int length, long arrivalNanos) {}

      @Override
      public void onPath(TransportPath path) {}

      @Override
      public void onPicturesDropped() {}

      @Override
      public void onClosed(TransportEnd reason) {
        ended.set(true);
      }
    }
  }

  /** Sends a packet every 10 ms until it is stopped. */
  private static final class Call {
    private final CompletableFuture<Integer> stopped = new CompletableFuture<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final SyntheticNet net;
    private final SyntheticPeer speaker;
    private volatile byte[] sealed = {(byte) 0x80, 0};
    private int sequence;

    Call(SyntheticNet net, SyntheticPeer speaker) {
      this.net = net;
      this.speaker = speaker;
      net.loop().execute(this::next);
    }

    private void next() {
      if (stopping.get()) {
        stopped.complete(sequence);
        return;
      }
      sealed = speaker.sealedRtp(TestPackets.rtp(77, sequence++ & 0xffff, 200), 0, 200);
      speaker.send(sealed);
      net.loop().schedule(this::next, CALL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A packet that was sent already. */
    byte[] replayed() {
      return sealed;
    }

    int stop() throws Exception {
      stopping.set(true);
      return stopped.get(20, TimeUnit.SECONDS);
    }
  }
}
