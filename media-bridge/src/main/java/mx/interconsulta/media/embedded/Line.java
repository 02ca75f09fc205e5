package mx.interconsulta.media.embedded;

import mx.interconsulta.media.inbound.InboundTrack;

/**
 * An m-line of a participant's one transport. Lines are only ever added (RFC 9429 §5.2.2): one that
 * is no longer needed goes inactive and serves the next source of its kind.
 */
final class Line {
  /** Which way a line carries. */
  enum Way {
    /** From the participant. */
    UP,
    /** To the participant: a slot. */
    DOWN
  }

  private final String mid;
  private final Way way;
  private final boolean video;
  private String name = "";
  private InboundTrack track;
  private String kind = "";
  private String stream = "";
  private int ssrc;
  private int rtxSsrc;
  private int uses;

  Line(String mid, Way way, boolean video) {
    this.mid = mid;
    this.way = way;
    this.video = video;
  }

  String mid() {
    return mid;
  }

  Way way() {
    return way;
  }

  boolean video() {
    return video;
  }

  boolean free() {
    return name.isEmpty();
  }

  /** Whether what goes over it is encoded as a source of this kind is; a slot takes any. */
  boolean suits(String other) {
    return way == Way.DOWN
        || kind.isEmpty()
        || (kind.equals("screen") == other.equals("screen")
            && kind.equals("body-sound") == other.equals("body-sound"));
  }

  /** Carries a participant's own source of a kind from now on. */
  void carry(String source, String newKind) {
    name = source;
    kind = newKind;
    track = new InboundTrack(video);
    uses++;
  }

  /** Another source of the participant takes the line over; nothing came on it yet. */
  void rename(String source) {
    name = source;
  }

  /** Shows somebody else's source from now on. */
  void show(String source, String msid, int newSsrc, int newRtxSsrc) {
    name = source;
    stream = msid;
    ssrc = newSsrc;
    rtxSsrc = newRtxSsrc;
    uses++;
  }

  /** Carries nothing from now on. */
  void release() {
    name = "";
    if (track != null) {
      track.unbind();
      track = null;
    }
  }

  /** The source it carries, as the page is told it; empty for none. */
  String name() {
    return name;
  }

  /** Tells apart what it carries from what it carried before, also under the same name. */
  record Use(String name, int number) {}

  Use use() {
    return new Use(name, uses);
  }

  /** What comes over it, of a line up. */
  InboundTrack track() {
    return track;
  }

  /** Whether it comes in several layers: not a screen, which is sharp or useless. */
  boolean simulcast() {
    return video && !kind.equals("screen");
  }

  /** Whether it is the sound of a body and not of a voice: both ears, and every overtone. */
  boolean fine() {
    return kind.equals("body-sound");
  }

  /** Name of the media stream that ties sound and picture of a source together (RFC 8830). */
  String stream() {
    return stream;
  }

  int ssrc() {
    return ssrc;
  }

  int rtxSsrc() {
    return rtxSsrc;
  }
}
