package mx.interconsulta.signaling.connection;

import io.vertx.core.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.signaling.message.CloseCode;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.message.PageMessage;
import mx.interconsulta.signaling.message.ServerMessage;
import mx.interconsulta.signaling.notice.NoticeRecord;
import mx.interconsulta.signaling.room.Page;
import mx.interconsulta.signaling.room.Rooms;
import mx.interconsulta.signaling.room.Seat;
import mx.interconsulta.signaling.room.Turns;

/**
 * One conversation with a page, over one WebSocket after another: it numbers what it says, keeps it
 * while the page is away, and keeps the page's seats.
 *
 * <p>Threading: one context owns all state; every method may be called from anywhere and takes its
 * {@link Turns turn}.
 */
final class LiveConnection implements Page {
  private final String id;
  private final String person;
  private final String session;
  private final Turns turns;
  private final Connections connections;
  private final Backlog backlog = new Backlog();
  private final RecentIds told = new RecentIds(512);
  private final Map<String, Seat> seats = new LinkedHashMap<>();
  private volatile Line line;
  private String resume = "";
  private Instant droppedAt;
  private Instant checkedAt;
  private boolean over;

  LiveConnection(String id, Visitor visitor, Context owner, Connections connections) {
    this.id = id;
    this.person = visitor.principal().person();
    this.session = visitor.principal().session();
    this.turns = new Turns(owner);
    this.connections = connections;
    this.checkedAt = connections.now();
  }

  String id() {
    return id;
  }

  String person() {
    return person;
  }

  String session() {
    return session;
  }

  /** Whether a WebSocket carries it now. */
  boolean isCarried() {
    return line != null;
  }

  /** Begins on a WebSocket. */
  void begin(Line first, PageMessage.Hello hello) {
    turns.takeLater(
        () -> {
          line = first;
          welcome(hello, false, hello.since().filter(this::isForgotten).isPresent());
          hello.since().ifPresent(this::catchUp);
          if (first.isOver()) {
            dropped(first);
          }
        });
  }

  /** Goes on over another WebSocket; begins anew there when too much was lost. */
  void resume(Line next, PageMessage.Hello hello) {
    turns.takeLater(
        () -> {
          boolean possible = !over && backlog.covers(hello.seen());
          connections.meters().resumed(possible);
          if (!possible) {
            finish(CloseCode.RESUMED_ELSEWHERE, "resumed-elsewhere", LeaveReason.CONNECTION_LOST);
            connections.beginInstead(next, hello);
            return;
          }
          if (line != null) {
            line.end(CloseCode.RESUMED_ELSEWHERE, "resumed-elsewhere");
          }
          line = next;
          droppedAt = null;
          backlog.seen(hello.seen());
          welcome(hello, true, false);
          line.replay(backlog, hello.seen());
          seats.values().forEach(Seat::back);
        });
  }

  private boolean isForgotten(Instant since) {
    return !connections.board().keeps(since);
  }

  private void welcome(PageMessage.Hello hello, boolean resumed, boolean noticesMissed) {
    resume = connections.newResumeToken(this, resume);
    line.say(
        new ServerMessage.Welcome(
            hello.id(),
            id,
            resume,
            connections.terms(),
            resumed,
            connections.now(),
            noticesMissed,
            seats.values().stream().map(Seat::place).toList()));
  }

  private void catchUp(Instant since) {
    connections
        .board()
        .missed(person, since)
        .onSuccess(missed -> missed.forEach(this::notice))
        .onFailure(failure -> turns.takeLater(() -> refuse("", "", new Problem(503, "try-again"))));
  }

  /** The WebSocket is gone; the page may be back. */
  void dropped(Line gone) {
    turns.takeLater(
        () -> {
          if (line == gone) {
            droppedAt = connections.now();
            line = null; // after the time: who sees that it is dropped may go by it
            seats.values().forEach(Seat::away);
          }
        });
  }

  /** Time has passed: is the page silent, away for too long, or its session over? */
  void check() {
    turns.takeLater(
        () -> {
          Instant now = connections.now();
          if (over) {
            return;
          }
          if (line == null) {
            if (!now.isBefore(droppedAt.plus(Connections.RESUME_WITHIN))) {
              finish(CloseCode.SILENT, "silent", LeaveReason.CONNECTION_LOST);
            }
          } else if (line.heardAt().isBefore(now.minus(Connections.SILENT_AFTER))) {
            line.end(CloseCode.SILENT, "silent");
          } else if (!now.isBefore(checkedAt.plus(Connections.SESSION_CHECKED_EVERY))) {
            checkedAt = now;
            checkSession();
          }
        });
  }

  private void checkSession() {
    line.visitor()
        .now()
        .onSuccess(
            principal -> {
              if (principal.isEmpty()) {
                end(CloseCode.SIGNED_OUT, "signed-out", LeaveReason.SIGNED_OUT);
              }
            });
  }

  /** Ends for good. */
  void end(CloseCode code, String reason, LeaveReason leaving) {
    turns.takeLater(() -> finish(code, reason, leaving));
  }

  private void finish(CloseCode code, String reason, LeaveReason leaving) {
    if (over) {
      return;
    }
    over = true;
    if (line != null) {
      line.end(code, reason);
      line = null;
    }
    List.copyOf(seats.values()).forEach(seat -> seat.leave(Optional.empty(), leaving));
    seats.clear();
    connections.over(this, resume);
  }

  void seen(long seq) {
    if (seq >= 0) {
      turns.takeLater(() -> backlog.seen(seq));
    }
  }

  /** Tells of a notice, once. */
  void notice(NoticeRecord record) {
    turns.takeLater(
        () -> {
          if (told.add(record.id())) {
            say(new ServerMessage.Told(record.id(), record.at(), record.type(), record.facts()));
          }
        });
  }

  @Override
  public void tell(ServerMessage message) {
    turns.take(() -> say(message));
  }

  private void say(ServerMessage message) {
    if (over) {
      return;
    }
    connections.meters().sent(message.type());
    if (message.numbered()) {
      String text = message.text(backlog.next());
      backlog.add(text);
      write(text);
    } else {
      write(message.text());
    }
  }

  private void write(String text) {
    if (line != null) {
      line.write(text);
    }
  }

  @Override
  public void refuse(String re, String room, RuntimeException why) {
    turns.takeLater(
        () -> {
          if (line == null) {
            return;
          }
          Problem problem = why instanceof Problem known ? known : new Problem(503, "try-again");
          line.refuse(given(re), given(room), problem.code(), problem.details());
        });
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  @Override
  public void seated(Seat seat) {
    turns.takeLater(
        () -> {
          if (over) {
            seat.leave(Optional.empty(), LeaveReason.CONNECTION_LOST);
            return;
          }
          seats.put(seat.place().room(), seat);
          if (line == null) {
            seat.away();
          }
        });
  }

  @Override
  public void unseated(Seat seat) {
    turns.takeLater(() -> seats.remove(seat.place().room(), seat));
  }

  void enter(Visitor visitor, PageMessage.EnterRoom message) {
    turns.takeLater(
        () ->
            visitor
                .now()
                .onSuccess(
                    principal -> {
                      if (principal.isEmpty()) {
                        end(CloseCode.SIGNED_OUT, "signed-out", LeaveReason.SIGNED_OUT);
                        return;
                      }
                      connections
                          .rooms()
                          .enter(
                              new Rooms.Entry(
                                  message.id(),
                                  message.room(),
                                  message.pass(),
                                  message.takeOver(),
                                  person,
                                  session,
                                  id),
                              this)
                          .onFailure(failure -> refuse(message, failure));
                    })
                .onFailure(failure -> refuse(message, failure)));
  }

  private void refuse(PageMessage.EnterRoom message, Throwable failure) {
    refuse(
        message.id(),
        message.room(),
        failure instanceof Problem problem ? problem : new Problem(503, "try-again"));
  }

  void leave(PageMessage.LeaveRoom message) {
    inRoom(
        message.room(),
        message.id(),
        seat -> seat.leave(Optional.of(message.id()), LeaveReason.LEFT));
  }

  void chat(PageMessage.Chat message) {
    inRoom(
        message.room(),
        message.id(),
        seat -> seat.chat(message.id(), message.message(), message.text()));
  }

  void media(PageMessage.Media message) {
    inRoom(message.room(), "", seat -> seat.media(message.message()));
  }

  private void inRoom(String room, String re, Consumer<Seat> action) {
    turns.take(
        () -> {
          Seat seat = seats.get(room);
          if (seat == null) {
            refuse(re, room, new Problem(409, "not-in-room"));
          } else {
            action.accept(seat);
          }
        });
  }
}
