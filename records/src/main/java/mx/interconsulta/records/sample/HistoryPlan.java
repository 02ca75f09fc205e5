package mx.interconsulta.records.sample;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the sample network has lived through before it is first started: a spread of cases over
 * fifteen months, more of them lately, answered faster lately. Made from {@code
 * sample/history.json} with chance of a fixed seed, so that every sample has the same past, as far
 * back from its own first start.
 */
final class HistoryPlan {
  /** Cases that were answered. */
  static final int ANSWERED = 120;

  private static final String FILE = "/sample/history.json";
  private static final long SEED = 20_170_730L;
  private static final int DAYS = 455;
  private static final ZoneId NETWORK = ZoneId.of("America/Mexico_City");
  private static final String FIRST_UNIT = "BCIMS000142";
  private static final int DECLINED = 7;
  private static final int TAKEN = 3;

  /** Ages in minutes of what still waits. */
  private static final List<Integer> WAITING =
      List.of(25, 170, 460, 1_250, 2_950, 4_400, 7_300, 8_800, 13_100);

  private final JsonObject data;
  private final Instant now;
  private final HistoryPeople people;
  private final Random chance = new Random(SEED);

  HistoryPlan(Instant now, Map<String, String> physicians, Map<String, String> emergency) {
    this.data = read();
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
    this.people = new HistoryPeople(data, physicians, emergency, chance, now);
  }

  private static JsonObject read() {
    try (InputStream file = HistoryPlan.class.getResourceAsStream(FILE)) {
      return new JsonObject(Buffer.buffer(file.readAllBytes()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** All cases, in the order in which they were asked. */
  List<PlannedCase> cases() {
    List<PlannedCase> cases = new ArrayList<>();
    List<Instant> asked = new ArrayList<>();
    for (int i = 0; i < ANSWERED; i++) {
      asked.add(workingHour(DAYS * Math.pow(chance.nextDouble(), 1.4) + 0.6));
    }
    asked.sort(Comparator.naturalOrder());
    for (int i = 0; i < ANSWERED; i++) {
      PlannedCase followed = chance.nextInt(5) == 0 ? toFollow(cases, asked.get(i)) : null;
      cases.add(answered("answered-" + i, asked.get(i), followed));
    }
    for (int i = 0; i < DECLINED; i++) {
      Instant at = workingHour(3.0 + 40.0 * i);
      cases.add(unanswered("declined-" + i, at, PlannedCase.End.DECLINED));
    }
    for (int i = 0; i < TAKEN; i++) {
      Instant at = now.minus(Duration.ofMinutes(55 + 40L * i));
      cases.add(unanswered("taken-" + i, at, PlannedCase.End.TAKEN));
    }
    for (int minutes : WAITING) {
      Instant at = now.minus(Duration.ofMinutes(minutes));
      cases.add(unanswered("waiting-" + minutes, at, PlannedCase.End.WAITING));
    }
    cases.sort(Comparator.comparing(PlannedCase::asked));
    return cases;
  }

  /** Some hour of the working day, so many days ago. */
  private Instant workingHour(double daysAgo) {
    LocalDate day =
        LocalDate.ofInstant(now.minus(Duration.ofMinutes((long) (daysAgo * 24 * 60))), NETWORK);
    Instant at =
        day.atTime(8, 0).atZone(NETWORK).toInstant().plusSeconds(chance.nextInt(10 * 3600));
    Instant latest = now.minus(Duration.ofHours(3));
    return at.isAfter(latest) ? latest.minusSeconds(chance.nextInt(3600)) : at;
  }

  /** An earlier case whose note asked for a further consultation, or null. */
  private static PlannedCase toFollow(List<PlannedCase> cases, Instant asked) {
    return cases.stream()
        .filter(one -> "follow-up-video".equals(one.note().getString("disposition")))
        .filter(one -> one.signed().plus(Duration.ofDays(14)).isBefore(asked))
        .filter(one -> cases.stream().noneMatch(other -> one.key().equals(other.follows())))
        .findFirst()
        .orElse(null);
  }

  private PlannedCase answered(String key, Instant asked, PlannedCase followed) {
    JsonObject pattern = followed == null ? anyCase() : caseOf(followed);
    String kind = followed == null ? anyOf(pattern.getJsonArray("kinds")) : "outpatient";
    Duration wait = wait(kind, asked);
    Instant signed = earliest(asked.plus(wait), now.minus(Duration.ofMinutes(20)));
    Instant taken = asked.plus(Duration.between(asked, signed).multipliedBy(6).dividedBy(10));
    Instant closed = signed.plus(Duration.ofDays(2 + chance.nextInt(9)));
    boolean over = closed.isBefore(now);
    String disposition = disposition(kind);
    HistoryPeople.Patient patient =
        followed == null ? people.patient(key, pattern) : people.known(followed);
    return new PlannedCase(
        key,
        patient.key(),
        patient.identity(),
        patient.unit(),
        followed == null ? people.author(patient.unit(), kind) : followed.author(),
        followed == null ? anyOf(pattern.getJsonArray("specialists")) : followed.specialist(),
        HistoryTexts.draft(pattern, kind, patient.age(), chance),
        followed == null ? null : followed.key(),
        over ? PlannedCase.End.CLOSED : PlannedCase.End.ANSWERED,
        asked,
        taken,
        signed,
        over ? closed : null,
        mode(kind),
        HistoryTexts.note(pattern, patient.age(), disposition, chance));
  }

  private PlannedCase unanswered(String key, Instant asked, PlannedCase.End end) {
    JsonObject pattern = anyCase();
    String kind = anyOf(pattern.getJsonArray("kinds"));
    // An emergency that nobody took for days would be another story than this sample's.
    String asks = kind.equals("emergency") ? "outpatient" : kind;
    HistoryPeople.Patient patient = people.patient(key, pattern);
    // Every other one waits where the sample's first accounts are, so that its list has ages.
    String unit =
        end == PlannedCase.End.WAITING && WAITING.indexOf(minutesAgo(asked)) % 2 == 0
            ? FIRST_UNIT
            : patient.unit();
    return new PlannedCase(
        key,
        patient.key(),
        patient.identity(),
        unit,
        people.author(unit, asks),
        anyOf(pattern.getJsonArray("specialists")),
        HistoryTexts.draft(pattern, asks, patient.age(), chance),
        null,
        end,
        asked,
        asked.plus(Duration.ofMinutes(12 + chance.nextInt(25))),
        null,
        null,
        null,
        new JsonObject());
  }

  private int minutesAgo(Instant at) {
    return (int) Duration.between(at, now).toMinutes();
  }

  private JsonObject anyCase() {
    JsonArray cases = data.getJsonArray("cases");
    int total = 0;
    for (int i = 0; i < cases.size(); i++) {
      total += cases.getJsonObject(i).getInteger("weight");
    }
    int left = chance.nextInt(total);
    for (int i = 0; i < cases.size(); i++) {
      left -= cases.getJsonObject(i).getInteger("weight");
      if (left < 0) {
        return cases.getJsonObject(i);
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  private JsonObject caseOf(PlannedCase planned) {
    String reason = planned.draft().getString("reason");
    return data.getJsonArray("cases").stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("reason").equals(reason))
        .findFirst()
        .orElseThrow();
  }

  /** Longer for what is booked, shorter of late: a year ago half as long again. */
  private Duration wait(String kind, Instant asked) {
    double middle =
        switch (kind) {
          case "emergency" -> 24;
          case "hospitalised" -> 170;
          case "second-opinion" -> 700;
          case "surgical-planning" -> 1_500;
          default -> 400;
        };
    double lately = 1 + 0.5 * Duration.between(asked, now).toDays() / 365.0;
    double minutes = middle * lately * Math.exp(chance.nextGaussian() * 0.6);
    return Duration.ofSeconds((long) (60 * Math.max(6, minutes)));
  }

  private String mode(String kind) {
    int luck = chance.nextInt(100);
    if (kind.equals("second-opinion")) {
      return luck < 65 ? "written" : "video";
    }
    return luck < 88 ? "video" : luck < 95 ? "telephone" : "written";
  }

  private String disposition(String kind) {
    int luck = chance.nextInt(100);
    if (kind.equals("emergency") && luck < 22) {
      return "transfer-urgent";
    }
    if (luck < 48) {
      return "managed-at-unit";
    }
    if (luck < 70) {
      return "follow-up-video";
    }
    if (luck < 78) {
      return "discharged";
    }
    if (luck < 87) {
      return "studies-first";
    }
    return luck < 97 ? "transfer-scheduled" : "other-specialty";
  }

  private String anyOf(JsonArray list) {
    return list.getString(chance.nextInt(list.size()));
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
