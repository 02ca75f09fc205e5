package mx.interconsulta.media.embedded;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import mx.interconsulta.media.BridgeCapabilities;
import mx.interconsulta.media.BridgeRooms;
import mx.interconsulta.media.MediaEndReason;
import mx.interconsulta.media.MediaListener;
import mx.interconsulta.media.MediaParticipant;
import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.transport.MediaLoop;
import mx.interconsulta.media.transport.TransportEnd;
import mx.interconsulta.media.transport.TransportPath;
import mx.interconsulta.media.transport.TransportRefusal;

/**
 * One room of the embedded bridge: who is there, what they publish, and who is sent what.
 *
 * <p>Threading: everything is done on the media loop, where public methods post; what the room has
 * to say is posted to its owner's context, in order.
 */
final class EmbeddedRoom implements BridgeRooms.Room {
  private final String id;
  private final Context owner;
  private final MediaListener listener;
  private final EmbeddedBridge bridge;
  private final MediaLoop loop;
  private final RoomClock clock;
  private final Map<String, Participant> participants = new LinkedHashMap<>();
  private final Promise<Void> closed = Promise.promise();
  private boolean over;

  EmbeddedRoom(String id, Context owner, MediaListener listener, EmbeddedBridge bridge) {
    this.id = id;
    this.owner = owner;
    this.listener = listener;
    this.bridge = bridge;
    this.loop = bridge.port().loop();
    this.clock = new RoomClock(this, loop, bridge.tally().timers);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Future<Void> closed() {
    return closed.future();
  }

  @Override
  public Future<Void> join(MediaParticipant participant) {
    Promise<Void> joined = Promise.promise();
    loop.post(
        () -> {
          Optional<MediaRefusal.Code> refusal = admit(participant);
          owner.runOnContext(
              turn ->
                  refusal.ifPresentOrElse(
                      code -> joined.fail(new MediaRefusal(code)), joined::complete));
        });
    return joined.future();
  }

  @Override
  public void receive(String participantId, MediaMessage message) {
    loop.post(
        () -> {
          Participant participant = participants.get(participantId);
          if (over) {
            return;
          }
          if (participant == null) {
            refuse(participantId, MediaRefusal.Code.NOT_IN_ROOM);
          } else {
            message.to(new PageMessages(this, participant));
          }
        });
  }

  @Override
  public Future<Void> leave(String participantId, MediaEndReason reason) {
    Promise<Void> left = Promise.promise();
    loop.post(
        () -> {
          remove(participantId, reason);
          owner.runOnContext(turn -> left.complete());
        });
    return left.future();
  }

  @Override
  public Future<Void> close(MediaEndReason reason) {
    loop.post(
        () -> {
          if (!over) {
            over = true;
            List.copyOf(participants.keySet()).forEach(each -> remove(each, reason));
            clock.stop();
            bridge.forget(this);
            owner.runOnContext(turn -> closed.complete());
          }
        });
    return closed.future();
  }

  private Optional<MediaRefusal.Code> admit(MediaParticipant asked) {
    if (over) {
      return Optional.of(MediaRefusal.Code.ROOM_CLOSED);
    }
    BridgeCapabilities capabilities = bridge.capabilities();
    long alike =
        participants.values().stream()
            .filter(each -> each.maySend() == asked.maySend() && !each.id().equals(asked.id()))
            .count();
    if (alike >= (asked.maySend() ? capabilities.maxSenders() : capabilities.maxListeners())) {
      return Optional.of(MediaRefusal.Code.ROOM_FULL);
    }
    remove(asked.id(), MediaEndReason.REPLACED);
    int maxSources = Math.min(asked.maxSources(), capabilities.maxSources());
    Participant participant;
    try {
      participant =
          new Participant(
              asked.id(),
              asked.maySend(),
              maxSources,
              this,
              bridge.port(),
              bridge.offers(),
              bridge.workbench());
    } catch (TransportRefusal full) {
      return Optional.of(MediaRefusal.Code.ROOM_FULL);
    }
    participants.put(participant.id(), participant);
    bridge.tally().participants.incrementAndGet();
    bridge.tally().transports.incrementAndGet();
    clock.start();
    greet(participant);
    return Optional.empty();
  }

  private void greet(Participant participant) {
    BridgeCapabilities capabilities = bridge.capabilities();
    send(
        participant.id(),
        new MediaMessage.Capabilities(
            capabilities.bridge(),
            "bridge",
            participant.maxSources(),
            capabilities.simulcast(),
            capabilities.recording(),
            capabilities.videoCodecs()));
    send(participant.id(), new MediaMessage.IceServers(bridge.iceServers(participant.id())));
    if (participant.maxSources() > 0) {
      participant.expectFirstSource();
    } else {
      participant.expectNothing();
    }
    for (Participant other : participants.values()) {
      for (Publication publication : other.publications().values()) {
        if (other != participant) {
          show(participant, publication);
        }
      }
    }
    participant.describe();
  }

  private void show(Participant to, Publication publication) {
    send(to.id(), publication.told());
    publication.mute().ifPresent(mute -> send(to.id(), mute));
    Slots.give(to, publication);
  }

  private void remove(String participantId, MediaEndReason reason) {
    Participant participant = participants.remove(participantId);
    if (participant == null) {
      return;
    }
    participant.close();
    forget(participant, reason);
  }

  private void forget(Participant participant, MediaEndReason reason) {
    bridge.tally().participants.decrementAndGet();
    bridge.tally().transports.decrementAndGet();
    clock.forget(participant.id());
    bridge.meters().ended(reason);
    for (Publication publication : List.copyOf(participant.publications().values())) {
      withdraw(participant, publication, reason.token());
    }
    if (participants.isEmpty()) {
      clock.stop();
    }
    tell(() -> listener.ended(participant.id(), reason));
  }

  /** The transport ended by itself. */
  void lost(Participant participant, TransportEnd end) {
    if (participants.remove(participant.id(), participant)) {
      forget(participant, Endings.of(end));
    }
  }

  void answered(Participant participant, MediaMessage.Answer message) {
    Negotiation negotiation = participant.negotiation();
    Negotiation.Verdict verdict = negotiation.expects(message.transport(), message.epoch());
    if (verdict == Negotiation.Verdict.TAKEN) {
      Optional<Answer> answer = negotiation.read(message.sdp());
      if (answer.isPresent()) {
        participant.take(answer.get());
        allocate(participant);
        preferCodecs();
        return;
      }
      verdict = Negotiation.Verdict.BAD_DESCRIPTION;
    }
    Negotiation.refusal(verdict).ifPresent(code -> refuse(participant.id(), code));
  }

  /** H.264 is asked for only where that is wished and every member decodes it. */
  private void preferCodecs() {
    if (bridge.preferH264()) {
      boolean all = participants.values().stream().allMatch(Participant::decodesH264);
      participants.values().forEach(each -> each.preferH264(all));
    }
  }

  void publish(Participant participant, MediaMessage.Publish message) {
    boolean again = participant.publications().containsKey(message.source());
    if (participant.maxSources() == 0) {
      refuse(participant.id(), MediaRefusal.Code.MAY_NOT_SEND);
      return;
    }
    if (!again && participant.publications().size() >= participant.maxSources()) {
      refuse(participant.id(), MediaRefusal.Code.TOO_MANY_SOURCES);
      return;
    }
    if (again) {
      return;
    }
    Publication publication = Slots.publication(participant, message);
    participant.publications().put(message.source(), publication);
    bridge.tally().sources.incrementAndGet();
    for (Participant other : participants.values()) {
      if (other != participant) {
        show(other, publication);
        other.describe();
      }
    }
    if (!Slots.offered(participant, publication)) {
      participant.describe();
    }
  }

  void mute(Participant participant, MediaMessage.Mute message) {
    Publication publication = participant.publications().get(message.source());
    if (publication == null) {
      refuse(participant.id(), MediaRefusal.Code.UNKNOWN_SOURCE);
      return;
    }
    MediaMessage.Mute told =
        new MediaMessage.Mute(participant.id(), message.source(), message.audio(), message.video());
    publication.mute(told);
    tellOthers(participant, told);
  }

  void gone(Participant participant, MediaMessage.Gone message) {
    Publication publication = participant.publications().get(message.source());
    if (publication == null) {
      refuse(participant.id(), MediaRefusal.Code.UNKNOWN_SOURCE);
      return;
    }
    withdraw(participant, publication, "unpublished");
    participant.describe();
  }

  private void withdraw(Participant participant, Publication publication, String reason) {
    String source = publication.told().source();
    participant.publications().remove(source);
    bridge.tally().sources.decrementAndGet();
    for (Participant other : participants.values()) {
      Feed feed = other.feeds().remove(publication.key());
      if (feed != null) {
        feed.close(other.downlink());
        send(other.id(), new MediaMessage.Gone(participant.id(), source, reason));
        if (!over) {
          other.describe();
        }
      }
    }
    publication.release();
  }

  void view(Participant participant, MediaMessage.View message) {
    Feed feed = participant.feeds().get(message.participant() + "/" + message.source());
    if (feed == null) {
      refuse(participant.id(), MediaRefusal.Code.UNKNOWN_SOURCE);
      return;
    }
    feed.view(message.height(), message.content().equals("detail"));
    allocate(participant);
    flushKeyFrameRequests();
  }

  void allocate(Participant participant) {
    participant.allocate(now(), clock.speaking());
  }

  /** What was asked of publishers goes out at once, as far as it may. */
  void flushKeyFrameRequests() {
    for (Participant each : participants.values()) {
      if (each.transport().isSecure()) {
        each.uplink().flushKeyFrameRequests(now());
      }
    }
  }

  void connected(Participant participant) {
    bridge.meters().connected();
    tell(() -> listener.connected(participant.id()));
  }

  void interrupted(Participant participant) {
    bridge.meters().interrupted();
    tell(() -> listener.interrupted(participant.id()));
  }

  void pathChanged(Participant participant, TransportPath path) {
    bridge.meters().path(path);
    clock.tellLineSoon(participant);
  }

  void send(String participantId, MediaMessage message) {
    tell(() -> listener.send(participantId, message));
  }

  private void tellOthers(Participant but, MediaMessage message) {
    for (Participant other : participants.values()) {
      if (other != but) {
        send(other.id(), message);
      }
    }
  }

  void refuse(String participantId, MediaRefusal.Code code) {
    tell(() -> listener.refused(participantId, new MediaRefusal(code)));
  }

  private void tell(Runnable call) {
    owner.runOnContext(turn -> call.run());
  }

  long now() {
    return loop.nanoTime();
  }

  Random random() {
    return bridge.random();
  }

  EmbeddedBridge bridge() {
    return bridge;
  }

  Collection<Participant> participants() {
    return participants.values();
  }

  RoomClock clock() {
    return clock;
  }
}
