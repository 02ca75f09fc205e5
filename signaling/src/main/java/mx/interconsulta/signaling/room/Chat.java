package mx.interconsulta.signaling.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import mx.interconsulta.signaling.message.ServerMessage;

/**
 * What was said in writing, for those who come later. In memory only and gone with the room: the
 * clinical record is the note, and nobody signs a chat.
 */
final class Chat {
  private static final int KEPT = 500;

  private final Deque<ServerMessage.Said> said = new ArrayDeque<>();

  void add(ServerMessage.Said text) {
    said.addLast(text);
    if (said.size() > KEPT) {
      said.removeFirst();
    }
  }

  List<ServerMessage.Said> all() {
    return List.copyOf(said);
  }
}
