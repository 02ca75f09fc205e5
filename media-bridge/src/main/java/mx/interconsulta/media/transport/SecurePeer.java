package mx.interconsulta.media.transport;

import mx.interconsulta.media.transport.dtls.DtlsAssociation;
import mx.interconsulta.media.transport.dtls.DtlsEvents;
import mx.interconsulta.media.transport.dtls.DtlsKeys;
import mx.interconsulta.media.transport.srtp.PacketView;
import mx.interconsulta.media.transport.srtp.SrtpSession;
import mx.interconsulta.media.transport.srtp.SrtpVerdict;
import mx.interconsulta.media.transport.stun.StunAttribute;
import mx.interconsulta.media.transport.stun.StunMessage;

/**
 * One participant's transport. Its way in, step by step: a check verifies (the first thing anybody
 * can make it do), DTLS begins, keys come, the certificate is compared with the answer, a pair is
 * nominated; only then do packets pass.
 */
final class SecurePeer implements PeerTransport {
  private final UdpTcpPort port;
  private final PeerTransportListener listener;
  private final TransportLimits limits;
  private final IcePaths paths;
  private final DtlsAssociation dtls;
  private final PacketView view = new PacketView();
  private final TrafficCount count = new TrafficCount();
  private final SentSound sound = new SentSound();

  private IssuedCredentials newest;
  private IssuedCredentials inUse;
  private Fingerprint remote;
  private DtlsKeys keys;
  private SrtpSession srtp;
  private boolean announced;
  private IcePath told;
  private Wire dtlsWire;
  private long deadline;
  private long checkedNanos;
  private boolean picturesDropped;
  private boolean closed;

  SecurePeer(UdpTcpPort port, PeerTransportListener listener) {
    this.port = port;
    this.listener = listener;
    this.limits = port.limits();
    this.paths = new IcePaths(limits.pathsPerPeer());
    this.dtls = port.association(new Handshake());
    this.newest = new IssuedCredentials(this, 1);
    this.inUse = newest;
    this.checkedNanos = port.loop().nanoTime();
    this.deadline = in(limits.answerMillis());
    port.checks().issue(newest);
  }

  @Override
  public IceCredentials credentials() {
    return newest.credentials();
  }

  @Override
  public void setRemote(String ufrag, Fingerprint fingerprint, DtlsSetup setup) {
    if (closed) {
      return;
    }
    if (setup != DtlsSetup.ACTIVE) {
      close(TransportEnd.BAD_SETUP);
    } else if (remote == null) {
      remote = fingerprint;
      deadline = in(limits.connectMillis());
      secure();
    } else if (!remote.equals(fingerprint)) {
      close(TransportEnd.FINGERPRINT_MISMATCH);
    }
  }

  @Override
  public IceCredentials restart() {
    if (!closed) {
      if (newest != inUse) {
        port.checks().revoke(newest);
      }
      newest = new IssuedCredentials(this, newest.generation() + 1);
      port.checks().issue(newest);
    }
    return newest.credentials();
  }

  @Override
  public boolean isSecure() {
    return announced && !closed;
  }

  @Override
  public boolean sendRtp(byte[] buffer, int offset, int length, Urgency urgency) {
    Wire wire = wireFor(urgency);
    if (wire == null || !srtp.sealRtp(view.on(buffer, offset, length))) {
      return false;
    }
    wire.send(buffer, offset, view.getLength());
    count.sent(view.getLength());
    if (urgency == Urgency.SOUND) {
      sound.keep(buffer, offset, view.getLength());
    }
    return true;
  }

  @Override
  public boolean resendSound(int ssrc, int sequence) {
    Wire wire = wireFor(Urgency.SOUND);
    byte[] sealed = wire == null ? null : sound.find(ssrc, sequence);
    if (sealed == null) {
      return false;
    }
    int length = sound.length(ssrc, sequence);
    wire.send(sealed, 0, length);
    count.sent(length);
    return true;
  }

  @Override
  public void retire(int ssrc) {
    if (srtp != null) {
      srtp.retire(ssrc);
    }
  }

  @Override
  public boolean sendRtcp(byte[] buffer, int offset, int length) {
    Wire wire = wireFor(Urgency.SOUND);
    if (wire == null || !srtp.sealRtcp(view.on(buffer, offset, length))) {
      return false;
    }
    wire.send(buffer, offset, view.getLength());
    count.sent(view.getLength());
    return true;
  }

  @Override
  public TransportPath path() {
    IcePath path = paths.selected();
    return path == null ? null : new TransportPath(path.protocol(), path.wire().remote());
  }

  @Override
  public TransportStatistics statistics() {
    return count.snapshot();
  }

  @Override
  public void close(TransportEnd reason) {
    if (closed) {
      return;
    }
    closed = true;
    port.checks().revoke(newest);
    port.checks().revoke(inUse);
    dtlsWire = paths.selected() == null ? dtlsWire : paths.selected().wire();
    boolean goodbye = keys != null && reason != TransportEnd.PEER_CLOSED;
    for (IcePath each : paths.all()) {
      if (!goodbye || each.wire() != dtlsWire) {
        each.close();
      } else {
        each.wire().release();
      }
    }
    paths.clear();
    sound.clear();
    dtls.close();
    if (srtp != null) {
      srtp.close();
    }
    port.forget(this);
    listener.onClosed(reason);
  }

  /** A check verified and was answered. */
  void checked(IcePath path, StunMessage check, IssuedCredentials issued, long nowNanos) {
    count.checked();
    checkedNanos = nowNanos;
    path.heard(nowNanos);
    if (check.has(StunAttribute.USE_CANDIDATE)) {
      paths.nominate(path, issued.generation(), nowNanos);
      if (issued.generation() > inUse.generation() && issued == newest) {
        port.checks().revoke(inUse);
        inUse = newest;
      }
      followSelection();
    }
  }

  /** A new pair, at most as many as the limits allow. */
  IcePath open(Wire wire, long nowNanos) {
    IcePath path = new IcePath(wire, nowNanos);
    IcePath evicted = paths.add(path);
    if (evicted != null) {
      evicted.close();
    }
    return path;
  }

  /** A pair is gone. */
  void lost(IcePath path) {
    if (!closed) {
      paths.remove(path, port.loop().nanoTime());
      followSelection();
    }
  }

  /** A DTLS record came over a pair. */
  void dtls(IcePath path, byte[] buffer, int offset, int length) {
    dtlsWire = path.wire();
    if (dtls.receive(buffer, offset, length)) {
      port.handshakeBegan();
    }
  }

  /** An RTP or RTCP packet came over a pair. */
  void media(IcePath path, PacketKind kind, byte[] buffer, int offset, int length, long nowNanos) {
    if (srtp == null || closed) {
      return;
    }
    view.on(buffer, offset, length);
    SrtpVerdict verdict =
        kind == PacketKind.RTP ? srtp.openRtp(view, nowNanos) : srtp.openRtcp(view, nowNanos);
    count.received(verdict, length);
    if (verdict != SrtpVerdict.OPENED) {
      return;
    }
    path.heard(nowNanos);
    if (kind == PacketKind.RTP) {
      listener.onRtp(buffer, offset, view.getLength(), nowNanos);
    } else {
      listener.onRtcp(buffer, offset, view.getLength(), nowNanos);
    }
  }

  /** Once a second: deadlines, consent (RFC 7675, section 5.1), pairs that fell silent. */
  void tick(long nowNanos) {
    if (!announced && nowNanos - deadline > 0) {
      boolean reached = count.checks() > 0 && remote != null;
      close(reached ? TransportEnd.HANDSHAKE_FAILED : TransportEnd.CONNECT_TIMEOUT);
    } else if (announced && nowNanos - checkedNanos > limits.consentMillis() * 1_000_000L) {
      close(TransportEnd.CONSENT_EXPIRED);
    } else {
      paths.choose(nowNanos);
      followSelection();
      paths.prune(nowNanos).forEach(IcePath::close);
      roomAgain();
    }
  }

  /** The path may have room again. */
  void roomAgain() {
    IcePath path = paths.selected();
    if (picturesDropped && path != null && path.wire().hasRoom(Urgency.PICTURE)) {
      picturesDropped = false;
      listener.onPicturesDropped();
    }
  }

  int ciphers() {
    return srtp == null ? 0 : srtp.ciphers();
  }

  private long in(int millis) {
    return port.loop().nanoTime() + millis * 1_000_000L;
  }

  private Wire wireFor(Urgency urgency) {
    IcePath path = paths.selected();
    if (!announced || closed || path == null) {
      return null;
    }
    if (!path.wire().hasRoom(urgency)) {
      count.unsent();
      picturesDropped |= urgency == Urgency.PICTURE;
      return null;
    }
    return path.wire();
  }

  private void followSelection() {
    IcePath selected = paths.selected();
    if (selected != null && selected != told) {
      if (told != null) {
        count.moved();
      }
      told = selected;
      listener.onPath(path());
    }
    secure();
  }

  /** Lets packets pass once there are keys, the right certificate, and a pair. */
  private void secure() {
    if (closed || keys == null || remote == null || announced) {
      return;
    }
    if (srtp == null) {
      if (!Fingerprint.of(remote.algorithm(), keys.peerCertificate()).equals(remote)) {
        close(TransportEnd.FINGERPRINT_MISMATCH);
        return;
      }
      srtp =
          new SrtpSession(
              keys.profile(),
              keys.profile().clientKeys(keys.material()),
              keys.profile().serverKeys(keys.material()),
              limits.ssrcsPerPeer());
    }
    if (paths.selected() != null) {
      announced = true;
      checkedNanos = port.loop().nanoTime();
      listener.onSecure();
    }
  }

  /** Brings what the DTLS threads say onto the loop. */
  private final class Handshake implements DtlsEvents {
    @Override
    public void transmit(byte[] datagram) {
      port.loop()
          .post(
              () -> {
                IcePath path = paths.selected();
                Wire wire = path == null ? dtlsWire : path.wire();
                if (wire != null) {
                  wire.send(datagram, 0, datagram.length);
                }
              });
    }

    @Override
    public void secured(DtlsKeys agreed) {
      port.loop()
          .post(
              () -> {
                port.handshakeEnded();
                keys = agreed;
                secure();
              });
    }

    @Override
    public void ended(boolean secured) {
      port.loop()
          .post(
              () -> {
                if (!secured) {
                  port.handshakeEnded();
                }
                if (closed && dtlsWire != null) {
                  dtlsWire.close();
                }
                close(secured ? TransportEnd.PEER_CLOSED : TransportEnd.HANDSHAKE_FAILED);
              });
    }
  }
}
