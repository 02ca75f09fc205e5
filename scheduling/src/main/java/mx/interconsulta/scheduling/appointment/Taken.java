package mx.interconsulta.scheduling.appointment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mx.interconsulta.scheduling.agenda.Slots;
import mx.interconsulta.scheduling.directory.Station;

/** What is claimed of some calendars, to tell which slots are still free. */
final class Taken {
  private final Set<String> claims;

  private Taken(Set<String> claims) {
    this.claims = claims;
  }

  /**
   * What these appointments claim. The request's own place is in nobody's way but its own: it is
   * not offered to itself.
   */
  static Taken by(List<Appointment> occupied, String request) {
    Set<String> claims = new HashSet<>();
    for (Appointment one : occupied) {
      if (one.claims() != null && !one.request().equals(request)) {
        claims.addAll(one.claims());
      } else if (one.claims() != null) {
        claims.add(own(one.specialist(), one.start()));
      }
    }
    return new Taken(claims);
  }

  private static String own(String specialist, java.time.Instant start) {
    return "own:" + specialist + "@" + start;
  }

  /** Whether both people and one of the stations are free all the time. */
  boolean leaves(
      String specialist, String requester, String unit, List<Station> stations, Slots.Slot slot) {
    if (claims.contains(own(specialist, slot.start()))) {
      return false;
    }
    long first = Math.floorDiv(slot.start().getEpochSecond(), Appointment.QUANTUM_SECONDS);
    long last = Math.floorDiv(slot.end().getEpochSecond() - 1, Appointment.QUANTUM_SECONDS);
    for (long quantum = first; quantum <= last; quantum++) {
      if (claims.contains(Appointment.ofPerson(specialist, quantum))
          || claims.contains(Appointment.ofPerson(requester, quantum))) {
        return false;
      }
    }
    return stations.isEmpty()
        || stations.stream().anyMatch(station -> isFree(unit, station, first, last));
  }

  private boolean isFree(String unit, Station station, long first, long last) {
    for (long quantum = first; quantum <= last; quantum++) {
      String claim = Appointment.ofStation(Appointments.stationClaim(unit, station), quantum);
      if (claims.contains(claim)) {
        return false;
      }
    }
    return true;
  }
}
