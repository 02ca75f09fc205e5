package mx.interconsulta.media.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.media.synthetic.SyntheticListener;
import mx.interconsulta.media.synthetic.SyntheticNet;
import mx.interconsulta.media.synthetic.SyntheticPeer;
import mx.interconsulta.media.transport.dtls.DtlsCertificate;
import org.junit.jupiter.api.Test;

/** What is bound, and what an offer lists. */
class LocalAddressesTest {

  @Test
  void candidatesAreListedBestFirstAndUdpBeforeTcp() throws Exception {
    List<Candidate> candidates =
        LocalAddresses.candidates(
            List.of("203.0.113.7"),
            List.of(InetAddress.getByName("10.0.0.5"), InetAddress.getByName("2001:db8::5")),
            8080,
            8081);

    assertEquals(6, candidates.size());
    assertEquals(
        "candidate:1 1 udp P 203.0.113.7 8080 typ host",
        candidates.get(0).toSdp().replaceAll("udp [0-9]+", "udp P"));
    assertTrue(candidates.get(3).toSdp().endsWith("203.0.113.7 8081 typ host tcptype passive"));
    long before = Long.MAX_VALUE;
    Set<Integer> foundations = new HashSet<>();
    for (Candidate each : candidates) {
      assertTrue(each.priority() < before && each.priority() > 0, "priorities do not fall");
      assertTrue(each.priority() < 1L << 31);
      before = each.priority();
      assertTrue(foundations.add(each.foundation()));
    }
  }

  @Test
  void anyAddressMeansEachOfTheMachineButNotItsLoopbackIfThereAreOthers() throws Exception {
    List<InetAddress> bound = LocalAddresses.of("0.0.0.0");
    assertFalse(bound.isEmpty());
    assertFalse(bound.stream().anyMatch(InetAddress::isAnyLocalAddress));
    boolean loopback = bound.stream().anyMatch(InetAddress::isLoopbackAddress);
    assertTrue(!loopback || bound.stream().allMatch(InetAddress::isLoopbackAddress));
  }

  @Test
  void aLoopbackAddressIsKnownAsOne() throws Exception {
    for (String here : List.of("127.0.0.1", "127.0.1.1", "::1")) {
      assertTrue(candidatesOf(here).stream().allMatch(Candidate::onLoopback), here);
    }
    for (String elsewhere : List.of("10.0.0.5", "2001:db8::1")) {
      assertFalse(candidatesOf(elsewhere).stream().anyMatch(Candidate::onLoopback), elsewhere);
    }
  }

  private static List<Candidate> candidatesOf(String address) throws Exception {
    return LocalAddresses.candidates(List.of(), List.of(InetAddress.getByName(address)), 1, 2);
  }

  @Test
  void aPortOnAnyAddressListsEachWithTheSameNumbers() throws Exception {
    UdpTcpPort port =
        bind(new PortOptions("0.0.0.0", 0, 0, List.of(), true, TransportLimits.STANDARD));
    try {
      assertEquals(2 * LocalAddresses.of("0.0.0.0").size(), port.candidates().size());
      assertEquals(2, port.candidates().stream().map(Candidate::port).distinct().count());
    } finally {
      close(port);
    }
  }

  @Test
  void peersConnectOverIpv6() throws Exception {
    assumeTrue(hasIpv6(), "this machine has no IPv6");
    UdpTcpPort port = bind(PortOptions.anyPort("::1"));
    try (SyntheticNet net = new SyntheticNet()) {
      RecordedPeer peer = RecordedPeer.register(port);
      SyntheticPeer page =
          new SyntheticPeer(net, peer.transport().credentials(), SyntheticListener.SILENT);
      peer.answer(page.fingerprint());
      Candidate candidate = port.candidates().get(0);
      page.connect(new InetSocketAddress(candidate.address(), candidate.port()), false)
          .get(20, TimeUnit.SECONDS);
      peer.secure.get(20, TimeUnit.SECONDS);
    } finally {
      close(port);
    }
  }

  private static boolean hasIpv6() {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(loopback6(), 0))) {
      return socket.isBound();
    } catch (IOException none) {
      return false;
    }
  }

  private static InetAddress loopback6() throws IOException {
    byte[] address = new byte[16];
    address[15] = 1;
    return InetAddress.getByAddress(address);
  }

  private static UdpTcpPort bind(PortOptions options) throws Exception {
    return UdpTcpPort.bind(options, DtlsCertificate.generate())
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private static void close(UdpTcpPort port) throws Exception {
    port.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
