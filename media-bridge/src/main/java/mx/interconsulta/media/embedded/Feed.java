package mx.interconsulta.media.embedded;

import mx.interconsulta.media.forward.Wish;
import mx.interconsulta.media.outbound.Downlink;
import mx.interconsulta.media.outbound.OutTrack;

/** Somebody else's source as one participant is sent it: two slots at most, and the wish for it. */
final class Feed {
  private final Publication publication;
  private final Line soundSlot;
  private final Line pictureSlot;
  private OutTrack sound;
  private OutTrack picture;
  private Wish wish;
  private int height = Wish.ANY_HEIGHT;
  private boolean detail;
  private String toldPausedFor = "";

  Feed(Publication publication, Line soundSlot, Line pictureSlot) {
    this.publication = publication;
    this.soundSlot = soundSlot;
    this.pictureSlot = pictureSlot;
    this.detail = publication.told().content().equals("detail");
  }

  Publication publication() {
    return publication;
  }

  /** Begins to send on a slot that the page took. */
  void open(Downlink downlink, Line slot) {
    if (slot == soundSlot && sound == null) {
      sound = add(downlink, slot);
      sound.forwarding().target(0, 0);
    } else if (slot == pictureSlot && picture == null) {
      picture = add(downlink, slot);
      wish = new Wish(picture.forwarding());
      wish.height(height);
      wish.detail(detail);
    }
  }

  private OutTrack add(Downlink downlink, Line slot) {
    return downlink.add(
        slot.video() ? publication.picture() : publication.sound(),
        slot.mid(),
        slot.ssrc(),
        slot.rtxSsrc(),
        slot.stream());
  }

  void close(Downlink downlink) {
    if (sound != null) {
      downlink.remove(sound);
    }
    if (picture != null) {
      downlink.remove(picture);
    }
    if (soundSlot != null) {
      soundSlot.release();
    }
    if (pictureSlot != null) {
      pictureSlot.release();
    }
  }

  /** How the page shows it. */
  void view(int shownHeight, boolean sharp) {
    height = shownHeight;
    detail = sharp;
    if (wish != null) {
      wish.height(shownHeight);
      wish.detail(sharp);
    }
  }

  /** The wish for its picture; null while there is none to send. */
  Wish wish() {
    return wish;
  }

  OutTrack sound() {
    return sound;
  }

  OutTrack picture() {
    return picture;
  }

  /** Whether the page must hear that it stands still, or why, or that it goes on. */
  boolean pauseChanged() {
    String now = wish == null ? "" : wish.pausedFor();
    boolean changed = !now.equals(toldPausedFor);
    toldPausedFor = now;
    return changed;
  }

  String pausedFor() {
    return toldPausedFor;
  }
}
