package mx.interconsulta.signaling.room;

import io.vertx.core.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.signaling.bus.Exchange;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.message.ServerMessage;

/**
 * Rooms of other servers, for pages of this one. When a room's server cannot be reached the page is
 * told that it is out, and enters again.
 *
 * <p>Threading: the exchange's context owns all state; {@link #enter} and the seats may be called
 * from anywhere and post.
 */
final class DistantRooms {
  private final Exchange exchange;
  private final Context context;
  private final Ticks ticks;
  private final Map<String, Stay> stays = new HashMap<>();

  DistantRooms(Exchange exchange, Timers timers) {
    this.exchange = exchange;
    this.context = exchange.context();
    this.ticks = new Ticks(timers, context, this::tick);
    exchange.on(LinkWords.TO_PAGE, this::hear);
    exchange.on(LinkWords.ROOM_BEATS, this::beat);
  }

  void start() {
    ticks.start();
  }

  void close() {
    ticks.stop();
  }

  /** Asks the server that has the room to let a page in; the page hears from there. */
  void enter(String server, Rooms.Entry entry, Page page) {
    context.runOnContext(
        turn -> {
          Stay stay = new Stay(new LinkEnd(UUID.randomUUID().toString(), server), entry, page);
          stays.put(stay.end.id(), stay);
          say(stay, new ToRoom.Enter(entry));
        });
  }

  private void say(Stay stay, ToRoom word) {
    if (stays.get(stay.end.id()) != stay) {
      return;
    }
    boolean sent =
        exchange.tell(
            stay.end.server(),
            LinkWords.TO_ROOM,
            new LinkWords.Word<>(stay.end.id(), stay.end.next(), word));
    if (!sent) {
      lose(stay);
    }
  }

  private void hear(String from, LinkWords.Word<ToPage> word) {
    Stay stay = stays.get(word.link());
    if (stay == null || !stay.end.server().equals(from)) {
      sayOver(from, word.link());
    } else if (stay.end.hears(word.number())) {
      word.say().to(stay);
    } else {
      lose(stay);
    }
  }

  private void beat(String from, LinkWords.Beat beat) {
    Stay stay = stays.get(beat.link());
    if (stay == null || !stay.end.server().equals(from)) {
      if (!beat.isOver()) {
        sayOver(from, beat.link());
      }
    } else if (beat.isOver() || !stay.end.agrees(beat.said())) {
      lose(stay);
    }
  }

  private void tick() {
    for (Stay stay : List.copyOf(stays.values())) {
      if (stay.end.isQuiet()) {
        lose(stay);
      } else {
        exchange.tell(
            stay.end.server(),
            LinkWords.PAGE_BEATS,
            new LinkWords.Beat(stay.end.id(), stay.end.said()));
      }
    }
  }

  private void sayOver(String server, String link) {
    exchange.tell(server, LinkWords.PAGE_BEATS, new LinkWords.Beat(link, LinkWords.Beat.OVER));
  }

  /** The room cannot be reached any more, or may have said what was not heard. */
  private void lose(Stay stay) {
    if (stays.remove(stay.end.id(), stay)) {
      sayOver(stay.end.server(), stay.end.id());
      stay.lost();
    }
  }

  /** A page's stay in a room of another server. */
  private final class Stay implements Seat, ToPage.Receiver {
    private final LinkEnd end;
    private final Rooms.Entry entry;
    private final Page page;
    private volatile ServerMessage.Place place;

    Stay(LinkEnd end, Rooms.Entry entry, Page page) {
      this.end = end;
      this.entry = entry;
      this.page = page;
    }

    void lost() {
      if (place == null) {
        page.refuse(entry.re(), entry.room(), new Problem(503, "room-unreachable"));
      } else {
        page.tell(
            new ServerMessage.RoomLeft(
                Optional.empty(), entry.room(), place.participant(), LeaveReason.ROOM_UNREACHABLE));
        page.unseated(this);
      }
    }

    @Override
    public void tell(ToPage.Tell word) {
      page.tell(word.message());
    }

    @Override
    public void refuse(ToPage.Refuse word) {
      page.refuse(word.re(), word.room(), word.why());
      if (place == null) {
        stays.remove(end.id(), this);
      }
    }

    @Override
    public void seated(ToPage.Seated word) {
      place = word.place();
      // The page came in anew: its stay before is this one now.
      stays
          .values()
          .removeIf(
              other ->
                  other != this
                      && other.place != null
                      && other.page == page
                      && other.entry.room().equals(entry.room()));
      page.seated(this);
    }

    @Override
    public void unseated(ToPage.Unseated word) {
      stays.remove(end.id(), this);
      page.unseated(this);
    }

    @Override
    public ServerMessage.Place place() {
      return place;
    }

    @Override
    public void chat(String re, String message, String text) {
      post(new ToRoom.Chat(re, message, text));
    }

    @Override
    public void media(MediaMessage message) {
      post(new ToRoom.Media(message));
    }

    @Override
    public void away() {
      post(new ToRoom.Away(true));
    }

    @Override
    public void back() {
      post(new ToRoom.Away(false));
    }

    @Override
    public void leave(Optional<String> re, LeaveReason reason) {
      post(new ToRoom.Leave(re, reason));
    }

    private void post(ToRoom word) {
      context.runOnContext(turn -> say(this, word));
    }
  }
}
