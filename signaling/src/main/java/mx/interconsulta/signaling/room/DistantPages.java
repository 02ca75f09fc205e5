package mx.interconsulta.signaling.room;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.signaling.bus.Exchange;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.message.ServerMessage;

/**
 * Pages of other servers in rooms of this one. A page whose server cannot be reached is away for a
 * minute, as one whose connection dropped; it may come back from there or elsewhere.
 *
 * <p>Threading: the exchange's context owns all state; rooms call their pages from anywhere.
 */
final class DistantPages {
  private static final Duration AWAY_AT_MOST = Duration.ofSeconds(60);

  private final Exchange exchange;
  private final Context context;
  private final Timers timers;
  private final Ticks ticks;
  private final BiFunction<Rooms.Entry, Page, Future<Void>> enter;
  private final Map<String, Guest> guests = new HashMap<>();
  private final Set<Timers.Cancellable> leaving = new HashSet<>();

  DistantPages(
      Exchange exchange, Timers timers, BiFunction<Rooms.Entry, Page, Future<Void>> enter) {
    this.exchange = exchange;
    this.context = exchange.context();
    this.timers = timers;
    this.ticks = new Ticks(timers, context, this::tick);
    this.enter = enter;
    exchange.on(LinkWords.TO_ROOM, this::hear);
    exchange.on(LinkWords.PAGE_BEATS, this::beat);
  }

  void start() {
    ticks.start();
  }

  void close() {
    ticks.stop();
    context.runOnContext(turn -> leaving.forEach(Timers.Cancellable::cancel));
  }

  private void hear(String from, LinkWords.Word<ToRoom> word) {
    Guest guest = guests.get(word.link());
    if (guest == null && word.say() instanceof ToRoom.Enter enters) {
      guest = new Guest(new LinkEnd(word.link(), from), enters.entry());
      guests.put(word.link(), guest);
      // Letting somebody in may take a while; that this server lives is said at once.
      beat(guest);
    }
    if (guest == null || !guest.end.server().equals(from)) {
      sayOver(from, word.link());
    } else if (guest.end.hears(word.number())) {
      word.say().to(guest);
    } else {
      lose(guest);
    }
  }

  private void beat(String from, LinkWords.Beat beat) {
    Guest guest = guests.get(beat.link());
    if (guest == null || !guest.end.server().equals(from)) {
      if (!beat.isOver()) {
        sayOver(from, beat.link());
      }
    } else if (beat.isOver() || !guest.end.agrees(beat.said())) {
      lose(guest);
    }
  }

  private void tick() {
    for (Guest guest : List.copyOf(guests.values())) {
      if (guest.end.isQuiet()) {
        lose(guest);
      } else {
        beat(guest);
      }
    }
  }

  private void beat(Guest guest) {
    exchange.tell(
        guest.end.server(),
        LinkWords.ROOM_BEATS,
        new LinkWords.Beat(guest.end.id(), guest.end.said()));
  }

  private void sayOver(String server, String link) {
    exchange.tell(server, LinkWords.ROOM_BEATS, new LinkWords.Beat(link, LinkWords.Beat.OVER));
  }

  private void lose(Guest guest) {
    if (guests.remove(guest.end.id(), guest)) {
      sayOver(guest.end.server(), guest.end.id());
      guest.lost();
    }
  }

  /** A page of another server, as its room sees it. */
  private final class Guest implements Page, ToRoom.Receiver {
    private final LinkEnd end;
    private final Rooms.Entry entry;
    private Seat seat;
    private boolean lost;

    Guest(LinkEnd end, Rooms.Entry entry) {
      this.end = end;
      this.entry = entry;
    }

    @Override
    public boolean isSame(Page other) {
      return other instanceof Guest guest
          && guest.end.server().equals(end.server())
          && guest.entry.connection().equals(entry.connection());
    }

    private void lost() {
      lost = true;
      if (seat != null) {
        awayForGood(seat);
      }
    }

    private void awayForGood(Seat left) {
      left.away();
      Timers.Cancellable[] timer = new Timers.Cancellable[1];
      timer[0] =
          timers.after(
              AWAY_AT_MOST,
              () -> {
                left.leave(Optional.empty(), LeaveReason.CONNECTION_LOST);
                context.runOnContext(turn -> leaving.remove(timer[0]));
              });
      leaving.add(timer[0]);
    }

    @Override
    public void enter(ToRoom.Enter word) {
      enter
          .apply(word.entry(), this)
          .onFailure(
              failure ->
                  refuse(
                      entry.re(),
                      entry.room(),
                      failure instanceof Problem problem
                          ? problem
                          : new Problem(503, "try-again")));
    }

    @Override
    public void chat(ToRoom.Chat word) {
      if (seat != null) {
        seat.chat(word.re(), word.message(), word.text());
      }
    }

    @Override
    public void media(ToRoom.Media word) {
      if (seat != null) {
        seat.media(word.message());
      }
    }

    @Override
    public void away(ToRoom.Away word) {
      if (seat == null) {
        return;
      }
      if (word.away()) {
        seat.away();
      } else {
        seat.back();
      }
    }

    @Override
    public void leave(ToRoom.Leave word) {
      if (seat != null) {
        seat.leave(word.re(), word.reason());
      }
    }

    @Override
    public void tell(ServerMessage message) {
      post(new ToPage.Tell(message));
    }

    @Override
    public void refuse(String re, String room, RuntimeException why) {
      Problem problem = why instanceof Problem known ? known : new Problem(503, "try-again");
      context.runOnContext(
          turn -> {
            say(new ToPage.Refuse(re, room, problem));
            if (seat == null) {
              guests.remove(end.id(), this);
            }
          });
    }

    @Override
    public void seated(Seat taken) {
      context.runOnContext(
          turn -> {
            if (lost) {
              awayForGood(taken);
              return;
            }
            seat = taken;
            // The page came in anew: its link before is this one now.
            guests
                .values()
                .removeIf(
                    other ->
                        other != this
                            && other.isSame(this)
                            && other.seat != null
                            && other.entry.room().equals(entry.room()));
            say(new ToPage.Seated(taken.place()));
          });
    }

    @Override
    public void unseated(Seat left) {
      context.runOnContext(
          turn -> {
            if (seat == left) {
              say(new ToPage.Unseated());
              guests.remove(end.id(), this);
            }
          });
    }

    private void post(ToPage word) {
      context.runOnContext(turn -> say(word));
    }

    private void say(ToPage word) {
      if (guests.get(end.id()) != this) {
        return;
      }
      boolean sent =
          exchange.tell(
              end.server(), LinkWords.TO_PAGE, new LinkWords.Word<>(end.id(), end.next(), word));
      if (!sent) {
        lose(this);
      }
    }
  }
}
