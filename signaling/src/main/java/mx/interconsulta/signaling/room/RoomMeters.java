package mx.interconsulta.signaling.room;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.message.RoomEnd;

/** What rooms tell the outside. */
public final class RoomMeters {
  private final MeterRegistry meters;
  private final AtomicInteger rooms;
  private final AtomicInteger participants;
  private final Timer relay;
  private final Counter mediaConnected;
  private final Counter mediaInterrupted;

  public RoomMeters(MeterRegistry meters) {
    this.meters = meters;
    this.rooms = meters.gauge("interconsulta.rooms", new AtomicInteger());
    this.participants = meters.gauge("interconsulta.participants", new AtomicInteger());
    this.relay =
        Timer.builder("interconsulta.room.turn")
            .description("Wait of a page's message for its room's turn; of one message in 16")
            .register(meters);
    this.mediaConnected = meters.counter("interconsulta.media.connected");
    this.mediaInterrupted = meters.counter("interconsulta.media.interrupted");
  }

  void opened() {
    rooms.incrementAndGet();
  }

  void closed(RoomEnd end) {
    rooms.decrementAndGet();
    meters.counter("interconsulta.rooms.closed", "reason", end.token()).increment();
  }

  void entered() {
    participants.incrementAndGet();
  }

  void left(LeaveReason reason) {
    participants.decrementAndGet();
    meters.counter("interconsulta.participants.left", "reason", reason.token()).increment();
  }

  /** The same turn, and its wait is measured from now on. */
  Runnable timed(Runnable turn) {
    long asked = System.nanoTime();
    return () -> {
      relay.record(System.nanoTime() - asked, TimeUnit.NANOSECONDS);
      turn.run();
    };
  }

  void mediaConnected() {
    mediaConnected.increment();
  }

  void mediaInterrupted() {
    mediaInterrupted.increment();
  }
}
