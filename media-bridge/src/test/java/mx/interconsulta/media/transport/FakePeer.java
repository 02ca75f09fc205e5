package mx.interconsulta.media.transport;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A peer without a network: the test secures it, hands packets in, and reads what was sent. */
public final class FakePeer implements PeerTransport {
  private final FakePort port;
  private final PeerTransportListener listener;
  private final List<byte[]> rtp = new ArrayList<>();
  private final List<byte[]> rtcp = new ArrayList<>();
  private final List<Long> resent = new ArrayList<>();
  private final List<Integer> retired = new ArrayList<>();
  private IceCredentials credentials;
  private Fingerprint remote;
  private TransportPath path;
  private boolean secure;
  private boolean full;
  private boolean skipped;
  private TransportEnd end;
  private long unsent;

  FakePeer(FakePort port, PeerTransportListener listener) {
    this.port = port;
    this.listener = listener;
    this.credentials = port.issue();
  }

  @Override
  public IceCredentials credentials() {
    return credentials;
  }

  @Override
  public void setRemote(String ufrag, Fingerprint fingerprint, DtlsSetup setup) {
    if (setup != DtlsSetup.ACTIVE) {
      close(TransportEnd.BAD_SETUP);
    } else if (remote != null && !remote.equals(fingerprint)) {
      close(TransportEnd.FINGERPRINT_MISMATCH);
    }
    remote = fingerprint;
  }

  @Override
  public IceCredentials restart() {
    credentials = port.issue();
    return credentials;
  }

  @Override
  public boolean isSecure() {
    return secure && end == null;
  }

  @Override
  public boolean sendRtp(byte[] buffer, int offset, int length, Urgency urgency) {
    if (!sendable(buffer, offset, length)) {
      return false;
    }
    if (full && urgency == Urgency.PICTURE) {
      skipped = true;
      unsent++;
      return false;
    }
    rtp.add(Arrays.copyOfRange(buffer, offset, offset + length));
    Arrays.fill(buffer, offset, offset + length + TAIL, (byte) 0x5a);
    return true;
  }

  @Override
  public boolean resendSound(int ssrc, int sequence) {
    resent.add((long) ssrc << 16 | sequence);
    return isSecure();
  }

  @Override
  public boolean sendRtcp(byte[] buffer, int offset, int length) {
    if (!sendable(buffer, offset, length)) {
      return false;
    }
    rtcp.add(Arrays.copyOfRange(buffer, offset, offset + length));
    Arrays.fill(buffer, offset, offset + length + TAIL, (byte) 0x5a);
    return true;
  }

  @Override
  public void retire(int ssrc) {
    retired.add(ssrc);
  }

  /** SSRCs that nothing more goes out under. */
  public List<Integer> retired() {
    return List.copyOf(retired);
  }

  @Override
  public TransportPath path() {
    return path;
  }

  @Override
  public TransportStatistics statistics() {
    return new TransportStatistics(0, 0, rtp.size() + rtcp.size(), 0, 0, 0, unsent, 0, 0);
  }

  @Override
  public void close(TransportEnd reason) {
    if (end == null) {
      end = reason;
      port.forget(this);
      listener.onClosed(reason);
    }
  }

  /** As if ICE and DTLS had come through. */
  public void secure() {
    move(TransportPath.Protocol.UDP);
    secure = true;
    listener.onSecure();
  }

  /** As if another path had been nominated. */
  public void move(TransportPath.Protocol protocol) {
    path = new TransportPath(protocol, new InetSocketAddress("192.0.2.9", 50_000));
    listener.onPath(path);
  }

  /** As if the path had no room for pictures, or had room again. */
  public void full(boolean now) {
    full = now;
    if (!now && skipped) {
      skipped = false;
      listener.onPicturesDropped();
    }
  }

  /** As if this RTP packet had arrived now. */
  public void receiveRtp(byte[] packet) {
    listener.onRtp(packet.clone(), 0, packet.length, port.loop().nanoTime());
  }

  /** As if this RTCP packet had arrived now. */
  public void receiveRtcp(byte[] packet) {
    listener.onRtcp(packet.clone(), 0, packet.length, port.loop().nanoTime());
  }

  /** RTP packets sent since the last call. */
  public List<byte[]> takeRtp() {
    List<byte[]> taken = List.copyOf(rtp);
    rtp.clear();
    return taken;
  }

  /** RTCP packets sent since the last call. */
  public List<byte[]> takeRtcp() {
    List<byte[]> taken = List.copyOf(rtcp);
    rtcp.clear();
    return taken;
  }

  /** Sound asked to be sent again since the last call: SSRC, shifted left by 16, and sequence. */
  public List<Long> takeResent() {
    List<Long> taken = List.copyOf(resent);
    resent.clear();
    return taken;
  }

  /** What the answer said, or null. */
  public Fingerprint remote() {
    return remote;
  }

  /** Why it ended, or null. */
  public TransportEnd end() {
    return end;
  }

  private boolean sendable(byte[] buffer, int offset, int length) {
    if (buffer.length < offset + length + TAIL) {
      throw new IllegalArgumentException("no room for the tag behind the packet");
    }
    return isSecure();
  }
}
