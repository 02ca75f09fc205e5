package mx.interconsulta.media.direct;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mx.interconsulta.media.BridgeCapabilities;
import mx.interconsulta.media.BridgeRooms;
import mx.interconsulta.media.MediaEndReason;
import mx.interconsulta.media.MediaListener;
import mx.interconsulta.media.MediaParticipant;
import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.message.MediaMessage;

/**
 * A room of two. All state belongs to the owner's context; the public methods post there. While two
 * are there they share one {@link Link}, which has its own transport name, because a page that came
 * anew has a new PeerConnection and the other one's must be new too.
 */
final class DirectRoom implements BridgeRooms.Room {
  private final String id;
  private final ContextInternal owner;
  private final MediaListener listener;
  private final DirectBridge bridge;
  private final Map<String, Peer> peers = new LinkedHashMap<>();
  private final Promise<Void> closed = Promise.promise();
  private Link link;
  private int links;
  private boolean over;

  DirectRoom(String id, Context owner, MediaListener listener, DirectBridge bridge) {
    this.id = id;
    this.owner = (ContextInternal) owner;
    this.listener = listener;
    this.bridge = bridge;
  }

  @Override
  public String id() {
    return id;
  }

  /** Completes when the room is closed. */
  @Override
  public Future<Void> closed() {
    return closed.future();
  }

  @Override
  public Future<Void> join(MediaParticipant participant) {
    Promise<Void> joined = Promise.promise();
    act(
        () ->
            admit(participant)
                .ifPresentOrElse(
                    code -> joined.fail(new MediaRefusal(code)), () -> joined.complete()));
    return joined.future();
  }

  @Override
  public void receive(String participantId, MediaMessage message) {
    act(
        () -> {
          if (over) {
            return;
          }
          Peer peer = peers.get(participantId);
          if (peer == null) {
            refuse(participantId, MediaRefusal.Code.NOT_IN_ROOM);
          } else {
            message.to(new PageMessages(this, peer));
          }
        });
  }

  @Override
  public Future<Void> leave(String participantId, MediaEndReason reason) {
    Promise<Void> left = Promise.promise();
    act(
        () -> {
          remove(participantId, reason);
          left.complete();
        });
    return left.future();
  }

  @Override
  public Future<Void> close(MediaEndReason reason) {
    act(
        () -> {
          if (!over) {
            over = true;
            List.copyOf(peers.keySet()).forEach(peer -> remove(peer, reason));
            bridge.forget(this);
            closed.complete();
          }
        });
    return closed.future();
  }

  /** At once on the owner's own thread: what a page says then needs no hop on its way. */
  private void act(Runnable action) {
    owner.emit(turn -> action.run());
  }

  private Optional<MediaRefusal.Code> admit(MediaParticipant participant) {
    BridgeCapabilities capabilities = bridge.capabilities();
    if (over) {
      return Optional.of(MediaRefusal.Code.ROOM_CLOSED);
    }
    if (!participant.maySend()) {
      return Optional.of(MediaRefusal.Code.NOT_CAPABLE);
    }
    boolean again = peers.containsKey(participant.id());
    if (!again && peers.size() >= capabilities.maxSenders()) {
      return Optional.of(MediaRefusal.Code.ROOM_FULL);
    }
    remove(participant.id(), MediaEndReason.REPLACED);
    int maxSources = Math.min(participant.maxSources(), capabilities.maxSources());
    Peer peer = new Peer(participant.id(), maxSources);
    peers.put(peer.id(), peer);
    bridge.tally().participants.incrementAndGet();
    greet(peer, capabilities);
    other(peer).ifPresent(other -> meet(other, peer));
    return Optional.empty();
  }

  private void greet(Peer peer, BridgeCapabilities capabilities) {
    listener.send(
        peer.id(),
        new MediaMessage.Capabilities(
            capabilities.bridge(),
            "page",
            peer.maxSources(),
            capabilities.simulcast(),
            capabilities.recording(),
            capabilities.videoCodecs()));
    listener.send(peer.id(), new MediaMessage.IceServers(bridge.iceServers(peer.id())));
  }

  /** The one who was there first writes the offers; so no two offers ever cross. */
  private void meet(Peer first, Peer second) {
    links++;
    link = new Link(links == 1 ? "main" : "main-" + links, first, second, listener);
    bridge.tally().transports.addAndGet(2);
    for (MediaMessage message : first.tellsNewcomer()) {
      listener.send(second.id(), message);
    }
    if (first.source().isPresent()) {
      link.describe();
    }
  }

  private void remove(String participantId, MediaEndReason reason) {
    Peer peer = peers.remove(participantId);
    if (peer == null) {
      return;
    }
    bridge.tally().participants.decrementAndGet();
    if (link != null) {
      link = null;
      bridge.tally().transports.addAndGet(-2);
    }
    if (peer.source().isPresent()) {
      withdraw(peer, reason.token());
    }
    listener.ended(participantId, reason);
  }

  private void withdraw(Peer peer, String reason) {
    String source = peer.source().orElseThrow().source();
    peer.withdraw();
    bridge.tally().sources.decrementAndGet();
    if (!over) {
      tellOther(peer, new MediaMessage.Gone(peer.id(), source, reason));
    }
  }

  Optional<Peer> other(Peer peer) {
    return peers.values().stream().filter(each -> each != peer).findFirst();
  }

  private void tellOther(Peer peer, MediaMessage message) {
    other(peer).ifPresent(other -> listener.send(other.id(), message));
  }

  void publish(Peer peer, MediaMessage.Publish message) {
    Optional<MediaMessage.Publish> before = peer.source();
    if (peer.maxSources() == 0) {
      refuse(peer.id(), MediaRefusal.Code.MAY_NOT_SEND);
      return;
    }
    if (before.isPresent() && !before.get().source().equals(message.source())) {
      refuse(peer.id(), MediaRefusal.Code.TOO_MANY_SOURCES);
      return;
    }
    if (before.isEmpty()) {
      bridge.tally().sources.incrementAndGet();
    }
    peer.publish(message);
    tellOther(peer, peer.source().orElseThrow());
    if (link != null) {
      link.published(peer);
    }
  }

  void mute(Peer peer, MediaMessage.Mute message) {
    if (!peer.publishes(message.source())) {
      refuse(peer.id(), MediaRefusal.Code.UNKNOWN_SOURCE);
      return;
    }
    peer.mute(message);
    tellOther(
        peer, new MediaMessage.Mute(peer.id(), message.source(), message.audio(), message.video()));
  }

  void gone(Peer peer, MediaMessage.Gone message) {
    if (!peer.publishes(message.source())) {
      refuse(peer.id(), MediaRefusal.Code.UNKNOWN_SOURCE);
      return;
    }
    withdraw(peer, "unpublished");
  }

  /** Nothing to save here: what is sent is what the other page's browser sends. */
  void view(Peer peer, MediaMessage.View message) {
    boolean known =
        other(peer)
            .filter(other -> other.id().equals(message.participant()))
            .filter(other -> other.publishes(message.source()))
            .isPresent();
    if (!known) {
      refuse(peer.id(), MediaRefusal.Code.UNKNOWN_SOURCE);
    }
  }

  /** The pages are the only ones who know whether media flows. */
  void stats(Peer peer, MediaMessage.Stats message) {
    boolean flows = !message.path().equals("none");
    if (flows == peer.flows()) {
      return;
    }
    peer.flows(flows);
    if (flows) {
      listener.connected(peer.id());
    } else {
      listener.interrupted(peer.id());
    }
  }

  /** What a page says about a transport, if it is the one there is. */
  void onLink(Peer peer, String transport, java.util.function.Function<Link, Verdict> action) {
    if (link == null || !link.transport().equals(transport)) {
      if (!wasUsed(transport)) {
        refuse(peer.id(), MediaRefusal.Code.UNEXPECTED);
      }
      return;
    }
    action.apply(link).refusal().ifPresent(code -> refuse(peer.id(), code));
  }

  /** A transport of an earlier meeting: its messages were overtaken, nobody did wrong. */
  private boolean wasUsed(String transport) {
    for (int number = 1; number <= links; number++) {
      if (transport.equals(number == 1 ? "main" : "main-" + number)) {
        return true;
      }
    }
    return false;
  }

  void refuse(String participantId, MediaRefusal.Code code) {
    listener.refused(participantId, new MediaRefusal(code));
  }
}
