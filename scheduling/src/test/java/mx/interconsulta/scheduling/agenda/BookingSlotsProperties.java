package mx.interconsulta.scheduling.agenda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for the slots of every agenda, in every zone, on every day of a year with jumps. */
class BookingSlotsProperties {
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "America/Tijuana",
            "America/Ciudad_Juarez",
            "America/Hermosillo",
            "America/Mazatlan",
            "America/Bahia_Banderas",
            "America/Mexico_City",
            "America/Cancun",
            "Australia/Lord_Howe")
        .map(ZoneId::of);
  }

  /** Weeks whose hours do not overlap: one or two stretches on some days. */
  @Provide
  Arbitrary<Agenda> agendas() {
    Arbitrary<Integer> lengths = Arbitraries.of(5, 10, 15, 20, 30, 40, 60, 90);
    Arbitrary<Agenda.Hours> night =
        Combinators.combine(
                Arbitraries.integers().between(1, 7),
                Arbitraries.integers().between(0, 40),
                Arbitraries.integers().between(41, 95),
                lengths)
            .as((day, from, to, minutes) -> new Agenda.Hours(day, from * 5, to * 5, minutes));
    Arbitrary<Agenda.Hours> day =
        Combinators.combine(
                Arbitraries.integers().between(1, 7),
                Arbitraries.integers().between(96, 190),
                Arbitraries.integers().between(191, 288),
                lengths)
            .as((when, from, to, minutes) -> new Agenda.Hours(when, from * 5, to * 5, minutes));
    return Combinators.combine(
            night.list().ofMaxSize(5).uniqueElements(Agenda.Hours::day),
            day.list().ofMaxSize(5).uniqueElements(Agenda.Hours::day),
            Arbitraries.integers().between(0, 200))
        .as(
            (nights, days, off) -> {
              List<Agenda.Hours> hours = new ArrayList<>(nights);
              hours.addAll(days);
              String dayOff = FIRST.plusDays(off).toString();
              return new Agenda(
                  "a", 1, "p", "u", hours, List.of(new Agenda.DaysOff(dayOff, dayOff)), null);
            });
  }

  private static List<Slots.Slot> slots(
      Agenda agenda, ZoneId zone, int from, int days, int minutes) {
    Instant start = FIRST.plusDays(from).atStartOfDay(zone).toInstant();
    Instant end = FIRST.plusDays(from + days).atStartOfDay(zone).toInstant();
    return Slots.of(agenda, zone, start, end, minutes);
  }

  @Property(tries = 150)
  void singleSlotsNeverOverlapAndComeInOrder(
      @ForAll("agendas") Agenda agenda,
      @ForAll("zones") ZoneId zone,
      @ForAll @IntRange(max = 200) int from) {
    Instant before = Instant.MIN;
    for (Slots.Slot slot : slots(agenda, zone, from, 14, 1)) {
      assertFalse(slot.start().isBefore(before), slot + " begins before the last one ended");
      before = slot.end();
    }
  }

  @Property(tries = 150)
  void aSlotBeginsOnTheGridOfItsHoursByTheWallClockAndEndsWithinThem(
      @ForAll("agendas") Agenda agenda,
      @ForAll("zones") ZoneId zone,
      @ForAll @IntRange(max = 200) int from,
      @ForAll @IntRange(min = 5, max = 120) int minutes) {
    for (Slots.Slot slot : slots(agenda, zone, from, 14, minutes)) {
      ZonedDateTime start = slot.start().atZone(zone);
      int minute = start.getHour() * 60 + start.getMinute();
      long length = Duration.between(slot.start(), slot.end()).toMinutes();
      boolean fits =
          agenda.hours().stream()
              .anyMatch(
                  hours ->
                      hours.day() == start.getDayOfWeek().getValue()
                          && minute >= hours.from()
                          && minute + hours.minutes() <= hours.to()
                          && (minute - hours.from()) % hours.minutes() == 0
                          && length % hours.minutes() == 0
                          && length >= minutes
                          && length < minutes + hours.minutes());
      assertTrue(fits, slot + " is no slot of " + agenda);
      assertFalse(agenda.isOff(start.toLocalDate()), slot + " is on a day off");
      assertEquals(0, slot.start().getEpochSecond() % 300, "quanta of five minutes");
    }
  }

  @Property(tries = 100)
  void aStretchOfTimeMayBeCutAnywhere(
      @ForAll("agendas") Agenda agenda,
      @ForAll("zones") ZoneId zone,
      @ForAll @IntRange(max = 200) int from,
      @ForAll @IntRange(max = 14 * 24 * 60) int cut) {
    Instant start = FIRST.plusDays(from).atStartOfDay(zone).toInstant();
    Instant middle = start.plus(Duration.ofMinutes(cut));
    Instant end = start.plus(Duration.ofDays(14));
    List<Slots.Slot> parts = new ArrayList<>(Slots.of(agenda, zone, start, middle, 20));
    parts.addAll(Slots.of(agenda, zone, middle, end, 20));

    assertEquals(Slots.of(agenda, zone, start, end, 20), parts);
  }

  @Property(tries = 100)
  void onADayWithoutAJumpNoSlotIsMissing(
      @ForAll("agendas") Agenda agenda, @ForAll @IntRange(max = 200) int from) {
    LocalDate day = FIRST.plusDays(from);
    int expected =
        agenda.isOff(day)
            ? 0
            : agenda.hours().stream()
                .filter(hours -> hours.day() == day.getDayOfWeek().getValue())
                .mapToInt(hours -> (hours.to() - hours.from()) / hours.minutes())
                .sum();

    assertEquals(expected, slots(agenda, ZoneId.of("America/Hermosillo"), from, 1, 1).size());
  }
}
