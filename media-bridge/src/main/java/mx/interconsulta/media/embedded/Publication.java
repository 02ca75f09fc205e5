package mx.interconsulta.media.embedded;

import java.util.Optional;
import mx.interconsulta.media.forward.LayerDemand;
import mx.interconsulta.media.inbound.InboundTrack;
import mx.interconsulta.media.message.MediaMessage;

/** A named source that a participant publishes, and the lines it comes over. */
final class Publication {
  private final MediaMessage.Publish told;
  private final Line sound;
  private final Line picture;
  private final String stream;
  private final LayerDemand demand;
  private MediaMessage.Mute mute;

  /**
   * A source.
   *
   * @param told as others are told it
   * @param sound the line of its sound, or null
   * @param picture the line of its picture, or null
   * @param stream name of its media stream, like no other
   */
  Publication(MediaMessage.Publish told, Line sound, Line picture, String stream) {
    this.stream = stream;
    this.demand = picture == null ? null : new LayerDemand(picture.track());
    this.told = told;
    this.sound = sound;
    this.picture = picture;
  }

  MediaMessage.Publish told() {
    return told;
  }

  /** Its name within the room. */
  String key() {
    return told.participant() + "/" + told.source();
  }

  /** Name of its media stream in descriptions: opaque, of letters and digits. */
  String stream() {
    return stream;
  }

  InboundTrack sound() {
    return sound == null ? null : sound.track();
  }

  InboundTrack picture() {
    return picture == null ? null : picture.track();
  }

  /** What of its picture is of use; empty when it has none. */
  Optional<LayerDemand> demand() {
    return Optional.ofNullable(demand);
  }

  void mute(MediaMessage.Mute now) {
    mute = now;
  }

  /** What is muted, as others are told it, when anything ever was. */
  Optional<MediaMessage.Mute> mute() {
    return Optional.ofNullable(mute);
  }

  /** How much it matters: an examination before a screen before a face, then what its page says. */
  int rank() {
    int kind =
        switch (told.kind()) {
          case "examination", "body-sound" -> 3;
          case "screen" -> 2;
          default -> 1;
        };
    return kind * 1000 + told.priority() * 2;
  }

  void release() {
    if (sound != null) {
      sound.release();
    }
    if (picture != null) {
      picture.release();
    }
  }
}
