package mx.interconsulta.signaling.room;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import mx.interconsulta.media.MediaBridge;
import mx.interconsulta.media.MediaEndReason;
import mx.interconsulta.media.MediaListener;
import mx.interconsulta.media.MediaParticipant;
import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.MediaRoom;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.message.RoomEnd;
import mx.interconsulta.signaling.message.ServerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live side of a consultation: who is there, what they write, and their way to the media
 * bridge. It exists from its first pass until nobody has been in it for two minutes, or the
 * consultation ends.
 *
 * <p>Threading: one context owns all state. Pages act through their {@link Seat}s, each call of
 * which is a {@link Turns turn} on it; the bridge reports on it.
 */
public final class Room implements MediaListener {
  /** How long an empty room waits for somebody. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(Room.class);

  private final RoomRecord lease;
  private final Context owner;
  private final Turns turns;
  private final Timers timers;
  private final Attendance attendance;
  private final MediaBridge bridge;
  private final RoomMeters meters;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Chat chat = new Chat();
  private final Ledger ledger;
  private final Promise<Void> over = Promise.promise();
  private MediaRoom media;
  private Timers.Cancellable patience = () -> {};
  private int texts;
  private boolean closing;

  Room(
      RoomRecord lease,
      Context owner,
      Timers timers,
      Attendance attendance,
      MediaBridge bridge,
      RoomMeters meters) {
    this.lease = lease;
    this.owner = owner;
    this.turns = new Turns(owner);
    this.timers = timers;
    this.attendance = attendance;
    this.bridge = bridge;
    this.meters = meters;
    this.ledger = new Ledger(timers.clock().instant());
  }

  public String id() {
    return lease.room();
  }

  public String consultation() {
    return lease.consultation();
  }

  RoomRecord lease() {
    return lease;
  }

  /** Completes when everything of the room is gone and its ledger is kept. */
  Future<Void> over() {
    return over.future();
  }

  Future<Room> open() {
    return bridge
        .open(id(), owner, this)
        .map(
            opened -> {
              meters.opened();
              turns.takeLater(
                  () -> {
                    media = opened;
                    if (closing) {
                      opened.close(MediaEndReason.ROOM_CLOSED);
                    } else {
                      waitForSomebody();
                    }
                  });
              return this;
            });
  }

  /**
   * Seats a page. It hears {@code room.entered} first, then what its media bridge has to say. Fails
   * with a Problem and changes nothing.
   *
   * @param re id of the page's message
   * @param takeOver whether the person's other windows give way
   */
  Future<Void> enter(RoomPass pass, Page page, String re, boolean takeOver) {
    return Future.future(
        promise ->
            turns.takeLater(
                () ->
                    mayTakeASeat(pass, takeOver)
                        .compose(free -> writeDown(pass))
                        .compose(known -> stillMayTakeASeat(pass, takeOver))
                        .onSuccess(free -> seat(pass, page, re, takeOver))
                        .onComplete(promise)));
  }

  private Future<Void> writeDown(RoomPass pass) {
    return attendance.entered(consultation(), pass.person(), pass.participant(), now());
  }

  /** Somebody else may have come in while it was written down; then it did not happen. */
  private Future<Void> stillMayTakeASeat(RoomPass pass, boolean takeOver) {
    return mayTakeASeat(pass, takeOver)
        .recover(
            taken ->
                attendance
                    .left(
                        consultation(),
                        pass.person(),
                        pass.participant(),
                        now(),
                        LeaveReason.REPLACED)
                    .transform(written -> Future.failedFuture(taken)));
  }

  private Future<Void> mayTakeASeat(RoomPass pass, boolean takeOver) {
    if (closing || media == null) {
      return Future.failedFuture(new Problem(409, "room-closed"));
    }
    List<Member> staying =
        members.values().stream().filter(member -> !givesWay(member, pass, takeOver)).toList();
    if (staying.size() < bridge.capabilities().maxSenders()) {
      return Future.succeededFuture();
    }
    boolean ownWindow = staying.stream().anyMatch(member -> member.person().equals(pass.person()));
    return Future.failedFuture(new Problem(409, ownWindow ? "room-second-window" : "room-full"));
  }

  private static boolean givesWay(Member member, RoomPass pass, boolean takeOver) {
    return member.participant().equals(pass.participant())
        || (member.person().equals(pass.person()) && (takeOver || member.isAway()));
  }

  private void seat(RoomPass pass, Page page, String re, boolean takeOver) {
    patience.cancel();
    for (Member member : List.copyOf(members.values())) {
      if (givesWay(member, pass, takeOver)) {
        giveWay(member, page, pass);
      }
    }
    Seat seat = new Seat(this, pass.participant(), page);
    Member member = new Member(pass, seat, now());
    members.put(member.participant(), member);
    meters.entered();
    ledger.present(members.values(), now());
    page.seated(seat);
    page.tell(
        new ServerMessage.RoomEntered(
            re,
            seat.place(),
            ledger.openedAt(),
            members.values().stream().map(Member::who).toList(),
            chat.all()));
    tellOthers(member, new ServerMessage.RoomJoined(id(), member.who()));
    media
        .join(asMediaParticipant(pass))
        .onFailure(
            failure -> {
              page.refuse(re, id(), asProblem(failure));
              remove(member, Optional.empty(), LeaveReason.MEDIA_ENDED);
            });
  }

  private MediaParticipant asMediaParticipant(RoomPass pass) {
    boolean maySend = !pass.role().equals("listener");
    return new MediaParticipant(
        pass.participant(), maySend, maySend ? bridge.capabilities().maxSources() : 0);
  }

  /**
   * Another page of the same person takes a place. The same device stays the same participant: its
   * media starts anew and only the old page is told. Another device leaves.
   */
  private void giveWay(Member old, Page by, RoomPass pass) {
    if (!old.participant().equals(pass.participant())) {
      remove(old, Optional.empty(), LeaveReason.REPLACED);
      return;
    }
    members.remove(old.participant());
    ledger.left(old, now(), LeaveReason.REPLACED);
    meters.left(LeaveReason.REPLACED);
    if (old.page() != by) {
      old.page()
          .tell(
              new ServerMessage.RoomLeft(
                  Optional.empty(), id(), old.participant(), LeaveReason.REPLACED));
      old.page().unseated(old.seat());
    }
  }

  void leave(Seat seat, Optional<String> re, LeaveReason reason) {
    withMember(seat, member -> remove(member, re, reason));
  }

  void away(Seat seat, boolean away) {
    withMember(
        seat,
        member -> {
          if (member.isAway() == away) {
            return;
          }
          member.away(away);
          if (!away) {
            ledger.reconnected();
          }
          tellOthers(member, new ServerMessage.RoomParticipant(id(), member.participant(), away));
        });
  }

  void chat(Seat seat, String re, String text) {
    withMember(
        seat,
        member -> {
          ServerMessage.Said said =
              new ServerMessage.Said(
                  "m-" + ++texts, member.participant(), member.person(), now(), text);
          chat.add(said);
          member.page().tell(new ServerMessage.RoomChat(Optional.of(re), id(), said));
          tellOthers(member, new ServerMessage.RoomChat(Optional.empty(), id(), said));
        });
  }

  void media(Seat seat, MediaMessage message) {
    withMember(
        seat,
        member -> {
          if (message instanceof MediaMessage.Stats stats) {
            member.measured(stats);
          }
          media.receive(member.participant(), message);
        });
  }

  /** Closes the room for everybody; harmless when it is closing. */
  Future<Void> close(RoomEnd end) {
    turns.takeLater(
        () -> {
          if (closing) {
            return;
          }
          closing = true;
          patience.cancel();
          for (Member member : List.copyOf(members.values())) {
            member.page().tell(new ServerMessage.RoomClosed(id(), end));
            remove(member, Optional.empty(), LeaveReason.ROOM_CLOSED);
          }
          RoomLedger closed = ledger.close(lease, now(), end, bridge.capabilities().bridge());
          Future<Void> mediaClosed =
              media == null ? Future.succeededFuture() : media.close(MediaEndReason.ROOM_CLOSED);
          mediaClosed
              .compose(gone -> attendance.closed(consultation(), closed))
              .onFailure(failure -> LOG.error("the ledger of room {} is lost", id(), failure))
              .onComplete(
                  kept -> {
                    meters.closed(end);
                    over.complete();
                  });
        });
    return over.future();
  }

  /** Takes the room's turn if the seat is still taken by the same page. */
  private void withMember(Seat seat, Consumer<Member> action) {
    long asked = System.nanoTime();
    turns.take(
        () -> {
          meters.waited(System.nanoTime() - asked);
          Member member = members.get(seat.participant());
          if (member != null && member.seat() == seat) {
            action.accept(member);
          }
        });
  }

  private void remove(Member member, Optional<String> re, LeaveReason reason) {
    if (!members.remove(member.participant(), member)) {
      return;
    }
    meters.left(reason);
    ledger.left(member, now(), reason);
    ledger.present(members.values(), now());
    if (reason != LeaveReason.ROOM_CLOSED) {
      member.page().tell(new ServerMessage.RoomLeft(re, id(), member.participant(), reason));
      tellOthers(
          member, new ServerMessage.RoomLeft(Optional.empty(), id(), member.participant(), reason));
    }
    member.page().unseated(member.seat());
    media.leave(member.participant(), MediaEndReason.LEFT);
    attendance
        .left(consultation(), member.person(), member.participant(), now(), reason)
        .onFailure(
            failure -> LOG.warn("could not write down who left {}: {}", id(), failure.toString()));
    if (members.isEmpty() && !closing) {
      waitForSomebody();
    }
  }

  private void waitForSomebody() {
    patience.cancel();
    patience =
        timers.after(
            PATIENCE,
            () ->
                turns.takeLater(
                    () -> {
                      if (members.isEmpty()) {
                        close(RoomEnd.EVERYBODY_LEFT);
                      }
                    }));
  }

  private void tellOthers(Member member, ServerMessage message) {
    for (Member other : members.values()) {
      if (other != member) {
        other.page().tell(message);
      }
    }
  }

  @Override
  public void send(String participantId, MediaMessage message) {
    Member member = members.get(participantId);
    if (member != null) {
      member.page().tell(new ServerMessage.Media(id(), message));
    }
  }

  @Override
  public void connected(String participantId) {
    meters.mediaConnected();
  }

  @Override
  public void interrupted(String participantId) {
    meters.mediaInterrupted();
  }

  @Override
  public void ended(String participantId, MediaEndReason reason) {
    boolean byUs =
        reason == MediaEndReason.LEFT
            || reason == MediaEndReason.REPLACED
            || reason == MediaEndReason.ROOM_CLOSED;
    Member member = members.get(participantId);
    if (!byUs && member != null) {
      remove(member, Optional.empty(), LeaveReason.MEDIA_ENDED);
    }
  }

  @Override
  public void refused(String participantId, MediaRefusal refusal) {
    Member member = members.get(participantId);
    if (member != null) {
      member.page().refuse("", id(), asProblem(refusal));
    }
  }

  private static Problem asProblem(Throwable failure) {
    return failure instanceof MediaRefusal refusal
        ? new Problem(409, refusal.code().token())
        : new Problem(503, "try-again");
  }

  private Instant now() {
    return timers.clock().instant();
  }
}
