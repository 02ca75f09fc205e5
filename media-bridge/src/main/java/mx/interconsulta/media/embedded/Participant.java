package mx.interconsulta.media.embedded;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.media.feedback.LineEstimate;
import mx.interconsulta.media.forward.Allocation;
import mx.interconsulta.media.forward.Wish;
import mx.interconsulta.media.inbound.InboundStream;
import mx.interconsulta.media.inbound.Uplink;
import mx.interconsulta.media.inbound.UplinkLine;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.outbound.Downlink;
import mx.interconsulta.media.rtp.Codec;
import mx.interconsulta.media.rtp.RtcpReader;
import mx.interconsulta.media.transport.MediaPort;
import mx.interconsulta.media.transport.PeerTransport;
import mx.interconsulta.media.transport.PeerTransportListener;
import mx.interconsulta.media.transport.TransportEnd;
import mx.interconsulta.media.transport.TransportPath;

/**
 * One participant since its last join: what it publishes, what it is sent, and its one transport.
 *
 * <p>Threading: the media loop's only.
 */
final class Participant implements PeerTransportListener, RtcpReader.Receiver {
  /** The source that a sender's first offer already has lines for: nearly everybody's first. */
  static final String FIRST_SOURCE = "face";

  private static final long SILENCE_NANOS = 5_000_000_000L;

  private final String id;
  private final boolean maySend;
  private final int maxSources;
  private final EmbeddedRoom room;
  private final Negotiation negotiation;
  private final PeerTransport transport;
  private final Uplink uplink;
  private final Downlink downlink;
  private final Allocation allocation = new Allocation();
  private final Map<String, Publication> publications = new LinkedHashMap<>();
  private final Map<String, Feed> feeds = new LinkedHashMap<>();
  private final List<Wish> wishes = new ArrayList<>();
  private boolean closing;
  private boolean flows;
  private boolean h264First;
  private boolean decodesH264 = true;
  private boolean relayed;
  private long heardAt;
  private long heardPackets;
  private long rtcpNanos;

  Participant(
      String id,
      boolean maySend,
      int maxSources,
      EmbeddedRoom room,
      MediaPort port,
      OfferWriter offers,
      Downlink.Workbench workbench) {
    this.id = id;
    this.maySend = maySend;
    this.maxSources = maxSources;
    this.room = room;
    this.negotiation = new Negotiation(offers, room.random());
    this.transport = port.register(this);
    this.downlink = new Downlink(transport, workbench, new LineEstimate());
    this.uplink = new Uplink(workbench.random(), workbench.rtcp(), downlink::send);
    this.heardAt = port.loop().nanoTime();
  }

  String id() {
    return id;
  }

  boolean maySend() {
    return maySend;
  }

  int maxSources() {
    return maxSources;
  }

  Negotiation negotiation() {
    return negotiation;
  }

  Map<String, Publication> publications() {
    return publications;
  }

  Map<String, Feed> feeds() {
    return feeds;
  }

  Uplink uplink() {
    return uplink;
  }

  Downlink downlink() {
    return downlink;
  }

  PeerTransport transport() {
    return transport;
  }

  boolean flows() {
    return flows;
  }

  boolean decodesH264() {
    return decodesH264;
  }

  /** Sends an offer, now or after the answer to the one that is outstanding. */
  void describe() {
    if (!closing && !negotiation.mustWait()) {
      room.send(id, negotiation.offer(transport.credentials(), h264First));
    }
  }

  /** Makes the path anew; the old one serves until the new one does (RFC 8445 §9). */
  void restart() {
    if (!closing) {
      transport.restart();
      negotiation.overtake();
      describe();
    }
  }

  /** Whether H.264 is asked of it before VP8; another offer when that changes. */
  void preferH264(boolean first) {
    if (first != h264First) {
      h264First = first;
      describe();
    }
  }

  String newStreamName() {
    return "s" + Long.toHexString(room.random().nextLong());
  }

  /** A line without anything on it, so that there is a path before there is something to hear. */
  void expectNothing() {
    negotiation.slot(false);
  }

  /** Lines for a source that everybody is expected to publish, before it is published. */
  void expectFirstSource() {
    negotiation.lineUp(false, FIRST_SOURCE).orElseThrow().carry(FIRST_SOURCE, FIRST_SOURCE);
    negotiation.lineUp(true, FIRST_SOURCE).orElseThrow().carry(FIRST_SOURCE, FIRST_SOURCE);
  }

  /** The line up for a track of a source: the expected one, or another. */
  Optional<Line> lineFor(MediaMessage.Publish source, boolean video) {
    for (Line line : negotiation.lines()) {
      boolean ours = line.way() == Line.Way.UP && line.video() == video && !line.free();
      if (ours && line.name().equals(source.source())) {
        return Optional.of(line);
      }
    }
    if (publications.isEmpty()) {
      for (Line line : negotiation.lines()) {
        if (line.way() == Line.Way.UP && line.video() == video && !line.free()) {
          line.rename(source.source());
          return Optional.of(line);
        }
      }
    }
    Optional<Line> made = negotiation.lineUp(video, source.kind());
    made.ifPresent(line -> line.carry(source.source(), source.kind()));
    return made;
  }

  /** Takes an answer that fits the offer. */
  void take(Answer answer) {
    transport.setRemote(answer.ufrag(), answer.fingerprint(), answer.setup());
    if (closing) {
      return;
    }
    Set<Codec> takes = EnumSet.noneOf(Codec.class);
    for (Codec codec : Codec.values()) {
      if (negotiationTakes(answer, codec)) {
        takes.add(codec);
      }
    }
    if (!takes.isEmpty()) {
      downlink.takes(takes);
    }
    List<UplinkLine> up = new ArrayList<>();
    for (int i = 0; i < answer.lines().size(); i++) {
      Line line = negotiation.lines().get(i);
      Answer.Section section = answer.lines().get(i);
      if (!negotiation.wasOffered(line) || !section.taken()) {
        continue;
      }
      if (line.way() == Line.Way.UP && section.sends()) {
        List<String> layers =
            section.layers().stream().filter(OfferWriter.LAYERS::contains).toList();
        up.add(new UplinkLine(line.mid(), line.track(), layers, section.ssrcs()));
      } else if (line.way() == Line.Way.DOWN && section.receives()) {
        Feed feed = feeds.get(line.name());
        if (feed != null) {
          feed.open(downlink, line);
        }
      }
    }
    uplink.describe(up);
    if (negotiation.needsAnother()) {
      describe();
    }
  }

  private boolean negotiationTakes(Answer answer, Codec codec) {
    boolean takes = Negotiation.takes(answer, codec.isVideo(), codec.payloadType());
    if (codec == Codec.H264) {
      boolean asked =
          answer.lines().stream().anyMatch(section -> section.video() && section.receives());
      decodesH264 = takes || !asked;
    }
    return takes;
  }

  /** Shares the line out anew, and says what came to stand still or goes on. */
  void allocate(long nowNanos, Optional<String> speaking) {
    wishes.clear();
    long sound = 0;
    for (Feed feed : feeds.values()) {
      if (feed.sound() != null && feed.sound().forwarding().current() != null) {
        sound += feed.sound().forwarding().current().bitsPerSecond(nowNanos);
      }
      if (feed.wish() != null) {
        boolean speaks =
            speaking.isPresent() && speaking.get().equals(feed.publication().told().participant());
        feed.wish().rank(feed.publication().rank() + (speaks ? 1 : 0));
        wishes.add(feed.wish());
      }
    }
    LineEstimate line = downlink.estimate();
    allocation.decide(wishes, line.bitsPerSecond(), line.proven(), sound, nowNanos);
    downlink.estimate().want(allocation.wanted() * 11 / 10);
    for (Feed feed : feeds.values()) {
      if (feed.pauseChanged()) {
        MediaMessage.Publish told = feed.publication().told();
        boolean paused = !feed.pausedFor().isEmpty();
        room.send(
            id,
            new MediaMessage.Paused(told.participant(), told.source(), paused, feed.pausedFor()));
      }
    }
  }

  /** What is due every 20 ms. */
  void tick(long nowNanos) {
    if (!transport.isSecure()) {
      return;
    }
    uplink.tick(nowNanos, downlink.roundTripNanos());
    downlink.tick(nowNanos);
  }

  /** Whether anything was heard lately; to be called every second. */
  void watch(long nowNanos) {
    long packets = transport.statistics().packetsIn() + transport.statistics().checks();
    if (packets != heardPackets) {
      heardPackets = packets;
      heardAt = nowNanos;
    }
    boolean now = transport.isSecure() && nowNanos - heardAt < SILENCE_NANOS;
    if (now != flows) {
      flows = now;
      if (now) {
        room.connected(this);
      } else {
        room.interrupted(this);
      }
    }
  }

  MediaMessage.Line line(long nowNanos) {
    return new MediaMessage.Line(
        pathToken(),
        downlink.estimate().bitsPerSecond(),
        uplink.bitsPerSecond(nowNanos),
        downlink.estimate().loss(),
        uplink.loss(),
        downlink.roundTripMillis());
  }

  /** {@code udp}, {@code tcp}, {@code turn} as its page says, or {@code none}. */
  String pathToken() {
    TransportPath path = transport.path();
    if (path == null || !flows) {
      return "none";
    }
    if (relayed) {
      return "turn";
    }
    return path.protocol() == TransportPath.Protocol.UDP ? "udp" : "tcp";
  }

  void stats(MediaMessage.Stats message) {
    relayed = message.path().equals("turn");
  }

  /** Ends the transport without a word to the room. */
  void close() {
    closing = true;
    downlink.close();
    transport.close(TransportEnd.CLOSED);
  }

  @Override
  public void onSecure() {
    heardAt = room.now();
    flows = true;
    room.connected(this);
    room.allocate(this);
    downlink.keyFramesWanted();
    room.flushKeyFrameRequests();
  }

  @Override
  public void onRtp(byte[] buffer, int offset, int length, long arrivalNanos) {
    uplink.onRtp(buffer, offset, length, arrivalNanos);
  }

  @Override
  public void onRtcp(byte[] buffer, int offset, int length, long arrivalNanos) {
    rtcpNanos = arrivalNanos;
    RtcpReader.read(buffer, offset, length, this);
  }

  @Override
  public void onPath(TransportPath path) {
    room.pathChanged(this, path);
  }

  @Override
  public void onPicturesDropped() {
    downlink.keyFramesWanted();
    room.flushKeyFrameRequests();
  }

  @Override
  public void onClosed(TransportEnd reason) {
    if (!closing) {
      closing = true;
      downlink.close();
      room.lost(this, reason);
    }
  }

  @Override
  public void senderReport(int ssrc, long ntp, int timestamp) {
    uplink.senderReport(ssrc, ntp, timestamp, rtcpNanos);
  }

  @Override
  public void reportBlock(int ssrc, int fractionLost, int jitter, long lastReport, long delay) {
    downlink.reported(ssrc, fractionLost, lastReport, delay, rtcpNanos);
  }

  @Override
  public void missing(int ssrc, int sequence, int following) {
    downlink.missing(ssrc, sequence, following, rtcpNanos);
  }

  @Override
  public void keyFrameWanted(int ssrc) {
    downlink.keyFrameWanted(ssrc);
    room.flushKeyFrameRequests();
  }

  @Override
  public void arrivals(byte[] bytes, int at, int length) {
    downlink.arrivals(bytes, at, length, rtcpNanos);
  }

  @Override
  public void bye(int ssrc) {
    // Streams end with their source or their participant; a BYE adds nothing.
  }

  /** Streams that come from it. */
  List<InboundStream> streams() {
    return uplink.streams();
  }
}
