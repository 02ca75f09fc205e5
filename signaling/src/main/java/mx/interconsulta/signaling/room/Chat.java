package mx.interconsulta.signaling.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mx.interconsulta.signaling.message.ServerMessage;

/**
 * What was said in writing, for those who come later. Beside this it is kept sealed while the room
 * lives ({@link RoomTexts}), and gone with it: the clinical record is the note, and nobody signs a
 * chat. Belongs to the room's context.
 */
final class Chat {
  private final Map<String, ServerMessage.Said> said = new LinkedHashMap<>();
  private long newest;

  Chat(List<RoomTexts.Kept> kept) {
    kept.forEach(
        text -> {
          add(text.said());
          newest = Math.max(newest, text.number());
        });
  }

  /** The place of the next text. */
  long next() {
    return ++newest;
  }

  /** A text that was said before. */
  Optional<ServerMessage.Said> known(String message) {
    return Optional.ofNullable(said.get(message));
  }

  void add(ServerMessage.Said text) {
    said.put(text.message(), text);
    if (said.size() > RoomTexts.KEPT) {
      said.remove(said.keySet().iterator().next());
    }
  }

  List<ServerMessage.Said> all() {
    return List.copyOf(said.values());
  }
}
