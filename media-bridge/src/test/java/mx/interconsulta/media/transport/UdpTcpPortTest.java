package mx.interconsulta.media.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.media.synthetic.SyntheticListener;
import mx.interconsulta.media.synthetic.SyntheticNet;
import mx.interconsulta.media.synthetic.SyntheticPeer;
import mx.interconsulta.media.transport.dtls.DtlsCertificate;
import mx.interconsulta.media.transport.srtp.SrtpProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One peer and the port, over real sockets: ICE, DTLS and SRTP from joining to leaving. */
class UdpTcpPortTest {
  private static final DtlsCertificate CERTIFICATE = DtlsCertificate.generate();

  private final SyntheticNet net = new SyntheticNet();
  private UdpTcpPort port;

  @BeforeEach
  void bindsAnyPort() throws Exception {
    port = bind(PortOptions.anyPort("127.0.0.1"));
  }

  @AfterEach
  void closesThePort() throws Exception {
    get(port.close());
    net.close();
  }

  @ParameterizedTest
  @CsvSource({"UDP,true", "TCP,true", "UDP,false", "TCP,false"})
  void packetsPassBothWaysOverEveryTransport(
      TransportPath.Protocol protocol, boolean nativeTransport) throws Exception {
    PortOptions options =
        new PortOptions("127.0.0.1", 0, 0, List.of(), nativeTransport, TransportLimits.STANDARD);
    UdpTcpPort own = bind(options);
    try {
      RecordedPeer peer = RecordedPeer.register(own);
      CompletableFuture<byte[]> heard = new CompletableFuture<>();
      SyntheticPeer page = page(peer, heard);
      peer.answer(page.fingerprint());
      Fingerprint shown = wait(page.connect(address(own, protocol), tcp(protocol)));
      wait(peer.secure);

      assertEquals(own.fingerprint(), shown);
      assertEquals(protocol, peer.paths.get(0).protocol());
      sendFromPage(page, TestPackets.rtp(7, 1, 600), 600);
      RecordedPeer.until(own, "a packet from the page", () -> peer.rtp.size() == 1);
      assertArrayEquals(Arrays.copyOf(TestPackets.rtp(7, 1, 600), 600), peer.rtp.get(0));
      byte[] toPage = TestPackets.rtp(9, 1, 900);
      assertTrue(
          peer.onLoop(
              () -> peer.transport().sendRtp(toPage, 0, 900, PeerTransport.Urgency.PICTURE)));
      assertArrayEquals(Arrays.copyOf(TestPackets.rtp(9, 1, 900), 900), wait(heard));
    } finally {
      get(own.close());
    }
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void everyProfileThatWeOfferWorksForRtpAndRtcp(SrtpProfile profile) throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer page =
        new SyntheticPeer(net, peer.transport().credentials(), SyntheticListener.SILENT, profile);
    peer.answer(page.fingerprint());
    wait(page.connect(address(port, TransportPath.Protocol.UDP), false));
    wait(peer.secure);

    net.loop().execute(() -> page.sendRtcp(TestPackets.rtcp(7), 0, 8));

    RecordedPeer.until(port, "an RTCP packet", () -> peer.rtcp.size() == 1);
    assertArrayEquals(Arrays.copyOf(TestPackets.rtcp(7), 8), peer.rtcp.get(0));
  }

  @Test
  void pitfall1AClientHelloMayComeInSeveralDatagrams() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer page = page(peer, new CompletableFuture<>()).withDtlsDatagrams(150);
    peer.answer(page.fingerprint());
    wait(page.connect(address(port, TransportPath.Protocol.UDP), false));
    wait(peer.secure);
  }

  @Test
  void pitfall1NoHandshakeBeginsBeforeACheckVerified() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer page = page(peer, new CompletableFuture<>());
    peer.answer(page.fingerprint());
    page.moveTo(address(port, TransportPath.Protocol.UDP), false);
    CompletableFuture<Fingerprint> secured = page.secure();
    RecordedPeer.until(
        port, "records of a stranger", () -> port.drops().get(PacketDrop.UNVERIFIED_SOURCE) >= 2);
    assertEquals(0, peer.onLoop(() -> port.census().handshakes()));
    page.send(Checks.forged(peer.transport().credentials()));
    RecordedPeer.until(
        port, "a forged check", () -> port.drops().get(PacketDrop.UNVERIFIED_CHECK) == 1);
    assertEquals(0, peer.onLoop(() -> port.census().udpPaths()));

    page.check(true);
    wait(secured);
    wait(peer.secure);
  }

  @Test
  void pitfall2TheHandshakeMayComeBeforeTheAnswer() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer page = page(peer, new CompletableFuture<>());
    wait(page.connect(address(port, TransportPath.Protocol.UDP), false));

    assertFalse(peer.secure.isDone(), "secure without an answer");
    sendFromPage(page, TestPackets.rtp(7, 1, 100), 100);
    int answered = page.answered();
    net.loop().execute(() -> page.check(true));
    RecordedPeer.until(port, "what came before it", () -> page.answered() > answered);
    peer.answer(page.fingerprint());
    wait(peer.secure);
    sendFromPage(page, TestPackets.rtp(7, 2, 100), 100);
    RecordedPeer.until(port, "the packet after the answer", () -> !peer.rtp.isEmpty());
    assertEquals(2, peer.rtp.get(0)[3], "a packet passed before the certificate was compared");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCertificateThatIsNotTheAnswersEndsThePeer(boolean answerFirst) throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer page = page(peer, new CompletableFuture<>());
    Fingerprint another = Fingerprint.of("sha-256", new byte[] {4});
    if (answerFirst) {
      peer.answer(another);
    }
    wait(page.connect(address(port, TransportPath.Protocol.UDP), false));
    if (!answerFirst) {
      peer.answer(another);
    }

    assertEquals(TransportEnd.FINGERPRINT_MISMATCH, wait(peer.closed));
    assertFalse(peer.secure.isDone());
    nothingIsLeft();
  }

  @Test
  void anAnswerThatWantsToBeTheServerEndsThePeer() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    peer.onLoop(
        () -> {
          peer.transport().setRemote("synt", port.fingerprint(), DtlsSetup.PASSIVE);
          return null;
        });
    assertEquals(TransportEnd.BAD_SETUP, wait(peer.closed));
    nothingIsLeft();
  }

  @Test
  void aPageThatLeavesIsHeardToLeave() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer page = joined(peer, TransportPath.Protocol.UDP);

    wait(page.leave());

    assertEquals(TransportEnd.PEER_CLOSED, wait(peer.closed));
    nothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource(TransportPath.Protocol.class)
  void whenWeCloseNothingIsLeft(TransportPath.Protocol protocol) throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer page = joined(peer, protocol);
    sendFromPage(page, TestPackets.rtp(7, 1, 100), 100);
    RecordedPeer.until(port, "a packet", () -> !peer.rtp.isEmpty());

    peer.onLoop(
        () -> {
          peer.transport().close(TransportEnd.CLOSED);
          return null;
        });

    assertEquals(TransportEnd.CLOSED, wait(peer.closed));
    nothingIsLeft();
  }

  @Test
  void replaysAndForgedSsrcsFromThePeersOwnAddressChangeNothing() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer page = joined(peer, TransportPath.Protocol.UDP);
    CompletableFuture<byte[]> sealing = new CompletableFuture<>();
    net.loop().execute(() -> sealing.complete(page.sealedRtp(TestPackets.rtp(7, 1, 100), 0, 100)));
    byte[] sealed = wait(sealing);
    page.send(sealed);
    page.send(sealed);
    for (int ssrc = 1_000; ssrc < 2_000; ssrc++) {
      page.send(TestPackets.rtp(ssrc, 1, 120));
    }
    int answered = page.answered();
    net.loop().execute(() -> page.check(true));
    RecordedPeer.until(port, "what came before it", () -> page.answered() > answered);

    assertEquals(1, peer.rtp.size());
    TransportStatistics seen = peer.onLoop(() -> peer.transport().statistics());
    assertEquals(1, seen.replayed());
    assertTrue(seen.unauthentic() >= 900, "forged packets seen: " + seen.unauthentic());
    assertEquals(1, peer.onLoop(() -> port.census().ciphers()));
  }

  @Test
  void tcpConnectionsThatDoNotBeginWithACheckOfOursAreClosed() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer stranger =
        new SyntheticPeer(
            net,
            new IceCredentials("AAAABBBB", "not-issued-by-anybody-here"),
            SyntheticListener.SILENT);
    stranger.moveTo(address(port, TransportPath.Protocol.TCP), true);
    stranger.check(true);
    RecordedPeer.until(port, "a refused frame", () -> port.drops().get(PacketDrop.BAD_FRAME) == 1);
    RecordedPeer.until(port, "no connection", () -> port.census().tcpConnections() == 0);
    assertEquals(1, peer.onLoop(() -> port.census().peers()));
  }

  @Test
  void tcpConnectionsOfOneAddressThatVerifyNothingAreLimited() throws Exception {
    for (int i = 0; i < 40; i++) {
      new SyntheticPeer(
              net,
              new IceCredentials("AAAABBBB", "not-issued-by-anybody-here"),
              SyntheticListener.SILENT)
          .moveTo(address(port, TransportPath.Protocol.TCP), true);
    }
    RecordedPeer.until(
        port, "refusals", () -> port.drops().get(PacketDrop.TOO_MANY_CONNECTIONS) == 8);
    assertEquals(
        TransportLimits.STANDARD.unverifiedTcpPerAddress(),
        RecordedPeer.onLoop(port, () -> port.census().tcpConnections()));
  }

  @Test
  void soundIsSentAgainAsTheVeryBytesThatWentOut() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    joined(peer, TransportPath.Protocol.UDP);
    boolean[] results =
        peer.onLoop(
            () -> {
              PeerTransport to = peer.transport();
              to.sendRtp(TestPackets.rtp(9, 1, 50), 0, 50, PeerTransport.Urgency.SOUND);
              to.sendRtp(TestPackets.rtp(9, 2, 50), 0, 50, PeerTransport.Urgency.PICTURE);
              return new boolean[] {
                to.resendSound(9, 1), to.resendSound(9, 2), to.resendSound(8, 1)
              };
            });
    assertArrayEquals(new boolean[] {true, false, false}, results);
    assertEquals(3, peer.onLoop(() -> peer.transport().statistics().packetsOut()));
  }

  @Test
  void packetsThatLeaveTogetherArriveAsTheyWere() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    List<byte[]> heard = new CopyOnWriteArrayList<>();
    SyntheticPeer page =
        new SyntheticPeer(
            net,
            peer.transport().credentials(),
            new SyntheticListener() {
              @Override
              public void onRtp(byte[] buffer, int offset, int length, long arrivalNanos) {
                heard.add(Arrays.copyOfRange(buffer, offset, offset + length));
              }
            });
    peer.answer(page.fingerprint());
    wait(page.connect(address(port, TransportPath.Protocol.UDP), false));
    wait(peer.secure);
    // Two frames and a sound in one turn: runs of one length, a shorter last, one too long to join.
    int[] lengths = {1100, 1100, 1100, 700, 60, 900, 900, 1200, 1300, 1300, 60, 60};
    peer.onLoop(
        () -> {
          for (int i = 0; i < lengths.length; i++) {
            peer.transport()
                .sendRtp(
                    TestPackets.rtp(9, i, lengths[i]),
                    0,
                    lengths[i],
                    PeerTransport.Urgency.PICTURE);
          }
          return null;
        });

    RecordedPeer.until(port, "all packets", () -> heard.size() == lengths.length);
    for (int i = 0; i < lengths.length; i++) {
      assertArrayEquals(Arrays.copyOf(TestPackets.rtp(9, i, lengths[i]), lengths[i]), heard.get(i));
    }
  }

  @Test
  void aNetworkChangeIsFollowed() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer page = joined(peer, TransportPath.Protocol.UDP);
    InetSocketAddress before = page.local();

    page.moveTo(address(port, TransportPath.Protocol.UDP), false);
    page.check(true);

    RecordedPeer.until(port, "another path", () -> peer.paths.size() == 2);
    assertFalse(before.equals(peer.paths.get(1).remote()));
    assertEquals(page.local(), peer.paths.get(1).remote());
    sendFromPage(page, TestPackets.rtp(7, 1, 100), 100);
    RecordedPeer.until(port, "a packet on the new path", () -> !peer.rtp.isEmpty());
  }

  @Test
  void pitfall10ARestartKeepsTheOldPathUntilANewOneIsNominated() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer page = joined(peer, TransportPath.Protocol.UDP);
    int answered = page.answered();

    IceCredentials renewed = peer.onLoop(() -> peer.transport().restart());

    assertTrue(
        peer.onLoop(
            () ->
                peer.transport()
                    .sendRtp(TestPackets.rtp(9, 1, 50), 0, 50, PeerTransport.Urgency.SOUND)),
        "nothing can be sent during the restart");
    page.check(false);
    RecordedPeer.until(port, "consent on the old path", () -> page.answered() > answered);
    page.useCredentials(renewed);
    page.moveTo(address(port, TransportPath.Protocol.UDP), false);
    page.check(false);
    RecordedPeer.until(port, "the new path checked", () -> port.census().udpPaths() == 2);
    assertEquals(1, peer.paths.size(), "moved before the nomination");
    page.check(true);
    RecordedPeer.until(port, "the new path", () -> peer.paths.size() == 2);
    assertEquals(1, peer.onLoop(() -> port.census().fragments()), "the old credentials still work");
  }

  @Test
  void aPeerThatBelievesItselfControlledIsToldToChange() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer page = page(peer, new CompletableFuture<>());
    page.moveTo(address(port, TransportPath.Protocol.UDP), false);
    page.send(Checks.controlled(peer.transport().credentials()));
    RecordedPeer.until(port, "role conflict", () -> page.lastError() == 487);
    page.send(Checks.withUnknownAttribute(peer.transport().credentials()));
    RecordedPeer.until(port, "unknown attribute", () -> page.lastError() == 420);
    page.die();
  }

  @Test
  void pitfall11APortThatIsTakenSaysWhich() throws Exception {
    int taken = address(port, TransportPath.Protocol.UDP).getPort();
    PortOptions same =
        new PortOptions("127.0.0.1", taken, 0, List.of(), true, TransportLimits.STANDARD);

    ExecutionException failure = assertThrows(ExecutionException.class, () -> bind(same));

    assertTrue(failure.getCause() instanceof BindFailure);
    assertTrue(
        failure.getCause().getMessage().contains("UDP 127.0.0.1 port " + taken),
        failure.getCause().getMessage());
  }

  @Test
  void aFullPortRefuses() throws Exception {
    TransportLimits one =
        new TransportLimits(1, 16, 10, 4, 1000, 2048, 2, 5000, 8, 5000, 5000, 30_000, 16, 65_536);
    UdpTcpPort small = bind(new PortOptions("127.0.0.1", 0, 0, List.of(), true, one));
    try {
      RecordedPeer.register(small);
      ExecutionException refused =
          assertThrows(ExecutionException.class, () -> RecordedPeer.register(small));
      assertEquals(TransportRefusal.Reason.FULL, ((TransportRefusal) refused.getCause()).reason());
    } finally {
      get(small.close());
    }
  }

  @Test
  void picturesAreDroppedWhenATcpPathIsFullAndSoundGoesOn() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    SyntheticPeer page = joined(peer, TransportPath.Protocol.TCP);
    page.read(false);

    int[] sequence = {0};
    RecordedPeer.until(
        port,
        "a full path",
        () ->
            !peer.transport()
                .sendRtp(
                    TestPackets.rtp(9, ++sequence[0], 1200),
                    0,
                    1200,
                    PeerTransport.Urgency.PICTURE));
    assertTrue(
        peer.onLoop(
            () ->
                peer.transport()
                    .sendRtp(TestPackets.rtp(8, 1, 100), 0, 100, PeerTransport.Urgency.SOUND)),
        "sound was dropped with the pictures");
    assertEquals(0, peer.picturesDropped.get());

    page.read(true);
    RecordedPeer.until(port, "room again", () -> peer.picturesDropped.get() == 1);
    assertTrue(
        peer.onLoop(
            () ->
                peer.transport()
                    .sendRtp(
                        TestPackets.rtp(9, ++sequence[0], 1200),
                        0,
                        1200,
                        PeerTransport.Urgency.PICTURE)));
    assertTrue(peer.onLoop(() -> peer.transport().statistics().unsent()) >= 1);
  }

  @Test
  void closingThePortEndsEveryPeerWithAGoodbye() throws Exception {
    RecordedPeer peer = RecordedPeer.register(port);
    joined(peer, TransportPath.Protocol.UDP);

    get(port.close());

    assertEquals(TransportEnd.PORT_CLOSED, wait(peer.closed));
  }

  private SyntheticPeer joined(RecordedPeer peer, TransportPath.Protocol protocol)
      throws Exception {
    SyntheticPeer page = page(peer, new CompletableFuture<>());
    peer.answer(page.fingerprint());
    wait(page.connect(address(port, protocol), tcp(protocol)));
    wait(peer.secure);
    return page;
  }

  private SyntheticPeer page(RecordedPeer peer, CompletableFuture<byte[]> heard) {
    return new SyntheticPeer(
        net,
        peer.transport().credentials(),
        new SyntheticListener() {
          @Override
          public void onRtp(byte[] buffer, int offset, int length, long arrivalNanos) {
            heard.complete(Arrays.copyOfRange(buffer, offset, offset + length));
          }
        });
  }

  private void sendFromPage(SyntheticPeer page, byte[] packet, int length) {
    net.loop().execute(() -> page.sendRtp(packet, 0, length));
  }

  private void nothingIsLeft() throws Exception {
    RecordedPeer.until(port, "an empty port", () -> port.census().equals(PortCensus.EMPTY));
  }

  private static UdpTcpPort bind(PortOptions options) throws Exception {
    return get(UdpTcpPort.bind(options, CERTIFICATE));
  }

  private static boolean tcp(TransportPath.Protocol protocol) {
    return protocol == TransportPath.Protocol.TCP;
  }

  private static InetSocketAddress address(MediaPort port, TransportPath.Protocol protocol) {
    Candidate candidate =
        port.candidates().stream()
            .filter(each -> each.transport() == protocol)
            .findFirst()
            .orElseThrow();
    return new InetSocketAddress(candidate.address(), candidate.port());
  }

  private static <T> T get(io.vertx.core.Future<T> future) throws Exception {
    return wait(future.toCompletionStage().toCompletableFuture());
  }

  private static <T> T wait(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }
}
