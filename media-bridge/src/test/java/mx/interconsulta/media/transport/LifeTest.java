package mx.interconsulta.media.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.media.synthetic.SyntheticListener;
import mx.interconsulta.media.synthetic.SyntheticNet;
import mx.interconsulta.media.synthetic.SyntheticPeer;
import mx.interconsulta.media.transport.dtls.DtlsCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Peers that leave, die or misbehave in every phase, many at a time, over UDP and TCP: each ends
 * with its reason, and the port is as empty as before.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in how the peer ends
class LifeTest {
  /** Short patience, so that those who say nothing are given up within the test's time. */
  private static final TransportLimits IMPATIENT =
      new TransportLimits(
          200, 16, 200, 200, 1_500, 2048, 32, 2_500, 32, 1_500, 2_500, 1_500, 64, 65_536);

  /**
   * Longer: with many at a time some handshakes wait for a thread that a dead peer's keeps, and who
   * waits too long would end for another reason than its own.
   */
  private static final TransportLimits CROWDED =
      new TransportLimits(
          200, 16, 200, 200, 10_000, 2048, 32, 10_000, 32, 3_000, 20_000, 6_000, 64, 65_536);

  private static final int PATIENCE_SECONDS = 60;

  /** How a peer ends, and with which reason we must notice. */
  private enum Way {
    NEVER_COMES(TransportEnd.CONNECT_TIMEOUT),
    DIES_AFTER_ICE(TransportEnd.HANDSHAKE_FAILED),
    DIES_IN_THE_HANDSHAKE(TransportEnd.HANDSHAKE_FAILED),
    NEVER_ANSWERS(TransportEnd.CONNECT_TIMEOUT),
    SHOWS_ANOTHER_CERTIFICATE(TransportEnd.FINGERPRINT_MISMATCH),
    DIES_IN_THE_CALL(TransportEnd.CONSENT_EXPIRED),
    FLOODS_AND_DIES(TransportEnd.CONSENT_EXPIRED),
    LEAVES(TransportEnd.PEER_CLOSED),
    IS_CLOSED(TransportEnd.CLOSED),
    IS_CLOSED_IN_THE_HANDSHAKE(TransportEnd.CLOSED);

    private final TransportEnd end;

    Way(TransportEnd end) {
      this.end = end;
    }
  }

  private final Random random = new Random(31);

  @Test
  void aHundredAndFiftyPeersEndInEveryWayAndLeaveNothing() throws Exception {
    live(150, 30, IMPATIENT);
  }

  @Test
  @Tag("long")
  void tenThousandPeersEndInEveryWayAndLeaveNothing() throws Exception {
    live(10_000, 150, CROWDED);
  }

  private void live(int peers, int atOnce, TransportLimits limits) throws Exception {
    DtlsCertificate certificate = DtlsCertificate.generate();
    PortOptions options = new PortOptions("127.0.0.1", 0, 0, List.of(), true, limits);
    UdpTcpPort port =
        UdpTcpPort.bind(options, certificate)
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    Semaphore places = new Semaphore(atOnce);
    Map<Way, Integer> lived = new EnumMap<>(Way.class);
    CompletableFuture<?>[] lives = new CompletableFuture<?>[peers];
    try (SyntheticNet net = new SyntheticNet()) {
      for (int i = 0; i < peers; i++) {
        assertTrue(places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), "peers do not end");
        Way way = Way.values()[i % Way.values().length];
        lived.merge(way, 1, Integer::sum);
        boolean tcp = random.nextInt(3) == 0;
        int patience = random.nextInt(30);
        lives[i] =
            CompletableFuture.runAsync(() -> live(port, net, way, tcp, patience))
                .whenComplete((done, failure) -> places.release());
      }
      CompletableFuture.allOf(lives).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      RecordedPeer.until(port, "an empty port", () -> port.census().equals(PortCensus.EMPTY));
    } finally {
      port.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
    assertEquals(Way.values().length, lived.size());
  }

  private static void live(
      UdpTcpPort port, SyntheticNet net, Way way, boolean tcp, int patienceMillis) {
    try {
      RecordedPeer peer = RecordedPeer.register(port);
      SyntheticPeer page =
          new SyntheticPeer(net, peer.transport().credentials(), SyntheticListener.SILENT);
      if (way == Way.SHOWS_ANOTHER_CERTIFICATE) {
        peer.answer(Fingerprint.of("sha-256", new byte[] {1}));
      } else if (way != Way.NEVER_ANSWERS) {
        peer.answer(page.fingerprint());
      }
      act(peer, page, address(port, tcp), tcp, way, patienceMillis);
      assertEquals(way.end, peer.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS), way.name());
      page.die();
    } catch (Exception failed) {
      throw new IllegalStateException(way.name(), failed);
    }
  }

  private static void act(
      RecordedPeer peer,
      SyntheticPeer page,
      InetSocketAddress address,
      boolean tcp,
      Way way,
      int patienceMillis)
      throws Exception {
    if (way == Way.NEVER_COMES) {
      return;
    }
    page.reach(address, tcp).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (way == Way.DIES_AFTER_ICE) {
      page.die();
      return;
    }
    CompletableFuture<Fingerprint> secured = page.secure();
    switch (way) {
      case DIES_IN_THE_HANDSHAKE -> {
        // Before the last flight has to be answered, wherever it is by then.
        page.die();
        return;
      }
      case IS_CLOSED_IN_THE_HANDSHAKE -> {
        peer.onLoop(
            () -> {
              peer.transport().close(TransportEnd.CLOSED);
              return null;
            });
        return;
      }
      case SHOWS_ANOTHER_CERTIFICATE, NEVER_ANSWERS -> {
        return;
      }
      default -> secured.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    peer.secure.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    switch (way) {
      case DIES_IN_THE_CALL -> page.die();
      case FLOODS_AND_DIES -> {
        flood(page, patienceMillis);
        page.die();
      }
      case LEAVES -> page.leave();
      default ->
          peer.onLoop(
              () -> {
                peer.transport().close(TransportEnd.CLOSED);
                return null;
              });
    }
  }

  /** Records, packets and checks that are none, from an address that has verified. */
  private static void flood(SyntheticPeer page, int seed) {
    Random random = new Random(seed);
    byte[] firsts = {0, 1, 20, 22, 23, 63, (byte) 128, (byte) 144, (byte) 191, 64, (byte) 255};
    for (int i = 0; i < 200; i++) {
      byte[] packet = new byte[2 + random.nextInt(1400)];
      random.nextBytes(packet);
      packet[0] = firsts[random.nextInt(firsts.length)];
      page.send(packet);
    }
  }

  private static InetSocketAddress address(MediaPort port, boolean tcp) {
    for (Candidate each : port.candidates()) {
      if ((each.transport() == TransportPath.Protocol.TCP) == tcp) {
        return new InetSocketAddress(each.address(), each.port());
      }
    }
    throw new IllegalStateException("no candidate");
  }
}
