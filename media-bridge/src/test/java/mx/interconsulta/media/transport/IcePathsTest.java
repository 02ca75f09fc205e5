package mx.interconsulta.media.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which pair packets use, whatever a browser nominates. */
class IcePathsTest {
  private static final long SECOND = 1_000_000_000L;

  private final IcePaths paths = new IcePaths(4);
  private long now = SECOND;

  @Test
  void nothingIsUsedBeforeItIsNominated() {
    IcePath udp = add(TransportPath.Protocol.UDP);
    paths.choose(now);
    assertNull(paths.selected());

    paths.nominate(udp, 1, now);
    assertSame(udp, paths.selected());
  }

  @Test
  void pitfall3UdpIsPreferredWhenABrowserNominatesEveryPair() {
    IcePath udp = add(TransportPath.Protocol.UDP);
    IcePath tcp = add(TransportPath.Protocol.TCP);

    paths.nominate(udp, 1, now);
    paths.nominate(tcp, 1, now);

    assertSame(udp, paths.selected(), "the last nominated won, though it is TCP");
  }

  @Test
  void aTcpPairThatIsNominatedAgainAndAgainIsFollowedThoughARelayIsHeard() {
    IcePath relay = add(TransportPath.Protocol.UDP);
    IcePath tcp = add(TransportPath.Protocol.TCP);
    for (int i = 0; i < 3; i++) {
      paths.nominate(relay, 1, now);
      now += SECOND;
    }
    for (int i = 0; i < 5; i++) {
      relay.heard(now);
      tcp.heard(now);
      paths.nominate(tcp, 1, now);
      now += SECOND / 2;
    }
    assertSame(tcp, paths.selected());

    now += SECOND;
    paths.nominate(relay, 1, now);
    assertSame(relay, paths.selected(), "the browser took it again");
  }

  @Test
  void whoNominatesEveryPairOnceOrTwiceHasNotChosenTheLast() {
    IcePath udp = add(TransportPath.Protocol.UDP);
    IcePath tcp = add(TransportPath.Protocol.TCP);
    for (int i = 0; i < 3; i++) {
      paths.nominate(udp, 1, now);
      paths.nominate(tcp, 1, now);
      now += SECOND / 2;
    }
    for (int i = 0; i < 20; i++) {
      udp.heard(now);
      tcp.heard(now);
      paths.choose(now);
      assertSame(udp, paths.selected());
      now += SECOND;
    }
    paths.nominate(tcp, 1, now);
    assertSame(udp, paths.selected(), "once more after a while is no choice either");
  }

  @Test
  void udpTakesOverFromTcpThatWasNominatedFirst() {
    IcePath tcp = add(TransportPath.Protocol.TCP);
    IcePath udp = add(TransportPath.Protocol.UDP);
    paths.nominate(tcp, 1, now);
    paths.nominate(udp, 1, now);
    assertSame(udp, paths.selected());
  }

  @Test
  void amongUdpPairsTheLastNominatedWins() {
    IcePath home = add(TransportPath.Protocol.UDP);
    IcePath mobile = add(TransportPath.Protocol.UDP);
    paths.nominate(home, 1, now);
    paths.nominate(mobile, 1, now);
    assertSame(mobile, paths.selected());
    paths.nominate(home, 1, now);
    assertSame(home, paths.selected());
  }

  @Test
  void tcpTakesOverFromUdpThatFellSilent() {
    IcePath udp = add(TransportPath.Protocol.UDP);
    IcePath tcp = add(TransportPath.Protocol.TCP);
    paths.nominate(udp, 1, now);
    now += IcePaths.SILENT_NANOS + 1;
    tcp.heard(now);
    paths.nominate(tcp, 1, now);
    assertSame(tcp, paths.selected());

    udp.heard(now);
    paths.choose(now);
    assertSame(udp, paths.selected(), "UDP is back");
  }

  @Test
  void pitfall10AnOldPathIsKeptUntilTheNewCredentialsNominate() {
    IcePath old = add(TransportPath.Protocol.UDP);
    paths.nominate(old, 1, now);
    IcePath renewed = add(TransportPath.Protocol.UDP);
    paths.choose(now);
    assertSame(old, paths.selected());

    paths.nominate(renewed, 2, now);
    assertSame(renewed, paths.selected());
    paths.nominate(old, 1, now);
    assertSame(renewed, paths.selected(), "a late check of the old credentials took it back");
  }

  @Test
  void aPathOfNewCredentialsWinsEvenOverTcp() {
    IcePath old = add(TransportPath.Protocol.UDP);
    paths.nominate(old, 1, now);
    IcePath renewed = add(TransportPath.Protocol.TCP);
    paths.nominate(renewed, 2, now);
    assertSame(renewed, paths.selected());
  }

  @Test
  void whenThePathInUseIsLostTheNextNominatedIsUsed() {
    IcePath udp = add(TransportPath.Protocol.UDP);
    IcePath tcp = add(TransportPath.Protocol.TCP);
    paths.nominate(tcp, 1, now);
    paths.nominate(udp, 1, now);
    paths.remove(udp, now);
    assertSame(tcp, paths.selected());
    paths.remove(tcp, now);
    assertNull(paths.selected());
  }

  @Test
  void thereAreNeverMoreThanTheLimitAndTheOneInUseStays() {
    IcePath used = add(TransportPath.Protocol.UDP);
    paths.nominate(used, 1, now);
    for (int i = 0; i < 20; i++) {
      now += SECOND;
      add(TransportPath.Protocol.UDP);
    }
    assertEquals(4, paths.size());
    assertSame(used, paths.selected());
  }

  @Test
  void pathsNobodyUsesAreForgotten() {
    IcePath used = add(TransportPath.Protocol.UDP);
    IcePath idle = add(TransportPath.Protocol.UDP);
    paths.nominate(used, 1, now);
    now += IcePaths.STALE_NANOS + 1;
    assertEquals(List.of(idle), paths.prune(now));
    assertEquals(1, paths.size());
  }

  private IcePath add(TransportPath.Protocol protocol) {
    IcePath path = new IcePath(new NoWire(protocol), now);
    paths.add(path);
    return path;
  }

  private static final class NoWire extends Wire {
    private final TransportPath.Protocol protocol;

    NoWire(TransportPath.Protocol protocol) {
      this.protocol = protocol;
    }

    @Override
    TransportPath.Protocol protocol() {
      return protocol;
    }

    @Override
    InetSocketAddress remote() {
      return new InetSocketAddress("192.0.2.1", 1);
    }

    @Override
    boolean hasRoom(PeerTransport.Urgency urgency) {
      return true;
    }

    @Override
    void send(byte[] buffer, int offset, int length) {}

    @Override
    void release() {}

    @Override
    void close() {}
  }
}
