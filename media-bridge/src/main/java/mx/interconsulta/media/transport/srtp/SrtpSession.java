package mx.interconsulta.media.transport.srtp;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.security.GeneralSecurityException;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;

/**
 * Encrypts and decrypts one peer's packets, in place. A packet of an SSRC not met before gets a
 * cipher of its own, which is kept only if the packet authenticates: a stranger who sends from a
 * peer's address makes nothing grow. Making ciphers costs more than checking tags, so new ones are
 * also rationed.
 *
 * <p>Not for several threads at once: lives on the media loop.
 */
public final class SrtpSession {
  private static final int RTP_HEADER = 12;
  private static final int RTCP_HEADER = 8;

  private final SrtpContextFactory inbound;
  private final SrtpContextFactory outbound;
  private final int limit;
  private final NewCipherRation ration = new NewCipherRation();
  private final IntObjectMap<SrtpCryptoContext> rtpIn = new IntObjectHashMap<>();
  private final IntObjectMap<SrtcpCryptoContext> rtcpIn = new IntObjectHashMap<>();
  private final IntObjectMap<SrtpCryptoContext> rtpOut = new IntObjectHashMap<>();
  private final IntObjectMap<SrtcpCryptoContext> rtcpOut = new IntObjectHashMap<>();

  /**
   * A session of these keys.
   *
   * @param limit most SSRCs in each direction, for RTP and for RTCP
   */
  public SrtpSession(SrtpProfile profile, SrtpKeys inbound, SrtpKeys outbound, int limit) {
    this.inbound = factory(false, profile, inbound);
    this.outbound = factory(true, profile, outbound);
    this.limit = limit;
  }

  /** Opens a received RTP packet. */
  public SrtpVerdict openRtp(PacketView packet, long nowNanos) {
    if (packet.getLength() < RTP_HEADER) {
      return SrtpVerdict.UNAUTHENTIC;
    }
    int ssrc = int32(packet, 8);
    try {
      SrtpCryptoContext known = rtpIn.get(ssrc);
      if (known != null) {
        return verdict(known.reverseTransformPacket(packet, false));
      }
      if (rtpIn.size() >= limit || !ration.take(nowNanos)) {
        return SrtpVerdict.REFUSED;
      }
      SrtpCryptoContext fresh = inbound.deriveContext(ssrc, 0);
      SrtpVerdict verdict = verdict(fresh.reverseTransformPacket(packet, false));
      if (verdict == SrtpVerdict.OPENED) {
        rtpIn.put(ssrc, fresh);
        ration.giveBack();
      }
      return verdict;
    } catch (GeneralSecurityException | RuntimeException malformed) {
      return SrtpVerdict.UNAUTHENTIC;
    }
  }

  /** Opens a received RTCP packet. */
  public SrtpVerdict openRtcp(PacketView packet, long nowNanos) {
    if (packet.getLength() < RTCP_HEADER) {
      return SrtpVerdict.UNAUTHENTIC;
    }
    int ssrc = int32(packet, 4);
    try {
      SrtcpCryptoContext known = rtcpIn.get(ssrc);
      if (known != null) {
        return verdict(known.reverseTransformPacket(packet));
      }
      if (rtcpIn.size() >= limit || !ration.take(nowNanos)) {
        return SrtpVerdict.REFUSED;
      }
      SrtcpCryptoContext fresh = inbound.deriveControlContext(ssrc);
      SrtpVerdict verdict = verdict(fresh.reverseTransformPacket(packet));
      if (verdict == SrtpVerdict.OPENED) {
        rtcpIn.put(ssrc, fresh);
        ration.giveBack();
      }
      return verdict;
    } catch (GeneralSecurityException | RuntimeException malformed) {
      return SrtpVerdict.UNAUTHENTIC;
    }
  }

  /** Protects an RTP packet; false, and nothing to send, for a repeated sequence number. */
  public boolean sealRtp(PacketView packet) {
    int ssrc = int32(packet, 8);
    try {
      SrtpCryptoContext context = rtpOut.get(ssrc);
      if (context == null) {
        if (rtpOut.size() >= limit) {
          return false;
        }
        context = outbound.deriveContext(ssrc, 0);
        rtpOut.put(ssrc, context);
      }
      return context.transformPacket(packet) == SrtpErrorStatus.OK;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Protects an RTCP packet. */
  public boolean sealRtcp(PacketView packet) {
    int ssrc = int32(packet, 4);
    try {
      SrtcpCryptoContext context = rtcpOut.get(ssrc);
      if (context == null) {
        if (rtcpOut.size() >= limit) {
          return false;
        }
        context = outbound.deriveControlContext(ssrc);
        rtcpOut.put(ssrc, context);
      }
      return context.transformPacket(packet) == SrtpErrorStatus.OK;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /**
   * Nothing more goes out under an SSRC: its ciphers go. It must never be used again, for the
   * numbers that were used under it are forgotten, too (RFC 7714 §8.3).
   */
  public void retire(int ssrc) {
    rtpOut.remove(ssrc);
    rtcpOut.remove(ssrc);
  }

  /** Ciphers held now, of all four kinds. */
  public int ciphers() {
    return rtpIn.size() + rtcpIn.size() + rtpOut.size() + rtcpOut.size();
  }

  /** Forgets every key. */
  public void close() {
    inbound.close();
    outbound.close();
    rtpIn.clear();
    rtcpIn.clear();
    rtpOut.clear();
    rtcpOut.clear();
  }

  private static SrtpContextFactory factory(boolean sender, SrtpProfile profile, SrtpKeys keys) {
    return new SrtpContextFactory(
        sender, keys.key(), keys.salt(), profile.policy(), profile.policy(), SilentLog.INSTANCE);
  }

  private static SrtpVerdict verdict(SrtpErrorStatus status) {
    return switch (status) {
      case OK -> SrtpVerdict.OPENED;
      case REPLAY_FAIL, REPLAY_OLD -> SrtpVerdict.REPLAYED;
      default -> SrtpVerdict.UNAUTHENTIC;
    };
  }

  private static int int32(PacketView packet, int at) {
    byte[] bytes = packet.getBuffer();
    int from = packet.getOffset() + at;
    return (bytes[from] & 0xff) << 24
        | (bytes[from + 1] & 0xff) << 16
        | (bytes[from + 2] & 0xff) << 8
        | (bytes[from + 3] & 0xff);
  }
}
