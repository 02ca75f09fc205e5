package mx.interconsulta.records.indicator;

import java.util.Locale;
import java.util.Set;

/**
 * What became of the journey that the patient would have made without the answer from afar. {@code
 * docs/figures.md} says why each disposition counts as it does.
 */
enum Transfer {
  /** They would have travelled, and the note lets them stay. */
  AVOIDED,
  /** The note sends them to the specialist's unit. */
  MADE,
  /** Studies or another specialty come first: it is not known yet whether they travel. */
  OPEN,
  /** They would not have travelled anyway. */
  NONE,
  /** The request does not say how they would have travelled, or the note cannot be opened. */
  UNKNOWN;

  private static final Set<String> STAYS =
      Set.of("managed-at-unit", "follow-up-video", "discharged");
  private static final Set<String> TRAVELS = Set.of("transfer-scheduled", "transfer-urgent");
  private static final Set<String> WAITS = Set.of("studies-first", "other-specialty");

  /**
   * Judges one answer.
   *
   * @param means how they would have travelled, as the request says it; null when it does not
   * @param disposition what the note says follows
   */
  static Transfer of(String means, String disposition) {
    if (means == null) {
      return UNKNOWN;
    }
    if (TRAVELS.contains(disposition)) {
      return MADE;
    }
    if (means.equals("none")) {
      return NONE;
    }
    if (STAYS.contains(disposition)) {
      return AVOIDED;
    }
    return WAITS.contains(disposition) ? OPEN : UNKNOWN;
  }

  /** As it is kept and answered. */
  String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}
