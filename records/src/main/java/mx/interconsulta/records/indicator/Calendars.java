package mx.interconsulta.records.indicator;

import java.time.ZoneId;
import mx.interconsulta.scheduling.directory.Unit;

/** Whose calendar decides in which year, month and day something is counted. */
final class Calendars {
  /** Of the network as a whole. */
  static final ZoneId NETWORK = ZoneId.of("America/Mexico_City");

  private Calendars() {}

  /** The unit's own; the network's for a unit that the directory does not know. */
  static ZoneId of(Unit unit) {
    return unit == null ? NETWORK : unit.zoneId();
  }
}
