package mx.interconsulta.media.inbound;

import java.util.List;
import mx.interconsulta.media.feedback.ArrivalLog;
import mx.interconsulta.media.feedback.Rate;
import mx.interconsulta.media.rtp.RtcpWriter;

/**
 * Everything one participant sends. The way of a packet is the list in the constructor, read from
 * top to bottom; a step that keeps a packet ends it.
 *
 * <p>Threading: the media loop's only.
 */
public final class Uplink {
  private static final long REPORT_NANOS = 1_000_000_000L;
  private static final long ARRIVALS_NANOS = 50_000_000L;
  private static final int MOST_ASKED = 64;

  private final InboundPacket packet = new InboundPacket();
  private final ArrivalLog arrivals = new ArrivalLog();
  private final StreamTable streams = new StreamTable();
  private final int[] asked = new int[MOST_ASKED];
  private final RtcpWriter writer;
  private final Sender sender;
  private final int ssrc;
  private final InboundStep[] way;
  private final Rate rate = new Rate();
  private List<InboundStream> known = List.of();
  private long roundTrip = 100_000_000L;
  private long reportedAt;
  private long arrivalsAt;
  private long packets;
  private long ignored;
  private long askedAgain;
  private long keyFramesAsked;

  /** Sends a datagram of RTCP to the participant. */
  @FunctionalInterface
  public interface Sender {
    void send(RtcpWriter datagram);
  }

  /**
   * A way in.
   *
   * @param ssrc ours, in what we say to the participant
   * @param writer shared by whoever writes RTCP on this loop
   */
  public Uplink(int ssrc, RtcpWriter writer, Sender sender) {
    this.ssrc = ssrc;
    this.writer = writer;
    this.sender = sender;
    this.way =
        new InboundStep[] {
          new NoteArrival(arrivals), // transport-wide-cc-extensions-01 §2
          streams, // RFC 8843 §9.2, RFC 8852: whose is it?
          new UndoRetransmission(), // RFC 4588 §4
          new TrackLoss(), // RFC 3550 A.1, RFC 4585 §6.2.1; a packet seen before ends here
          new DropPadding(), // RFC 3550 §5.1: nothing in it
          new ReadPicture(), // RFC 7741 §4, RFC 6184 §5: key frame, layer, number
          new MeasureRate(), // what each layer costs
          new HearLevel(), // RFC 6464: who speaks
          new Remember(), // for RFC 4588 towards subscribers
          new ForwardToTakers(), // wants, then send
        };
  }

  /** Takes the m-lines of the participant's newest answer. */
  public void describe(List<UplinkLine> lines) {
    streams.describe(lines);
    known = streams.streams();
  }

  /** A packet that was decrypted and is authentic. */
  public void onRtp(byte[] bytes, int offset, int length, long arrivalNanos) {
    packet.begin(arrivalNanos);
    packets++;
    rate.add(arrivalNanos, length);
    if (!packet.rtp.read(bytes, offset, length)) {
      ignored++;
      return;
    }
    for (InboundStep step : way) {
      if (!step.take(packet)) {
        break;
      }
    }
    if (packet.voiceMissing) {
      askAgain(packet.stream, arrivalNanos);
    }
  }

  /** The participant told the time of one of its streams (RFC 3550 §6.4.1). */
  public void senderReport(int from, long ntp, int timestamp, long nowNanos) {
    InboundStream stream = streams.streamOf(from);
    if (stream != null) {
      stream.reception().senderReport(ntp, timestamp, nowNanos);
    }
  }

  /**
   * Says what is due: packets to send again, key frames, arrivals, reports.
   *
   * @param roundTripNanos to the participant
   */
  public void tick(long nowNanos, long roundTripNanos) {
    known = streams.streams();
    if (known.isEmpty()) {
      return;
    }
    tellArrivals(nowNanos);
    askForPackets(nowNanos, roundTripNanos);
    askForKeyFrames(nowNanos);
    if (nowNanos - reportedAt >= REPORT_NANOS) {
      reportedAt = nowNanos;
      report(nowNanos);
    }
  }

  private void tellArrivals(long nowNanos) {
    if (nowNanos - arrivalsAt < ARRIVALS_NANOS) {
      return;
    }
    arrivalsAt = nowNanos;
    while (arrivals.hasNews()) {
      writer.clear();
      if (!arrivals.tell(writer, ssrc, known.get(0).ssrc())) {
        return;
      }
      sender.send(writer);
    }
  }

  private void askForPackets(long nowNanos, long roundTripNanos) {
    roundTrip = roundTripNanos;
    for (int i = 0; i < known.size(); i++) {
      askAgain(known.get(i), nowNanos);
    }
  }

  private void askAgain(InboundStream stream, long nowNanos) {
    int count = stream.losses.due(nowNanos, roundTrip, asked);
    if (stream.losses.gaveUp() && stream.track().isVideo()) {
      // Whoever shows it would wait for it: and of what hangs together with it, nothing is shown.
      stream.losses.forgetAll();
      stream.keyFrames().want();
      return;
    }
    if (count > 0) {
      writer.clear();
      writer.missing(ssrc, stream.ssrc(), asked, count);
      sender.send(writer);
      askedAgain += count;
    }
  }

  private void askForKeyFrames(long nowNanos) {
    for (int i = 0; i < known.size(); i++) {
      InboundStream stream = known.get(i);
      if (stream.keyFrames().due(nowNanos)) {
        writer.clear();
        writer.pictureLoss(ssrc, stream.ssrc());
        sender.send(writer);
        keyFramesAsked++;
      }
    }
  }

  /** Sends at once the key frame requests that are due, without waiting for the tick. */
  public void flushKeyFrameRequests(long nowNanos) {
    known = streams.streams();
    askForKeyFrames(nowNanos);
  }

  private void report(long nowNanos) {
    writer.clear();
    writer.receiverReport(ssrc);
    for (InboundStream stream : known) {
      Reception reception = stream.reception();
      if (!reception.started()) {
        continue;
      }
      writer.block(
          stream.ssrc(),
          reception.endPeriod(),
          reception.lost(),
          reception.highest(),
          reception.jitter(),
          reception.lastReport(),
          reception.delaySinceReport(nowNanos));
    }
    writer.name(ssrc, "interconsulta");
    sender.send(writer);
  }

  /** Bits per second that come from the participant. */
  public long bitsPerSecond(long nowNanos) {
    return rate.bitsPerSecond(nowNanos);
  }

  /** The largest loss of a stream in the last period, 0 to 1. */
  public double loss() {
    double most = 0;
    for (InboundStream stream : known) {
      most = Math.max(most, stream.reception().loss());
    }
    return most;
  }

  /** Streams from the participant. */
  public List<InboundStream> streams() {
    return streams.streams();
  }

  public long packets() {
    return packets;
  }

  /** Packets that were no RTP. */
  public long ignored() {
    return ignored;
  }

  /** How many packets were asked for again. */
  public long askedAgain() {
    return askedAgain;
  }

  /** How many key frames were asked for. */
  public long keyFramesAsked() {
    return keyFramesAsked;
  }
}
