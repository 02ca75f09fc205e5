package mx.interconsulta.media.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.media.forward.LayerDemand;
import mx.interconsulta.media.forward.Speakers;
import mx.interconsulta.media.inbound.InboundTrack;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.transport.MediaLoop;

/**
 * What a room does by the clock: every 20 ms what is due of its participants, every 100 ms who
 * speaks and who is sent what, every second how lines are. It stands still while nobody is there.
 */
final class RoomClock {
  private static final long TICK_MILLIS = 20;
  private static final int SHARE_TICKS = 5;
  private static final int WATCH_TICKS = 50;
  private static final int LINE_TICKS = 100;

  private final EmbeddedRoom room;
  private final MediaLoop loop;
  private final AtomicInteger timers;
  private final Speakers speakers = new Speakers();

  /** A list of its own, for who leaves meanwhile, and the same each time. */
  private final List<Participant> present = new ArrayList<>();

  private MediaLoop.Timer timer;
  private long ticks;

  RoomClock(EmbeddedRoom room, MediaLoop loop, AtomicInteger timers) {
    this.room = room;
    this.loop = loop;
    this.timers = timers;
  }

  void start() {
    if (timer == null) {
      timers.incrementAndGet();
      schedule();
    }
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
      timers.decrementAndGet();
    }
  }

  private void schedule() {
    timer = loop.after(TICK_MILLIS, this::tick);
  }

  private void tick() {
    if (timer == null) {
      return;
    }
    schedule();
    ticks++;
    long now = loop.nanoTime();
    boolean share = ticks % SHARE_TICKS == 0;
    present.clear();
    for (Participant participant : room.participants()) {
      present.add(participant);
    }
    if (share) {
      listen(now);
      Optional<String> speaking = speakers.speaking();
      for (int i = 0; i < present.size(); i++) {
        present.get(i).allocate(now, speaking);
      }
      tellDemands(now);
    }
    for (int i = 0; i < present.size(); i++) {
      Participant participant = present.get(i);
      participant.tick(now);
      if (ticks % WATCH_TICKS == 0) {
        participant.watch(now);
      }
      if (ticks % LINE_TICKS == 0 && participant.flows()) {
        room.send(participant.id(), participant.line(now));
      }
    }
  }

  private void listen(long now) {
    for (Participant participant : room.participants()) {
      int below = 127;
      for (Publication publication : participant.publications().values()) {
        InboundTrack sound = publication.sound();
        below = sound == null ? below : Math.min(below, sound.loudness(now));
      }
      speakers.level(participant.id(), below);
    }
    speakers.decide(now);
  }

  /** Who sends a picture hears what of it is of use, when that changed. */
  private void tellDemands(long now) {
    for (Participant owner : room.participants()) {
      for (Publication publication : owner.publications().values()) {
        publication.demand().ifPresent(demand -> tellDemand(owner, publication, demand, now));
      }
    }
  }

  private void tellDemand(
      Participant owner, Publication publication, LayerDemand demand, long now) {
    demand.begin();
    String key = publication.key();
    for (Participant other : room.participants()) {
      Feed feed = other.feeds().get(key);
      if (feed != null && feed.wish() != null) {
        demand.view(feed.wish(), now);
      }
    }
    if (demand.decide(now)) {
      room.send(
          owner.id(),
          new MediaMessage.Demand(
              publication.told().source(),
              demand.lowest(),
              demand.highest(),
              demand.bitsPerSecond()));
    }
  }

  Optional<String> speaking() {
    return speakers.speaking();
  }

  void forget(String participant) {
    speakers.forget(participant);
  }

  /** The path of a participant changed: its page hears of its line without waiting. */
  void tellLineSoon(Participant participant) {
    if (participant.flows()) {
      room.send(participant.id(), participant.line(loop.nanoTime()));
    }
  }
}
