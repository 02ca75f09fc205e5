package mx.interconsulta.scheduling.patient;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.Period;
import mx.interconsulta.scheduling.directory.Body;

/**
 * An age as clinicians say it: years; under 18 also months; under one month days.
 *
 * @param years completed years
 * @param months completed months beyond the years, or null from 18 years
 * @param days completed days, or null from one month
 * @param apparent whether it was estimated by sight
 */
public record Age(int years, Integer months, Integer days, boolean apparent) {
  private static final int ADULT = 18;

  /** The age on a day. A child born on 29 February turns a year older on 1 March. */
  public static Age on(LocalDate today, LocalDate birthDate) {
    Period lived =
        birthDate.isAfter(today) ? Period.ZERO : Period.between(birthDate, today).normalized();
    boolean minor = lived.getYears() < ADULT;
    boolean newborn = lived.toTotalMonths() == 0;
    return new Age(
        lived.getYears(),
        minor ? lived.getMonths() : null,
        newborn ? lived.getDays() : null,
        false);
  }

  static Age apparent(int years) {
    return new Age(years, null, null, true);
  }

  public JsonObject asJson() {
    return Body.of()
        .with("years", years)
        .with("months", months)
        .with("days", days)
        .with("apparent", apparent ? true : null)
        .json();
  }
}
