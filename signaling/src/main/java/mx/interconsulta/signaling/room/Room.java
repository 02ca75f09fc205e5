package mx.interconsulta.signaling.room;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import mx.interconsulta.media.BridgeCapabilities;
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
 * <p>Before everything it does it is sure that no other server has it by now ({@link Tenure}). When
 * it is not, because the process stood still or the database is out of reach, what pages say waits
 * until the database has answered; if another server has the room, it closes.
 *
 * <p>Threading: one context owns all state. Pages act through their {@link Seat}s, each call of
 * which is a {@link Turns turn} on it; the bridge reports on it.
 */
public final class Room implements MediaListener {
  /** How long an empty room waits for somebody. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What may wait for the database to say whose the room is. */
  private static final int MOST_WAITING = 2_000;

  /** Texts that may wait to be kept. */
  private static final int MOST_UNKEPT = 1_000;

  private static final int CONFIRM_TRIES = 3;
  private static final Duration CONFIRM_AGAIN = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Room.class);

  private final RoomRecord lease;
  private final Context owner;
  private final Turns turns;
  private final Timers timers;
  private final Attendance attendance;
  private final MediaBridge bridge;
  private final RoomMeters meters;
  private final Tenure tenure;
  private final RoomTexts texts;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Chat chat;
  private final Ledger ledger;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final Promise<Void> over = Promise.promise();
  private MediaRoom media;
  private Timers.Cancellable patience = () -> {};
  private Timers.Cancellable confirmation = () -> {};
  private Future<Void> keeping = Future.succeededFuture();
  private int unkept;
  private boolean confirming;
  private boolean acting;
  private volatile boolean closing;

  /**
   * What a room begins with.
   *
   * @param lease which room of which consultation
   * @param tenure how long it is ours
   * @param texts where what is written is kept
   * @param said what was written before its last server died
   */
  record Beginning(RoomRecord lease, Tenure tenure, RoomTexts texts, List<RoomTexts.Kept> said) {}

  Room(
      Beginning beginning,
      Context owner,
      Timers timers,
      Attendance attendance,
      MediaBridge bridge,
      RoomMeters meters) {
    this.lease = beginning.lease();
    this.tenure = beginning.tenure();
    this.texts = beginning.texts();
    this.chat = new Chat(beginning.said());
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

  /** Whether it lets nobody in any more. */
  boolean isClosing() {
    return closing;
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
    return onTurn(
        () ->
            mayTakeASeat(pass, takeOver)
                .compose(free -> writeDown(pass))
                .compose(
                    known ->
                        onTurn(
                            () ->
                                stillMayTakeASeat(pass, takeOver)
                                    .onSuccess(free -> seat(pass, page, re, takeOver)))));
  }

  private Future<Void> onTurn(Supplier<Future<Void>> action) {
    return Future.future(
        promise -> turns.takeLater(() -> act(() -> action.get().onComplete(promise))));
  }

  /**
   * Does something for the room, now if it is surely ours, else when it is known to be. Belongs to
   * the room's context and keeps the order. What an action leads to at once is part of it.
   */
  private void act(Runnable action) {
    if (acting) {
      action.run();
      return;
    }
    if (closing || (waiting.isEmpty() && tenure.isSure())) {
      // A room that closes has nobody in it, and refuses who comes.
      actNow(action);
      return;
    }
    if (waiting.size() >= MOST_WAITING) {
      close(RoomEnd.LEASE_LOST);
      return;
    }
    waiting.addLast(action);
    confirm();
  }

  private void actNow(Runnable action) {
    acting = true;
    try {
      action.run();
    } finally {
      acting = false;
    }
  }

  private void confirm() {
    if (!confirming) {
      confirming = true;
      ask(CONFIRM_TRIES);
    }
  }

  private void ask(int tries) {
    tenure
        .confirm()
        .onComplete(
            answer ->
                turns.takeLater(
                    () -> {
                      if (answer.succeeded() && answer.result() && !tenure.isSure() && tries > 1) {
                        // There was another lapse while it was asked.
                        ask(tries - 1);
                        return;
                      }
                      confirming = false;
                      if (answer.succeeded() && !answer.result()) {
                        LOG.warn("room {} is on another server by now", id());
                        close(RoomEnd.LEASE_LOST);
                      } else {
                        goOn();
                      }
                    }));
  }

  /** Does what waited while the room is surely ours; asks again after a moment when it is not. */
  private void goOn() {
    while (!waiting.isEmpty() && tenure.isSure()) {
      actNow(waiting.pollFirst());
    }
    if (!waiting.isEmpty() && !closing) {
      confirmation.cancel();
      confirmation = timers.after(CONFIRM_AGAIN, () -> turns.takeLater(() -> confirm()));
    }
  }

  /** Sees to it that the room is ours, or closes it. */
  void makeSure() {
    turns.takeLater(() -> act(() -> {}));
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
    boolean listens = listens(pass.role());
    long alike = staying.stream().filter(member -> listens(member.role()) == listens).count();
    BridgeCapabilities capabilities = bridge.capabilities();
    if (alike < (listens ? capabilities.maxListeners() : capabilities.maxSenders())) {
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
    RoomSeat seat = new RoomSeat(this, pass.participant(), page);
    Member member = new Member(pass, seat, now());
    members.put(member.participant(), member);
    meters.entered();
    ledger.present(members.values(), now());
    page.seated(seat);
    page.tell(
        new ServerMessage.RoomEntered(
            re,
            seat.place(),
            lease.openedAt() == null ? ledger.openedAt() : lease.openedAt(),
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

  private static boolean listens(String role) {
    return role.equals("listener");
  }

  private MediaParticipant asMediaParticipant(RoomPass pass) {
    boolean maySend = !listens(pass.role());
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
    if (!old.page().isSame(by)) {
      old.page()
          .tell(
              new ServerMessage.RoomLeft(
                  Optional.empty(), id(), old.participant(), LeaveReason.REPLACED));
      old.page().unseated(old.seat());
    }
  }

  void leave(RoomSeat seat, Optional<String> re, LeaveReason reason) {
    withMember(seat, member -> remove(member, re, reason));
  }

  void away(RoomSeat seat, boolean away) {
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

  /**
   * Says something in writing to everybody, when it is kept. A text that was said before, by a page
   * that did not hear so, is only answered.
   */
  void chat(RoomSeat seat, String re, String message, String text) {
    turns.take(
        () ->
            act(
                () -> {
                  Member member = members.get(seat.participant());
                  if (member == null || member.seat() != seat) {
                    refuse(seat.page(), re, new Problem(409, "not-in-room"));
                  } else if (unkept >= MOST_UNKEPT) {
                    refuse(seat.page(), re, new Problem(503, "try-again"));
                  } else {
                    unkept++;
                    keeping =
                        keeping.transform(
                            before -> onTurn(() -> keepAndTell(member, re, message, text)));
                  }
                }));
  }

  private void refuse(Page page, String re, Throwable why) {
    boolean known = why instanceof Problem;
    page.refuse(
        re,
        id(),
        closing
            ? new Problem(409, "room-closed")
            : known ? (Problem) why : new Problem(503, "try-again"));
  }

  private Future<Void> keepAndTell(Member member, String re, String message, String text) {
    unkept--;
    if (closing) {
      refuse(member.page(), re, new Problem(409, "room-closed"));
      return Future.succeededFuture();
    }
    Optional<ServerMessage.Said> known = chat.known(message);
    if (known.isPresent()) {
      member.page().tell(new ServerMessage.RoomChat(Optional.of(re), id(), known.get()));
      return Future.succeededFuture();
    }
    ServerMessage.Said said =
        new ServerMessage.Said(
            message.isEmpty() ? "m-" + UUID.randomUUID() : message,
            member.participant(),
            member.person(),
            now().truncatedTo(ChronoUnit.MILLIS),
            text);
    return texts
        .keep(consultation(), new RoomTexts.Kept(chat.next(), said))
        .compose(kept -> onTurn(() -> told(member, re, said)))
        .onFailure(failure -> refuse(member.page(), re, failure));
  }

  /** Kept and surely still ours: so a server that takes the room over has it too. */
  private Future<Void> told(Member member, String re, ServerMessage.Said said) {
    if (closing) {
      return Future.failedFuture(new Problem(409, "room-closed"));
    }
    chat.add(said);
    if (members.get(member.participant()) == member) {
      member.page().tell(new ServerMessage.RoomChat(Optional.of(re), id(), said));
    }
    tellOthers(member, new ServerMessage.RoomChat(Optional.empty(), id(), said));
    return Future.succeededFuture();
  }

  void media(RoomSeat seat, MediaMessage message) {
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
          confirmation.cancel();
          for (Member member : List.copyOf(members.values())) {
            member.page().tell(new ServerMessage.RoomClosed(id(), end));
            remove(member, Optional.empty(), LeaveReason.ROOM_CLOSED);
          }
          while (!waiting.isEmpty()) {
            waiting.pollFirst().run();
          }
          RoomLedger closed = ledger.close(lease, now(), end, bridge.capabilities().bridge());
          Future<Void> mediaClosed =
              media == null ? Future.succeededFuture() : media.close(MediaEndReason.ROOM_CLOSED);
          mediaClosed
              .compose(gone -> keeping.otherwiseEmpty())
              .compose(
                  kept ->
                      end.forGood() ? texts.drop(consultation()) : Future.<Void>succeededFuture())
              .otherwiseEmpty()
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

  /** Runs an action on the room's turn if the seat is still taken by the same page. */
  private void withMember(RoomSeat seat, Consumer<Member> action) {
    Runnable turn =
        () ->
            act(
                () -> {
                  Member member = members.get(seat.participant());
                  if (member != null && member.seat() == seat) {
                    action.accept(member);
                  }
                });
    turns.take(seat.isMeasured() ? meters.timed(turn) : turn);
  }

  private void remove(Member member, Optional<String> re, LeaveReason reason) {
    if (!members.remove(member.participant(), member)) {
      return;
    }
    meters.left(reason);
    ledger.left(member, now(), reason);
    ledger.present(members.values(), now());
    attendance
        .left(consultation(), member.person(), member.participant(), now(), reason)
        .onFailure(
            failure -> LOG.warn("could not write down who left {}: {}", id(), failure.toString()));
    if (members.isEmpty() && !closing) {
      waitForSomebody();
    }
    // Told last: whoever hears it finds the room as it is then.
    if (reason != LeaveReason.ROOM_CLOSED) {
      member.page().tell(new ServerMessage.RoomLeft(re, id(), member.participant(), reason));
      tellOthers(
          member, new ServerMessage.RoomLeft(Optional.empty(), id(), member.participant(), reason));
    }
    member.page().unseated(member.seat());
    media.leave(member.participant(), MediaEndReason.LEFT);
  }

  private void waitForSomebody() {
    patience.cancel();
    patience =
        timers.after(
            PATIENCE,
            () ->
                turns.takeLater(
                    () ->
                        act(
                            () -> {
                              if (members.isEmpty()) {
                                close(RoomEnd.EVERYBODY_LEFT);
                              }
                            })));
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
    act(
        () -> {
          Member member = members.get(participantId);
          if (member != null) {
            member.page().tell(new ServerMessage.Media(id(), message));
          }
        });
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
