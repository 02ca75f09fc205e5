package mx.interconsulta.media.direct;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mx.interconsulta.media.message.MediaMessage;

/** One of the two, since its last join. Belongs to the room's context. */
final class Peer {
  private final String id;
  private final int maxSources;
  private MediaMessage.Publish source;
  private MediaMessage.Mute muted;
  private boolean flows;

  Peer(String id, int maxSources) {
    this.id = id;
    this.maxSources = maxSources;
  }

  String id() {
    return id;
  }

  int maxSources() {
    return maxSources;
  }

  /** What it publishes, as others are told. */
  Optional<MediaMessage.Publish> source() {
    return Optional.ofNullable(source);
  }

  boolean publishes(String name) {
    return source != null && source.source().equals(name);
  }

  void publish(MediaMessage.Publish asked) {
    source =
        new MediaMessage.Publish(
            id, asked.source(), asked.kind(), asked.tracks(), asked.priority(), asked.content());
  }

  void withdraw() {
    source = null;
    muted = null;
  }

  void mute(MediaMessage.Mute asked) {
    muted = new MediaMessage.Mute(id, asked.source(), asked.audio(), asked.video());
  }

  /** What somebody who comes later must hear. */
  List<MediaMessage> tellsNewcomer() {
    List<MediaMessage> messages = new ArrayList<>();
    source().ifPresent(messages::add);
    Optional.ofNullable(muted).ifPresent(messages::add);
    return messages;
  }

  /** Whether its page said last that media flows. */
  boolean flows() {
    return flows;
  }

  void flows(boolean now) {
    flows = now;
  }
}
