package mx.interconsulta.scheduling.agenda;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the hours of an agenda into slots, as instants. The wall clock of the unit's zone rules: a
 * slot begins when that clock says so. Where the clock jumps forward, times it never shows have no
 * slot; where it goes back, a time it shows twice is the first one. A slot's length is always
 * elapsed time, so none overlaps the next, on any day.
 */
public final class Slots {

  /**
   * One slot, or several in a row for what takes longer.
   *
   * @param start when it begins
   * @param end when it ends
   */
  public record Slot(Instant start, Instant end) {}

  private Slots() {}

  /**
   * The slots that begin in {@code [from, to)}, in order.
   *
   * @param zone of the unit
   * @param minutes how long it takes: as many whole slots in a row as that needs
   */
  public static List<Slot> of(Agenda agenda, ZoneId zone, Instant from, Instant to, int minutes) {
    List<Slot> slots = new ArrayList<>();
    LocalDate last = LocalDate.ofInstant(to, zone);
    for (LocalDate day = LocalDate.ofInstant(from, zone);
        !day.isAfter(last);
        day = day.plusDays(1)) {
      if (!agenda.isOff(day)) {
        for (Agenda.Hours hours : agenda.hours()) {
          if (hours.day() == day.getDayOfWeek().getValue()) {
            cut(hours, day, zone, minutes, slots);
          }
        }
      }
    }
    return slots.stream()
        .filter(slot -> !slot.start().isBefore(from) && slot.start().isBefore(to))
        .sorted(java.util.Comparator.comparing(Slot::start))
        .toList();
  }

  private static void cut(
      Agenda.Hours hours, LocalDate day, ZoneId zone, int minutes, List<Slot> into) {
    int inARow = Math.max(1, (minutes + hours.minutes() - 1) / hours.minutes());
    Duration length = Duration.ofMinutes((long) inARow * hours.minutes());
    Duration single = Duration.ofMinutes(hours.minutes());
    Instant close = close(at(day, hours.to()), zone);
    // A clock that jumps by less than a slot shows the next start before this one is over.
    Instant free = Instant.MIN;
    for (int minute = hours.from();
        minute + hours.minutes() <= hours.to();
        minute += hours.minutes()) {
      Optional<Instant> start = shown(at(day, minute), zone);
      if (start.isEmpty() || start.get().isBefore(free)) {
        continue;
      }
      Slot slot = new Slot(start.get(), start.get().plus(length));
      free = slot.start().plus(single);
      if (!slot.end().isAfter(close)) {
        into.add(slot);
      }
    }
  }

  private static LocalDateTime at(LocalDate day, int minute) {
    return day.atStartOfDay().plusMinutes(minute);
  }

  /** The first moment at which the zone's clock shows this time; empty when it never does. */
  private static Optional<Instant> shown(LocalDateTime time, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    return offsets.isEmpty() ? Optional.empty() : Optional.of(time.toInstant(offsets.get(0)));
  }

  /** When hours that end at this time are over; one the clock jumps over is the jump itself. */
  private static Instant close(LocalDateTime time, ZoneId zone) {
    ZoneOffsetTransition jump = zone.getRules().getTransition(time);
    return shown(time, zone).orElseGet(() -> jump.getInstant());
  }
}
