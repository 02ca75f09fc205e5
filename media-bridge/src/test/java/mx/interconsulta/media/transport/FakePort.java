package mx.interconsulta.media.transport;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** A port without sockets or ciphers, for tests of what is built on one. */
public final class FakePort implements MediaPort {
  private final ManualLoop loop = new ManualLoop();
  private final List<FakePeer> peers = new ArrayList<>();
  private int issued;
  private boolean closed;

  @Override
  public ManualLoop loop() {
    return loop;
  }

  @Override
  public List<Candidate> candidates() {
    return List.of(
        new Candidate(TransportPath.Protocol.UDP, 1, 2130706431L, "192.0.2.1", 8080),
        new Candidate(TransportPath.Protocol.TCP, 2, 1694498815L, "192.0.2.1", 8081));
  }

  @Override
  public Fingerprint fingerprint() {
    return Fingerprint.of("sha-256", new byte[] {1});
  }

  @Override
  public FakePeer register(PeerTransportListener listener) {
    if (closed) {
      throw new TransportRefusal(TransportRefusal.Reason.CLOSED);
    }
    FakePeer peer = new FakePeer(this, listener);
    peers.add(peer);
    return peer;
  }

  @Override
  public PortCensus census() {
    return new PortCensus(peers.size(), peers.size(), 0, 0, 0, 0);
  }

  @Override
  public Future<Void> close() {
    closed = true;
    List.copyOf(peers).forEach(peer -> peer.close(TransportEnd.PORT_CLOSED));
    return Future.succeededFuture();
  }

  /** The peers that are not closed, in the order they were registered. */
  public List<FakePeer> peers() {
    return peers;
  }

  IceCredentials issue() {
    issued++;
    return new IceCredentials("fake" + issued, "a-password-of-24-letters" + issued);
  }

  void forget(FakePeer peer) {
    peers.remove(peer);
  }
}
