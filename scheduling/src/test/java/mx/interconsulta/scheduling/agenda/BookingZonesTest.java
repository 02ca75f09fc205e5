package mx.interconsulta.scheduling.agenda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wall clocks of the programme's zones, where they jump and where they stand side by side. */
class BookingZonesTest {
  private static final ZoneId TIJUANA = ZoneId.of("America/Tijuana");
  private static final ZoneId CENTRE = ZoneId.of("America/Mexico_City");

  /** The last Sunday before the clock of Tijuana goes back, and the one when it goes forward. */
  private static final LocalDate BACK = LocalDate.of(2026, 11, 1);

  private static final LocalDate FORWARD = LocalDate.of(2027, 3, 14);

  private static Agenda agenda(DayOfWeek day, String from, String to, int minutes) {
    return new Agenda(
        "a",
        1,
        "p",
        "u",
        List.of(
            new Agenda.Hours(day.getValue(), Agenda.minuteOf(from), Agenda.minuteOf(to), minutes)),
        List.of(),
        null);
  }

  private static List<Slots.Slot> on(LocalDate day, Agenda agenda, ZoneId zone, int minutes) {
    return Slots.of(
        agenda,
        zone,
        day.atStartOfDay(zone).toInstant(),
        day.plusDays(1).atStartOfDay(zone).toInstant(),
        minutes);
  }

  private static List<String> clocks(List<Slots.Slot> slots, ZoneId zone) {
    return slots.stream().map(slot -> LocalTime.ofInstant(slot.start(), zone).toString()).toList();
  }

  @Test
  void whereTheClockJumpsForwardTimesItNeverShowsHaveNoSlot() {
    List<Slots.Slot> slots =
        on(FORWARD, agenda(DayOfWeek.SUNDAY, "01:00", "05:00", 30), TIJUANA, 30);

    assertEquals(
        List.of("01:00", "01:30", "03:00", "03:30", "04:00", "04:30"), clocks(slots, TIJUANA));
    assertEquals(slots.get(1).end(), slots.get(2).start(), "01:30 ends when the clock shows 03:00");
  }

  @Test
  void hoursThatEndWhereTheClockJumpsEndThere() {
    List<Slots.Slot> slots =
        on(FORWARD, agenda(DayOfWeek.SUNDAY, "01:00", "02:30", 30), TIJUANA, 30);

    assertEquals(List.of("01:00", "01:30"), clocks(slots, TIJUANA));
  }

  @Test
  void whereTheClockGoesBackATimeItShowsTwiceIsTheFirst() {
    List<Slots.Slot> slots = on(BACK, agenda(DayOfWeek.SUNDAY, "00:00", "03:00", 30), TIJUANA, 30);

    assertEquals(
        List.of("00:00", "00:30", "01:00", "01:30", "02:00", "02:30"), clocks(slots, TIJUANA));
    assertEquals(Instant.parse("2026-11-01T08:00:00Z"), slots.get(2).start(), "still summer time");
    assertEquals(Instant.parse("2026-11-01T10:00:00Z"), slots.get(4).start(), "winter time");
  }

  @Test
  void whatTakesLongerThanASlotTakesElapsedTimeOverTheJump() {
    List<Slots.Slot> slots =
        on(FORWARD, agenda(DayOfWeek.SUNDAY, "01:00", "05:00", 30), TIJUANA, 50);

    assertEquals("01:30", clocks(slots, TIJUANA).get(1));
    assertEquals(
        LocalTime.of(3, 30), LocalTime.ofInstant(slots.get(1).end(), TIJUANA), "one hour later");
    assertEquals("04:00", clocks(slots, TIJUANA).get(slots.size() - 1), "and ends by 05:00");
  }

  @Test
  void theWeekAfterTheJumpTijuanaKeepsItsClockAndTheCentreMovesAgainstIt() {
    Agenda there = agenda(DayOfWeek.FRIDAY, "09:00", "09:30", 30);
    Slots.Slot before = on(LocalDate.of(2027, 3, 12), there, CENTRE, 30).get(0);
    Slots.Slot after = on(LocalDate.of(2027, 3, 19), there, CENTRE, 30).get(0);

    assertEquals("07:00", clocks(List.of(before), TIJUANA).get(0));
    assertEquals("08:00", clocks(List.of(after), TIJUANA).get(0));
    assertEquals("09:00", clocks(List.of(after), CENTRE).get(0));

    Agenda here = agenda(DayOfWeek.FRIDAY, "08:00", "08:30", 30);
    assertEquals(
        Instant.parse("2027-03-12T16:00:00Z"),
        on(LocalDate.of(2027, 3, 12), here, TIJUANA, 30).get(0).start());
    assertEquals(
        Instant.parse("2027-03-19T15:00:00Z"),
        on(LocalDate.of(2027, 3, 19), here, TIJUANA, 30).get(0).start());
  }

  @Test
  void bahiaDeBanderasIsAnHourAheadOfTepicInTheSameState() {
    ZoneId tepic = ZoneId.of("America/Mazatlan");
    ZoneId bahia = ZoneId.of("America/Bahia_Banderas");
    Agenda nine = agenda(DayOfWeek.THURSDAY, "09:00", "10:00", 30);
    LocalDate day = LocalDate.of(2026, 11, 26);

    List<Slots.Slot> inTepic = on(day, nine, tepic, 30);
    List<Slots.Slot> inBahia = on(day, nine, bahia, 30);

    assertEquals(Instant.parse("2026-11-26T16:00:00Z"), inTepic.get(0).start());
    assertEquals(Instant.parse("2026-11-26T15:00:00Z"), inBahia.get(0).start());
    assertEquals(List.of("08:00", "08:30"), clocks(inBahia, tepic));
    assertEquals(List.of("10:00", "10:30"), clocks(inTepic, bahia));
  }

  @Test
  void aDayOffHasNoSlotsByTheUnitsOwnCalendar() {
    Agenda always =
        new Agenda(
            "a",
            1,
            "p",
            "u",
            List.of(new Agenda.Hours(4, 0, 1440, 60)),
            List.of(new Agenda.DaysOff("2026-11-26", "2026-11-26")),
            null);

    assertEquals(List.of(), on(LocalDate.of(2026, 11, 26), always, TIJUANA, 60));
    assertEquals(24, on(LocalDate.of(2026, 12, 3), always, TIJUANA, 60).size());
  }
}
