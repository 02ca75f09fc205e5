package mx.interconsulta.records.indicator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Attentions as chance will have them, over units of several zones. */
final class InventedAttentions {
  record Place(String unit, String group, String zone) {}

  static final List<Place> PLACES =
      List.of(
          new Place("BCIMS000142", "baja-california", "America/Tijuana"),
          new Place("BCIMS000154", "baja-california", "America/Tijuana"),
          new Place("SRIMS000226", "sonora", "America/Hermosillo"),
          new Place("NTIMS000074", "nayarit", "America/Bahia_Banderas"),
          new Place("NTIMS000062", "nayarit", "America/Mazatlan"),
          new Place("JCIMS000414", "jalisco", "America/Mexico_City"));
  static final List<String> ANSWERING = List.of("JCIMS000325", "JCIMS000301", "SRIMS000150");
  static final List<String> SPECIALTIES =
      List.of("cardiology", "dermatology", "orthopaedics", "paediatric-cardiology", "neurology");
  static final List<String> KINDS =
      List.of("outpatient", "emergency", "surgical-planning", "hospitalised", "second-opinion");
  static final List<String> MODES = List.of("video", "written", "telephone");

  private final Random chance;
  private final Instant from;
  private final Instant to;

  InventedAttentions(long seed, Instant from, Instant to) {
    this.chance = new Random(seed);
    this.from = from;
    this.to = to;
  }

  List<Attention> make(int number) {
    List<Attention> made = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      made.add(one(i));
    }
    return made;
  }

  private Attention one(int index) {
    Place place = any(PLACES);
    long span = from.until(to, ChronoUnit.SECONDS);
    Instant answered = from.plusSeconds((long) (chance.nextDouble() * span));
    int minutes = (int) Math.min(43_200, Math.exp(chance.nextGaussian() * 1.4 + 5));
    LocalDate day = LocalDate.ofInstant(answered, ZoneId.of(place.zone()));
    Transfer transfer = any(List.of(Transfer.values()));
    boolean avoided = transfer == Transfer.AVOIDED;
    int month = day.getYear() * 100 + day.getMonthValue();
    return new Attention(
        String.format("request-%06d", index),
        Attention.RULE,
        "note-" + index,
        "patient-" + chance.nextInt(50),
        place.unit(),
        place.group(),
        any(SPECIALTIES),
        any(KINDS),
        chance.nextInt(4) == 0 ? Attention.SUBSEQUENT : Attention.FIRST,
        any(MODES),
        any(ANSWERING),
        answered.minus(minutes, ChronoUnit.MINUTES),
        answered,
        day.getYear(),
        month,
        month * 100 + day.getDayOfMonth(),
        minutes,
        transfer.token(),
        avoided ? chance.nextInt(3000) : 0,
        avoided ? chance.nextInt(4) : 0,
        true);
  }

  private <T> T any(List<T> list) {
    return list.get(chance.nextInt(list.size()));
  }
}
