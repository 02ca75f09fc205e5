package mx.interconsulta.media;

import java.util.Objects;

/**
 * One device in a room: the bridge knows no person.
 *
 * @param id opaque id, unique in the room
 * @param maySend false for a listener
 * @param maxSources how many named sources it may publish at once
 */
public record MediaParticipant(String id, boolean maySend, int maxSources) {
  public MediaParticipant {
    Objects.requireNonNull(id, "id");
    if (maxSources < 0 || (!maySend && maxSources != 0)) {
      throw new IllegalArgumentException("a listener publishes nothing");
    }
  }
}
