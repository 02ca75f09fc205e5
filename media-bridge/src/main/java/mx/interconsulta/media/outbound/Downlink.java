package mx.interconsulta.media.outbound;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import mx.interconsulta.media.feedback.LineEstimate;
import mx.interconsulta.media.feedback.Rate;
import mx.interconsulta.media.inbound.InboundTrack;
import mx.interconsulta.media.rtp.Codec;
import mx.interconsulta.media.rtp.RtcpWriter;
import mx.interconsulta.media.transport.PeerTransport;

/**
 * Everything one participant is sent: its tracks, the number and the time of each packet for the
 * estimate of its line, and what it says of their arrival.
 *
 * <p>Threading: the media loop's only.
 */
public final class Downlink {
  /** Taken for a round trip while none was measured. */
  public static final long UNKNOWN_TRIP_NANOS = 100_000_000L;

  private static final int MOST_REPEATED_IN_A_TICK = 100;
  private static final int PROBE_PACKETS_PER_TICK = 40;

  /** On a line that loses more, a second try goes out twice: a third would come too late. */
  private static final double LOSING = 0.04;

  /** Of a picture no more is sent again than this share of what the line carries. */
  private static final double MOST_REPEATED_SHARE = 0.5;

  /** Where packets wait longer a lost one is a full line's: a second copy would only fill it. */
  private static final long WAITING_MILLIS = 60;

  /**
   * On a line that carries less, large packets would be too few, or too long for a voice behind.
   */
  private static final long SMALL_PROBES_BELOW = 600_000;

  private final PeerTransport transport;
  private final RtcpWriter rtcp;
  private final PacketWriter writer;
  private final Random random;
  private final LineEstimate estimate;
  private final List<OutTrack> tracks = new ArrayList<>();
  private Set<Codec> takes = EnumSet.of(Codec.OPUS, Codec.VP8);
  private int transportSequence;
  private long roundTripNanos = -1;
  private int repeatsLeft = MOST_REPEATED_IN_A_TICK;
  private final Rate repeated = new Rate(500_000_000L);
  private long unsent;

  /** What a media loop's participants share: they take turns. */
  public static final class Workbench {
    final PacketWriter packets = new PacketWriter();
    final RtcpWriter rtcp = new RtcpWriter();
    final Random random;

    public Workbench(Random random) {
      this.random = random;
    }

    public RtcpWriter rtcp() {
      return rtcp;
    }

    /** A random number for an SSRC or the like. */
    public int random() {
      return random.nextInt();
    }
  }

  public Downlink(PeerTransport transport, Workbench workbench, LineEstimate estimate) {
    this.transport = transport;
    this.rtcp = workbench.rtcp;
    this.writer = workbench.packets;
    this.random = workbench.random;
    this.estimate = estimate;
  }

  /** What the participant's answer says it decodes. */
  public void takes(Set<Codec> codecs) {
    takes = EnumSet.copyOf(codecs);
  }

  boolean takes(Codec codec) {
    return codec == Codec.RED || takes.contains(codec);
  }

  /** Whether anything can be sent. */
  boolean isOpen() {
    return transport.isSecure();
  }

  boolean takesRed() {
    return takes.contains(Codec.RED);
  }

  /** Begins to send a track on an m-line; what of it is decided by its forwarding. */
  public OutTrack add(InboundTrack track, String mid, int ssrc, int rtxSsrc, String name) {
    OutTrack made = new OutTrack(this, track, mid, ssrc, rtxSsrc, name);
    tracks.add(made);
    return made;
  }

  /** Ends a track. */
  public void remove(OutTrack track) {
    if (tracks.remove(track)) {
      track.close();
    }
  }

  /** What a track was sent under is used no more. */
  void retire(int ssrc) {
    transport.retire(ssrc);
  }

  /** Ends all. */
  public void close() {
    List.copyOf(tracks).forEach(this::remove);
  }

  int random() {
    return random.nextInt();
  }

  PacketWriter writer() {
    return writer;
  }

  int transportSequence() {
    return transportSequence & 0xffff;
  }

  /** Sends what was written; the number of the transport is used only by what really went. */
  boolean dispatch(boolean picture, long nowNanos) {
    PeerTransport.Urgency urgency =
        picture ? PeerTransport.Urgency.PICTURE : PeerTransport.Urgency.SOUND;
    int length = writer.length();
    if (!transport.sendRtp(writer.bytes(), 0, length, urgency)) {
      unsent++;
      return false;
    }
    estimate.sent(transportSequence & 0xffff, length, nowNanos);
    transportSequence++;
    return true;
  }

  /**
   * Browsers have no retransmission format for sound: the very bytes that were sent go once more,
   * which tells nobody anything about the key (RFC 7714 §8.3 forbids only other bytes).
   */
  boolean resendSound(int ssrc, int sequence) {
    return transport.resendSound(ssrc, sequence);
  }

  void dispatchRtcp(RtcpWriter datagram) {
    transport.sendRtcp(datagram.bytes(), 0, datagram.length());
  }

  /** Sends a datagram of RTCP. */
  public void send(RtcpWriter datagram) {
    dispatchRtcp(datagram);
  }

  /** A packet is missing there, and some of the sixteen behind it. */
  public void missing(int ssrc, int sequence, int following, long nowNanos) {
    OutTrack track = find(ssrc);
    if (track == null) {
      return;
    }
    long queueMillis = estimate.queueMillis();
    // What was sent again waits in the same queue; the round trip is told once a second only.
    long wait = roundTripNanos() / 2 + queueMillis * 1_000_000;
    boolean chance = queueMillis < WAITING_MILLIS || !track.isVideo();
    boolean twice = estimate.loss() > LOSING && chance;
    for (int i = 0; i <= 16; i++) {
      boolean lost = i == 0 || (following >> (i - 1) & 1) != 0;
      if (lost && repeatsLeft > 0) {
        repeatsLeft--;
        track.repeat((sequence + i) & 0xffff, nowNanos, wait, twice);
      }
    }
  }

  /** Whether the line has room for more of what was lost: else it would only lose more. */
  boolean mayRepeat(long nowNanos) {
    return repeated.bitsPerSecond(nowNanos) < estimate.bitsPerSecond() * MOST_REPEATED_SHARE;
  }

  void countRepeated(int size, long nowNanos) {
    repeated.add(nowNanos, size);
  }

  /** A decoder there is stuck. */
  public void keyFrameWanted(int ssrc) {
    OutTrack track = find(ssrc);
    if (track != null) {
      track.forwarding().wantKeyFrameNow();
    }
  }

  /** Every decoder there needs a key frame: what was sent before did not get there. */
  public void keyFramesWanted() {
    for (OutTrack track : tracks) {
      track.forwarding().wantKeyFrameNow();
    }
  }

  /** How one of our streams arrives there. */
  public void reported(int ssrc, int fraction, long lastReport, long delay, long nowNanos) {
    OutTrack track = find(ssrc);
    if (track == null) {
      return;
    }
    long trip = track.reported(fraction, lastReport, delay, nowNanos);
    if (trip >= 0) {
      roundTripNanos = roundTripNanos < 0 ? trip : (7 * roundTripNanos + trip) / 8;
      estimate.roundTrip(roundTripNanos);
    }
  }

  /** When packets of this transport arrived there. */
  public void arrivals(byte[] bytes, int at, int length, long nowNanos) {
    estimate.arrivals(bytes, at, length, nowNanos);
  }

  /** Reports, key frames that are still awaited, probes. */
  public void tick(long nowNanos) {
    repeatsLeft = MOST_REPEATED_IN_A_TICK;
    if (!transport.isSecure()) {
      return;
    }
    for (int i = 0; i < tracks.size(); i++) {
      tracks.get(i).report(rtcp, nowNanos);
      tracks.get(i).forwarding().wantKeyFrame(nowNanos);
    }
    probe(nowNanos);
  }

  /** Sends old packets again, or small ones, as many as a probe that is running needs by now. */
  private void probe(long nowNanos) {
    long bytes = estimate.probeBytesDue(nowNanos);
    boolean small = estimate.bitsPerSecond() < SMALL_PROBES_BELOW;
    int back = 0;
    for (int sent = 0; bytes > 0 && sent < PROBE_PACKETS_PER_TICK; sent++) {
      OutTrack track = probeTrack();
      boolean went =
          track != null && (small ? track.pad(nowNanos) : track.probe(back++ % 8, nowNanos));
      if (!went) {
        return;
      }
      bytes -= writer.length();
    }
  }

  private OutTrack probeTrack() {
    OutTrack found = null;
    for (int i = 0; i < tracks.size(); i++) {
      OutTrack track = tracks.get(i);
      boolean better = found == null || track.packets() > found.packets();
      if (track.isVideo() && better) {
        found = track;
      }
    }
    return found;
  }

  private OutTrack find(int ssrc) {
    for (int i = 0; i < tracks.size(); i++) {
      if (tracks.get(i).ssrc() == ssrc) {
        return tracks.get(i);
      }
    }
    return null;
  }

  public LineEstimate estimate() {
    return estimate;
  }

  /** Measured, or {@link #UNKNOWN_TRIP_NANOS}. */
  public long roundTripNanos() {
    return roundTripNanos < 0 ? UNKNOWN_TRIP_NANOS : roundTripNanos;
  }

  /** Milliseconds, -1 when not measured. */
  public long roundTripMillis() {
    return roundTripNanos < 0 ? -1 : roundTripNanos / 1_000_000;
  }

  /** Packets the path had no room for. */
  public long unsent() {
    return unsent;
  }

  public List<OutTrack> tracks() {
    return tracks;
  }
}
