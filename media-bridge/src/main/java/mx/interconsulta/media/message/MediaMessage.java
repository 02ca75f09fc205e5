package mx.interconsulta.media.message;

import java.util.List;
import java.util.Map;

/**
 * The closed set of media messages between a page and a bridge; docs/signaling-protocol.md is their
 * prose. Dispatch goes through {@link Receiver}, so a message nobody handles does not compile.
 */
public sealed interface MediaMessage {

  /** The message's type on the wire, without the {@code media.} prefix. */
  String type();

  /** Hands this message to the method for its type. */
  void to(Receiver receiver);

  /** One method for each message. */
  interface Receiver {
    void capabilities(Capabilities message);

    void negotiate(Negotiate message);

    void offer(Offer message);

    void answer(Answer message);

    void candidate(Candidate message);

    void restart(Restart message);

    void publish(Publish message);

    void mute(Mute message);

    void gone(Gone message);

    void view(View message);

    void paused(Paused message);

    void demand(Demand message);

    void line(Line message);

    void stats(Stats message);

    void recording(Recording message);

    void iceServers(IceServers message);
  }

  /** A STUN or TURN server; user name and credential are empty for STUN. */
  record IceServer(List<String> urls, String username, String credential) {
    public IceServer {
      urls = List.copyOf(urls);
    }
  }

  /**
   * What the room can do. First message to every participant.
   *
   * @param bridge name of the bridge
   * @param offerer {@code bridge} or {@code page}
   * @param maxSources named sources this participant may publish; 0 for a listener
   * @param simulcast whether to send several layers
   * @param recording whether the room can record
   * @param videoCodecs codecs in order of preference
   */
  record Capabilities(
      String bridge,
      String offerer,
      int maxSources,
      boolean simulcast,
      boolean recording,
      List<String> videoCodecs)
      implements MediaMessage {
    public Capabilities {
      videoCodecs = List.copyOf(videoCodecs);
    }

    @Override
    public String type() {
      return "capabilities";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.capabilities(this);
    }
  }

  /**
   * Asks a page to write an offer ({@code offerer} is {@code page}). The epoch is the one the offer
   * must carry.
   *
   * @param transport transport to describe
   * @param epoch epoch of the offer asked for
   * @param restart whether the offer must restart ICE
   */
  record Negotiate(String transport, long epoch, boolean restart) implements MediaMessage {
    @Override
    public String type() {
      return "negotiate";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.negotiate(this);
    }
  }

  /**
   * A session description (RFC 8866) that must be answered. One is outstanding per transport; an
   * older epoch is dropped.
   *
   * @param transport transport it describes
   * @param epoch grows with every offer of the transport
   * @param sdp the description
   * @param mids mid to the source (uplink) or slot (downlink) it carries
   */
  record Offer(String transport, long epoch, String sdp, Map<String, String> mids)
      implements MediaMessage {
    public Offer {
      mids = Map.copyOf(mids);
    }

    @Override
    public String type() {
      return "offer";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.offer(this);
    }
  }

  /**
   * The answer to the offer of the same epoch.
   *
   * @param transport transport it describes
   * @param epoch epoch of the offer answered
   * @param sdp the description
   */
  record Answer(String transport, long epoch, String sdp) implements MediaMessage {
    @Override
    public String type() {
      return "answer";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.answer(this);
    }
  }

  /**
   * One ICE candidate (RFC 8840); an empty one ends the list.
   *
   * @param transport transport it belongs to
   * @param epoch epoch of the description it belongs to
   * @param candidate the candidate line, empty at the end
   * @param mid mid it belongs to
   */
  record Candidate(String transport, long epoch, String candidate, String mid)
      implements MediaMessage {
    @Override
    public String type() {
      return "candidate";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.candidate(this);
    }
  }

  /**
   * Asks for an ICE restart of a transport: its path is lost or its network changed. The old path
   * is kept until the new one works.
   *
   * @param transport transport to mend
   */
  record Restart(String transport) implements MediaMessage {
    @Override
    public String type() {
      return "restart";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.restart(this);
    }
  }

  /**
   * Announces a named source. From a page: it wants to send. To a page: somebody sends; {@code
   * participant} says who.
   *
   * @param participant who publishes; empty from a page
   * @param source name of the source, unique for its participant
   * @param kind {@code face}, {@code examination}, {@code screen} or {@code body-sound}
   * @param tracks {@code audio}, {@code video} or {@code both}
   * @param priority larger is kept longer when the line is narrow
   * @param content {@code detail} or {@code motion}
   */
  record Publish(
      String participant, String source, String kind, String tracks, int priority, String content)
      implements MediaMessage {
    @Override
    public String type() {
      return "publish";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.publish(this);
    }
  }

  /**
   * A source's audio or video is switched off or on again. To a page: somebody's source changed.
   *
   * @param participant whose source; empty from a page
   * @param source the source
   * @param audio audio is off
   * @param video video is off
   */
  record Mute(String participant, String source, boolean audio, boolean video)
      implements MediaMessage {
    @Override
    public String type() {
      return "mute";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.mute(this);
    }
  }

  /**
   * A source is no longer published.
   *
   * @param participant whose source; empty from a page
   * @param source the source
   * @param reason why: a MediaEndReason's token, or {@code unpublished}
   */
  record Gone(String participant, String source, String reason) implements MediaMessage {
    @Override
    public String type() {
      return "gone";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.gone(this);
    }
  }

  /**
   * How a page shows a source, so that no more is sent than is seen.
   *
   * @param participant whose source
   * @param source the source
   * @param height height shown in CSS pixels times the device's ratio; 0 when hidden
   * @param content {@code detail} or {@code motion}
   */
  record View(String participant, String source, int height, String content)
      implements MediaMessage {
    @Override
    public String type() {
      return "view";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.view(this);
    }
  }

  /**
   * A source is paused for this participant, or goes on.
   *
   * @param participant whose source
   * @param source the source
   * @param paused whether it stands still
   * @param reason {@code bandwidth}, {@code hidden}, {@code limit} or empty when it goes on
   */
  record Paused(String participant, String source, boolean paused, String reason)
      implements MediaMessage {
    @Override
    public String type() {
      return "paused";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.paused(this);
    }
  }

  /**
   * What of the participant's own picture is of use to others now.
   *
   * @param source the source
   * @param lowest smallest layer of use, 0 the smallest there is
   * @param highest largest layer of use
   * @param bitsPerSecond how much of it can be used; 0 for as much as there is
   */
  record Demand(String source, int lowest, int highest, long bitsPerSecond)
      implements MediaMessage {
    @Override
    public String type() {
      return "demand";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.demand(this);
    }
  }

  /**
   * How good the participant's line is, as the bridge sees it.
   *
   * @param path {@code udp}, {@code tcp}, {@code turn} or {@code none}
   * @param downBitsPerSecond estimate towards the page
   * @param upBitsPerSecond measured from the page
   * @param lossDown fraction lost towards the page, 0 to 1
   * @param lossUp fraction lost from the page, 0 to 1
   * @param roundTripMillis round-trip time, -1 when unknown
   */
  record Line(
      String path,
      long downBitsPerSecond,
      long upBitsPerSecond,
      double lossDown,
      double lossUp,
      long roundTripMillis)
      implements MediaMessage {
    @Override
    public String type() {
      return "line";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.line(this);
    }
  }

  /**
   * What the page measures of its media, at most once a second.
   *
   * @param path {@code udp}, {@code tcp}, {@code turn} or {@code none}
   * @param framesDecoded video frames decoded since the join
   * @param framesDropped video frames dropped since the join
   * @param audioConcealed fraction of audio concealed in the last period, 0 to 1
   * @param roundTripMillis round-trip time, -1 when unknown
   * @param freezes freezes since the join
   */
  record Stats(
      String path,
      long framesDecoded,
      long framesDropped,
      double audioConcealed,
      long roundTripMillis,
      long freezes)
      implements MediaMessage {
    @Override
    public String type() {
      return "stats";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.stats(this);
    }
  }

  /**
   * Whether the room is being recorded.
   *
   * @param on whether it is
   * @param reason why it stopped; empty while it is on
   */
  record Recording(boolean on, String reason) implements MediaMessage {
    @Override
    public String type() {
      return "recording";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.recording(this);
    }
  }

  /**
   * STUN and TURN servers (RFC 7064, RFC 7065) with time-limited credentials.
   *
   * @param servers servers in order of preference
   */
  record IceServers(List<IceServer> servers) implements MediaMessage {
    public IceServers {
      servers = List.copyOf(servers);
    }

    @Override
    public String type() {
      return "ice-servers";
    }

    @Override
    public void to(Receiver receiver) {
      receiver.iceServers(this);
    }
  }
}
