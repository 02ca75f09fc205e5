package mx.interconsulta.media.embedded;

import java.util.Optional;
import mx.interconsulta.media.message.MediaMessage;

/** Gives sources the m-lines they come and go over. */
final class Slots {
  private Slots() {}

  /** A source of the participant, on lines of its own. */
  static Publication publication(Participant owner, MediaMessage.Publish asked) {
    MediaMessage.Publish told =
        new MediaMessage.Publish(
            owner.id(),
            asked.source(),
            asked.kind(),
            asked.tracks(),
            asked.priority(),
            asked.content());
    Line sound = asked.tracks().equals("video") ? null : owner.lineFor(asked, false).orElse(null);
    Line picture = asked.tracks().equals("audio") ? null : owner.lineFor(asked, true).orElse(null);
    return new Publication(told, sound, picture, owner.newStreamName());
  }

  /** Whether the lines of a source were in an offer with its name already. */
  static boolean offered(Participant owner, Publication publication) {
    for (Line line : owner.negotiation().lines()) {
      boolean its = line.way() == Line.Way.UP && line.name().equals(publication.told().source());
      if (its && !owner.negotiation().wasOffered(line)) {
        return false;
      }
    }
    return true;
  }

  /** Slots at a participant for somebody else's source. */
  static void give(Participant to, Publication publication) {
    Line sound = publication.sound() == null ? null : slot(to, publication, false);
    Line picture = publication.picture() == null ? null : slot(to, publication, true);
    to.feeds().put(publication.key(), new Feed(publication, sound, picture));
  }

  private static Line slot(Participant to, Publication publication, boolean video) {
    Optional<Line> free = to.negotiation().slot(video);
    free.ifPresent(line -> to.negotiation().show(line, publication.key(), publication.stream()));
    return free.orElse(null);
  }
}
