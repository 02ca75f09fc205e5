package mx.interconsulta.signaling.message;

import java.time.Instant;
import java.util.Optional;
import mx.interconsulta.media.message.MediaMessage;

/**
 * The closed set of messages a page may send; docs/signaling-protocol.md is their prose. Dispatch
 * goes through {@link Receiver}, so a message nobody handles does not compile.
 */
public sealed interface PageMessage {

  /** Hands this message to the method for its type. */
  void to(Receiver receiver);

  /** One method for each message. */
  interface Receiver {
    void hello(Hello message);

    void ping(Ping message);

    void enterRoom(EnterRoom message);

    void leaveRoom(LeaveRoom message);

    void chat(Chat message);

    void media(Media message);
  }

  /**
   * First message of a WebSocket.
   *
   * @param id what the answer refers to
   * @param version the protocol's version the page speaks
   * @param csrf the session's value, which no other site can read
   * @param resume token of the connection to go on with
   * @param seen newest number received; -1 when the page did not say
   * @param since newest instant of a notice the page has seen
   */
  record Hello(
      Optional<String> id,
      long version,
      String csrf,
      Optional<String> resume,
      long seen,
      Optional<Instant> since)
      implements PageMessage {
    @Override
    public void to(Receiver receiver) {
      receiver.hello(this);
    }
  }

  /** The page lives and has heard up to {@code seen}; -1 when it did not say. */
  record Ping(Optional<String> id, long seen) implements PageMessage {
    @Override
    public void to(Receiver receiver) {
      receiver.ping(this);
    }
  }

  /** Enters a room with a pass; {@code takeOver} replaces the person's other window. */
  record EnterRoom(String id, String room, String pass, boolean takeOver) implements PageMessage {
    @Override
    public void to(Receiver receiver) {
      receiver.enterRoom(this);
    }

    /** Never shows the pass. */
    @Override
    public String toString() {
      return "EnterRoom[" + room + "]";
    }
  }

  /** Leaves a room. */
  record LeaveRoom(String id, String room) implements PageMessage {
    @Override
    public void to(Receiver receiver) {
      receiver.leaveRoom(this);
    }
  }

  /**
   * Says something in writing; at most 2,000 characters.
   *
   * @param message id of the text, the same when the page says it again; empty when it gave none
   */
  record Chat(String id, String room, String message, String text) implements PageMessage {
    @Override
    public void to(Receiver receiver) {
      receiver.chat(this);
    }

    /** Never shows what was written. */
    @Override
    public String toString() {
      return "Chat[" + room + "]";
    }
  }

  /** A message for the room's media bridge. */
  record Media(String room, MediaMessage message) implements PageMessage {
    @Override
    public void to(Receiver receiver) {
      receiver.media(this);
    }
  }
}
