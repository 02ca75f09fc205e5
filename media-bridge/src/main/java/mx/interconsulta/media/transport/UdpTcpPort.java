package mx.interconsulta.media.transport;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.media.transport.dtls.DtlsAssociation;
import mx.interconsulta.media.transport.dtls.DtlsCertificate;
import mx.interconsulta.media.transport.dtls.DtlsEvents;
import mx.interconsulta.media.transport.dtls.DtlsThreads;

/** The port with real sockets. Made by {@link PortBinding}. */
public final class UdpTcpPort implements MediaPort {
  private static final long TICK_MILLIS = 1_000;

  private final MediaLoop loop;
  private final TransportLimits limits;
  private final DtlsCertificate certificate;
  private final Fingerprint fingerprint;
  private final DtlsThreads threads;
  private final ConnectivityChecks checks = new ConnectivityChecks();
  private final Set<SecurePeer> peers = new LinkedHashSet<>();
  private final PacketWay way;
  private final TcpGuard guard;
  private final WriteBatch batch;
  private final Promise<Void> ended = Promise.promise();
  private BoundSockets sockets;
  private int handshakes;
  private boolean closed;
  private boolean publishing;
  private volatile PortCensus published = PortCensus.EMPTY;

  UdpTcpPort(MediaLoop loop, TransportLimits limits, DtlsCertificate certificate) {
    this.loop = loop;
    this.limits = limits;
    this.certificate = certificate;
    this.fingerprint = Fingerprint.of("sha-256", certificate.encoded());
    this.threads = new DtlsThreads(limits.handshakes());
    this.way = new PacketWay(loop, checks, this::roomAgain);
    this.guard = new TcpGuard(loop, limits);
    this.batch = new WriteBatch(loop);
  }

  /** Binds what the options say; a failure names the address. */
  public static Future<UdpTcpPort> bind(PortOptions options, DtlsCertificate certificate) {
    return PortBinding.bind(options, certificate);
  }

  /** Lives on these sockets from now on. */
  void start(BoundSockets bound) {
    sockets = bound;
    loop.after(TICK_MILLIS, this::tick);
  }

  @Override
  public MediaLoop loop() {
    return loop;
  }

  @Override
  public List<Candidate> candidates() {
    return sockets.candidates();
  }

  @Override
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public PeerTransport register(PeerTransportListener listener) {
    if (closed) {
      throw new TransportRefusal(TransportRefusal.Reason.CLOSED);
    }
    if (peers.size() >= limits.peers()) {
      throw new TransportRefusal(TransportRefusal.Reason.FULL);
    }
    SecurePeer peer = new SecurePeer(this, listener);
    peers.add(peer);
    changed();
    return peer;
  }

  @Override
  public PortCensus census() {
    return loop.isHere() ? count() : published;
  }

  /** How many packets were dropped before they reached a peer, and why; from any thread. */
  public Map<PacketDrop, Long> drops() {
    return way.drops();
  }

  @Override
  public Future<Void> close() {
    loop.post(
        () -> {
          if (!closed) {
            closed = true;
            List.copyOf(peers).forEach(peer -> peer.close(TransportEnd.PORT_CLOSED));
            // Goodbyes are sent by the DTLS threads: the sockets stay until those have ended.
            threads.close(
                () ->
                    loop.post(
                        () -> {
                          batch.flush();
                          sockets.close().onComplete(ended);
                        }));
          }
        });
    return ended.future();
  }

  TransportLimits limits() {
    return limits;
  }

  ConnectivityChecks checks() {
    return checks;
  }

  PacketWay way() {
    return way;
  }

  TcpGuard guard() {
    return guard;
  }

  WriteBatch batch() {
    return batch;
  }

  DtlsAssociation association(DtlsEvents events) {
    return new DtlsAssociation(
        certificate,
        threads,
        events,
        limits.frameBytes(),
        limits.dtlsQueue(),
        limits.handshakeMillis());
  }

  void handshakeBegan() {
    handshakes++;
    changed();
  }

  void handshakeEnded() {
    handshakes--;
    changed();
  }

  void forget(SecurePeer peer) {
    peers.remove(peer);
    changed();
  }

  private void tick() {
    if (!closed) {
      long now = loop.nanoTime();
      List.copyOf(peers).forEach(peer -> peer.tick(now));
      changed();
      loop.after(TICK_MILLIS, this::tick);
    }
  }

  private void roomAgain() {
    List.copyOf(peers).forEach(SecurePeer::roomAgain);
  }

  private void changed() {
    if (!publishing) {
      publishing = true;
      loop.post(
          () -> {
            publishing = false;
            published = count();
          });
    }
  }

  private PortCensus count() {
    int ciphers = 0;
    for (SecurePeer peer : peers) {
      ciphers += peer.ciphers();
    }
    return new PortCensus(
        peers.size(), checks.size(), sockets.remotes(), guard.connections(), handshakes, ciphers);
  }
}
