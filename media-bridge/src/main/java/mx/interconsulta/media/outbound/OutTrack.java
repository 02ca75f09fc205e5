package mx.interconsulta.media.outbound;

import java.nio.charset.StandardCharsets;
import mx.interconsulta.media.forward.Forwarding;
import mx.interconsulta.media.inbound.InboundPacket;
import mx.interconsulta.media.inbound.InboundStream;
import mx.interconsulta.media.inbound.InboundTrack;
import mx.interconsulta.media.inbound.PacketMemory;
import mx.interconsulta.media.inbound.PacketTaker;
import mx.interconsulta.media.inbound.Reception;
import mx.interconsulta.media.rtp.Codec;
import mx.interconsulta.media.rtp.Extension;
import mx.interconsulta.media.rtp.NtpTime;
import mx.interconsulta.media.rtp.RedPayload;
import mx.interconsulta.media.rtp.RtcpWriter;

/**
 * One track as one subscriber is sent it: with an SSRC and numbers of its own on an m-line of the
 * subscriber, whatever streams it is made of.
 *
 * <p>Threading: the media loop's only.
 */
public final class OutTrack implements PacketTaker {
  private static final int REPORTS_REMEMBERED = 8;
  private static final int MOST_PADDING = 255;
  private static final long REPORT_NANOS = 1_000_000_000L;

  private final Downlink downlink;
  private final Forwarding forwarding;
  private final byte[] mid;
  private final int ssrc;
  private final int rtxSsrc;
  private final String name;
  private final RedPayload red = new RedPayload();
  private final SentPackets sentPackets;
  private final long[] reportNames = new long[REPORTS_REMEMBERED];
  private final long[] reportTimes = new long[REPORTS_REMEMBERED];
  private int reports;
  private long reportedAt = Long.MIN_VALUE;
  private long changesReported;
  private int rtxSequence;
  private long packets;
  private long octets;
  private long repeated;
  private int fractionLost;

  /**
   * A track to a subscriber.
   *
   * @param mid of the subscriber's m-line
   * @param ssrc ours on that line, and {@code rtxSsrc} for what is repeated
   * @param name canonical name, the same for sound and picture of a source (RFC 3550 §6.5.1)
   */
  OutTrack(Downlink downlink, InboundTrack track, String mid, int ssrc, int rtxSsrc, String name) {
    this.downlink = downlink;
    this.mid = mid.getBytes(StandardCharsets.US_ASCII);
    this.ssrc = ssrc;
    this.rtxSsrc = rtxSsrc;
    this.name = name;
    this.forwarding = new Forwarding(track, downlink.random() & 0x3fff);
    this.rtxSequence = downlink.random() & 0x3fff;
    this.sentPackets = track.isVideo() ? new SentPackets() : null;
    track.addTaker(this);
  }

  public Forwarding forwarding() {
    return forwarding;
  }

  public int ssrc() {
    return ssrc;
  }

  boolean isVideo() {
    return forwarding.track().isVideo();
  }

  @Override
  public boolean wants(InboundPacket packet) {
    return downlink.isOpen() && downlink.takes(packet.codec()) && forwarding.wants(packet);
  }

  @Override
  public void send(InboundPacket packet) {
    InboundStream stream = packet.stream();
    boolean went =
        (packet.codec() == Codec.RED && !downlink.takesRed())
            ? sendNewestOf(packet)
            : write(
                packet.codec(),
                packet.marker(),
                packet.bytes(),
                packet.payloadAt(),
                packet.payloadLength(),
                packet);
    if (sentPackets != null) {
      sentPackets.sent(
          forwarding.sequence(),
          stream,
          packet.sequence(),
          forwarding.timestamp(),
          forwarding.picture(),
          forwarding.base());
    }
    if (went) {
      packets++;
      octets += packet.payloadLength();
    }
  }

  @Override
  public void skip(InboundStream stream, long sequence) {
    forwarding.skip(stream, sequence);
  }

  /** Redundant sound for who does not take it: only the newest goes (RFC 2198 §3). */
  private boolean sendNewestOf(InboundPacket packet) {
    if (!red.read(packet.bytes(), packet.payloadAt(), packet.payloadLength())) {
      return false;
    }
    int newest = red.blocks() - 1;
    return write(
        Codec.OPUS,
        packet.marker(),
        packet.bytes(),
        red.blockAt(newest),
        red.blockLength(newest),
        packet);
  }

  private boolean write(
      Codec codec, boolean marker, byte[] from, int at, int size, InboundPacket packet) {
    PacketWriter writer = downlink.writer();
    writer
        .begin(
            marker, codec.payloadType(), (int) forwarding.sequence(), forwarding.timestamp(), ssrc)
        .transportSequence(downlink.transportSequence())
        .mid(mid)
        .extension(Extension.AUDIO_LEVEL, packet.extension(Extension.AUDIO_LEVEL.id()))
        .extension(Extension.ORIENTATION, packet.extension(Extension.ORIENTATION.id()))
        .endExtensions();
    boolean written =
        codec == Codec.VP8
            ? writer.vp8(from, at, size, forwarding.picture(), forwarding.base())
            : writer.payload(from, at, size);
    return written && downlink.dispatch(isVideo(), packet.arrivalNanos());
  }

  /**
   * The subscriber lost a packet (RFC 4585 §6.2.1).
   *
   * <p>A picture that stands still goes on with a key frame: of what was before, nothing is worth
   * the room. And where more is asked for than the line has room for, sending it all would keep the
   * line full.
   *
   * @param waitNanos how long the last repetition may be under way
   * @param twice whether it is sent twice, so that it is not lost again
   */
  void repeat(int sequence, long nowNanos, long waitNanos, boolean twice) {
    if (sentPackets == null) {
      repeatSound(sequence);
      if (twice) {
        repeatSound(sequence);
      }
      return;
    }
    int place = sentPackets.find(sequence);
    if (place < 0
        || forwarding.current() == null
        || sentPackets.sequence(place) < forwarding.begunAt()
        || !downlink.mayRepeat(nowNanos)
        || !sentPackets.mayRepeat(place, nowNanos, waitNanos)) {
      return;
    }
    for (int copies = twice ? 2 : 1; copies > 0 && repeatPlace(place, nowNanos); copies--) {
      downlink.countRepeated(downlink.writer().length(), nowNanos);
    }
  }

  private void repeatSound(int sequence) {
    if (downlink.resendSound(ssrc, sequence)) {
      repeated++;
    }
  }

  /**
   * Sends one of the last packets once more, to see whether the line carries it; of a picture of
   * which nothing was sent lately, padding in place of it.
   */
  boolean probe(int back, long nowNanos) {
    if (sentPackets == null) {
      return false;
    }
    int place = sentPackets.recent(back);
    return (place >= 0 && repeatPlace(place, nowNanos)) || pad(nowNanos);
  }

  /** Sends a small packet with nothing in it. */
  boolean pad(long nowNanos) {
    downlink
        .writer()
        .begin(false, Codec.VP8.rtxType(), rtxSequence, forwarding.timestamp(), rtxSsrc)
        .transportSequence(downlink.transportSequence())
        .mid(mid)
        .endExtensions()
        .padding(MOST_PADDING);
    if (!downlink.dispatch(true, nowNanos)) {
      return false;
    }
    rtxSequence = (rtxSequence + 1) & 0xffff;
    return true;
  }

  /**
   * Repeats a packet under an SSRC and with numbers of its own (RFC 4588 §4). Under the old ones
   * the cipher would be given other bytes for a nonce that was used (RFC 7714 §8.3).
   */
  private boolean repeatPlace(int place, long nowNanos) {
    PacketMemory memory = sentPackets.stream(place).memory();
    int kept = memory.find(sentPackets.source(place));
    if (kept < 0) {
      return false;
    }
    Codec codec = memory.codec(kept);
    PacketWriter writer = downlink.writer();
    writer
        .begin(
            memory.marker(kept),
            codec.rtxType(),
            rtxSequence,
            sentPackets.timestamp(place),
            rtxSsrc)
        .transportSequence(downlink.transportSequence())
        .mid(mid)
        .endExtensions()
        .original((int) sentPackets.sequence(place));
    byte[] payload = memory.payload(kept);
    boolean written =
        codec == Codec.VP8
            ? writer.vp8(
                payload,
                0,
                memory.length(kept),
                sentPackets.picture(place),
                sentPackets.base(place))
            : writer.payload(payload, 0, memory.length(kept));
    if (!written || !downlink.dispatch(true, nowNanos)) {
      return false;
    }
    rtxSequence = (rtxSequence + 1) & 0xffff;
    repeated++;
    return true;
  }

  /**
   * Tells the subscriber how timestamps stand to the publisher's clock, so that lips and voice stay
   * together (RFC 3550 §6.4.1): the publisher's own times, with the numbers of this stream. Every
   * second, and at once when another stream was begun.
   */
  void report(RtcpWriter writer, long nowNanos) {
    InboundStream stream = forwarding.current();
    if (stream == null || packets == 0 || !stream.reception().clockKnown()) {
      return;
    }
    boolean due = reportedAt == Long.MIN_VALUE || nowNanos - reportedAt >= REPORT_NANOS;
    if (!due && changesReported == forwarding.changes()) {
      return;
    }
    Reception reception = stream.reception();
    long ntp = reception.ntpAt(nowNanos);
    int timestamp = reception.timestampAt(nowNanos) + forwarding.timestampShift();
    writer.clear();
    if (writer.senderReport(ssrc, ntp, timestamp, packets, octets) && writer.name(ssrc, name)) {
      int place = reports++ % REPORTS_REMEMBERED;
      reportNames[place] = NtpTime.middle(ntp);
      reportTimes[place] = nowNanos;
      reportedAt = nowNanos;
      changesReported = forwarding.changes();
      downlink.dispatchRtcp(writer);
    }
  }

  /**
   * How the stream arrives there.
   *
   * @return the round trip in nanoseconds, or -1 when the report does not tell
   */
  long reported(int fraction, long lastReport, long delay, long nowNanos) {
    fractionLost = fraction;
    for (int i = 0; i < Math.min(reports, REPORTS_REMEMBERED); i++) {
      if (lastReport != 0 && reportNames[i] == lastReport) {
        long trip = nowNanos - reportTimes[i] - delay * 1_000_000_000L / 65_536;
        return Math.max(0, trip);
      }
    }
    return -1;
  }

  /** Fraction of packets lost on the way there, in the last report, 0 to 1. */
  public double loss() {
    return fractionLost / 256.0;
  }

  public long packets() {
    return packets;
  }

  /** Packets that were sent again. */
  public long repeated() {
    return repeated;
  }

  /** Nothing more goes out. */
  void close() {
    forwarding.track().removeTaker(this);
    downlink.retire(ssrc);
    downlink.retire(rtxSsrc);
  }
}
