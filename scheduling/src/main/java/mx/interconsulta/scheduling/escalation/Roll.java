package mx.interconsulta.scheduling.escalation;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Person;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.request.Aftermath;
import mx.interconsulta.scheduling.request.Requests;

/**
 * For whom an emergency rings now: everybody who covers it, signed in and free, all at once. The
 * roster of who is on call is not used yet.
 */
final class Roll {
  /** After this long without a sign of life somebody counts as silent; it rings on. */
  static final Duration SILENT_AFTER = Duration.ofSeconds(30);

  /** Why somebody cannot be reached. */
  static final String NO_PAGE = "no-page";

  static final String IN_CONSULTATION = "in-consultation";

  private final Directory directory;
  private final Presence presence;
  private final Requests requests;
  private final Aftermath consultations;

  Roll(Directory directory, Presence presence, Requests requests, Aftermath consultations) {
    this.directory = directory;
    this.presence = presence;
    this.requests = requests;
    this.consultations = consultations;
  }

  /**
   * Who covers it, who of them is signed in, and who is in a consultation.
   *
   * @param units for which unit each answers, by id of the person, in the order of their names
   */
  record Standing(Map<String, String> units, List<String> order, Set<String> in, Set<String> busy) {
    boolean reaches(String person) {
      return in.contains(person) && !busy.contains(person);
    }

    String missing(String person) {
      return in.contains(person) ? IN_CONSULTATION : NO_PAGE;
    }
  }

  Future<Standing> call(List<String> coveredBy, String specialty, String author, Instant now) {
    Set<String> units = new TreeSet<>(coveredBy);
    return directory
        .specialists(units, specialty)
        .compose(
            found -> {
              Map<String, String> people = new HashMap<>();
              List<String> order =
                  found.stream()
                      .filter(person -> !person.id().equals(author))
                      .peek(
                          person -> people.put(person.id(), unitOf(person, units, specialty, now)))
                      .map(Person::id)
                      .toList();
              if (order.isEmpty()) {
                return Future.succeededFuture(
                    new Standing(Map.of(), List.of(), Set.of(), Set.of()));
              }
              return Future.all(presence.presentNow(Set.copyOf(order)), busy(Set.copyOf(order)))
                  .map(both -> new Standing(people, order, both.resultAt(0), both.resultAt(1)));
            });
  }

  private static String unitOf(Person person, Set<String> units, String specialty, Instant now) {
    return Optional.ofNullable(person.answering(units, specialty, now))
        .map(assignment -> assignment.unit())
        .orElse(units.iterator().next());
  }

  /** Who of them is in the room of a consultation they attend. */
  private Future<Set<String>> busy(Set<String> people) {
    return requests
        .attendingNow(people)
        .compose(
            attending ->
                attending.isEmpty()
                    ? Future.succeededFuture(Set.<String>of())
                    : consultations
                        .peopleInRooms(Set.copyOf(attending.values()))
                        .map(
                            rooms -> {
                              Set<String> busy = new HashSet<>();
                              attending.forEach(
                                  (person, consultation) -> {
                                    if (rooms.containsKey(consultation)) {
                                      busy.add(person);
                                    }
                                  });
                              return busy;
                            }));
  }

  /** What becomes of each person; those of whom nothing changes are left out. */
  static Map<String, EscalationDocument.Rung> changes(
      Map<String, EscalationDocument.Rung> people, Standing now, Instant at) {
    Map<String, EscalationDocument.Rung> changed = new HashMap<>();
    int place = people.size();
    for (String person : now.order()) {
      EscalationDocument.Rung known = people.get(person);
      EscalationDocument.Rung next =
          known == null
              ? first(place++, person, now, at)
              : next(known, now.reaches(person), now.missing(person), at);
      if (!next.equals(known)) {
        changed.put(person, next);
      }
    }
    people.forEach(
        (person, known) -> {
          if (!now.units().containsKey(person) && known.sounds()) {
            changed.put(person, known.become(RingState.UNREACHABLE, NO_PAGE, at));
          }
        });
    return changed;
  }

  private static EscalationDocument.Rung first(int place, String person, Standing now, Instant at) {
    boolean rings = now.reaches(person);
    return new EscalationDocument.Rung(
        place,
        now.units().get(person),
        (rings ? RingState.RINGING : RingState.UNREACHABLE).token(),
        at,
        rings ? null : now.missing(person),
        null,
        rings ? at : null,
        null);
  }

  private static EscalationDocument.Rung next(
      EscalationDocument.Rung known, boolean reached, String missing, Instant at) {
    return switch (known.stateNow()) {
      case RINGING, SILENT, ACKNOWLEDGED -> {
        if (!reached) {
          yield known.become(RingState.UNREACHABLE, missing, at);
        }
        boolean quiet =
            known.stateNow() == RingState.RINGING && !at.isBefore(known.since().plus(SILENT_AFTER));
        yield quiet ? known.become(RingState.SILENT, null, at) : known;
      }
      case UNREACHABLE -> {
        if (reached) {
          RingState back = known.seenAt() == null ? RingState.RINGING : RingState.ACKNOWLEDGED;
          yield known.become(back, null, at);
        }
        yield missing.equals(known.reason())
            ? known
            : known.become(RingState.UNREACHABLE, missing, at);
      }
      case DECLINED, ACCEPTED -> known;
    };
  }
}
