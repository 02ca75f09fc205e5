package mx.interconsulta.scheduling.appointment;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.platform.sealing.Sealed;
import mx.interconsulta.scheduling.agenda.Agenda;
import mx.interconsulta.scheduling.agenda.Agendas;
import mx.interconsulta.scheduling.agenda.Slots;
import mx.interconsulta.scheduling.directory.Assignment;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Person;
import mx.interconsulta.scheduling.directory.Reason;
import mx.interconsulta.scheduling.directory.Station;
import mx.interconsulta.scheduling.directory.Unit;
import mx.interconsulta.scheduling.request.Booked;
import mx.interconsulta.scheduling.request.Places;
import mx.interconsulta.scheduling.request.Requests;

/**
 * Free places in the agendas of those who cover a request, and the claims on them. A claim is
 * pending until the request has it; one that nobody confirmed lapses, and whoever collides with it
 * then clears it and tries once more. Safe to use from any context and from several servers at
 * once.
 */
public final class Appointments implements Places {
  /** How far ahead places are offered. */
  public static final Duration HORIZON = Duration.ofDays(60);

  /** How long a claim waits for its request. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a consultation takes for which no reason says it. */
  private static final int USUAL_MINUTES = 30;

  private static final int BATCH = 100;

  private final Calendar calendar;
  private final Agendas agendas;
  private final Directory directory;
  private final Requests requests;
  private final FieldSealing sealing;
  private final Clock clock;

  public Appointments(
      Foundation foundation,
      Calendar calendar,
      Agendas agendas,
      Directory directory,
      Requests requests) {
    this.calendar = calendar;
    this.agendas = agendas;
    this.directory = directory;
    this.requests = requests;
    this.sealing = foundation.sealing();
    this.clock = foundation.timers().clock();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  // ---------------------------------------------------------------- free places

  /** Somebody who may be booked: the person, the assignment through which, and their agenda. */
  private record Bookable(Person person, Assignment assignment, Agenda agenda) {}

  private Future<List<Bookable>> bookable(Wanted wanted) {
    Instant now = now();
    return directory
        .specialists(wanted.answering(), wanted.specialty())
        .compose(
            found -> {
              List<Bookable> people = new ArrayList<>();
              for (Person person : found) {
                Assignment through = person.answering(wanted.answering(), wanted.specialty(), now);
                if (through != null && mayAnswer(person, wanted)) {
                  people.add(
                      new Bookable(person, through, Agenda.none(person.id(), through.unit())));
                }
              }
              return withAgendas(people);
            });
  }

  /** The one a place is with: two documents by their ids, read side by side. */
  private Future<Bookable> bookable(Wanted wanted, Place place, Instant now) {
    String id = Agenda.idOf(place.specialist(), place.unit());
    return Future.all(directory.person(place.specialist()), agendas.byIds(Set.of(id)))
        .map(
            both -> {
              Person person =
                  both.<Optional<Person>>resultAt(0)
                      .filter(found -> mayAnswer(found, wanted))
                      .orElseThrow(() -> notOffered(place));
              Assignment through = person.answering(wanted.answering(), wanted.specialty(), now);
              if (through == null || !through.unit().equals(place.unit())) {
                throw notOffered(place);
              }
              Agenda agenda =
                  both.<List<Agenda>>resultAt(1).stream()
                      .findFirst()
                      .orElseGet(() -> Agenda.none(person.id(), place.unit()));
              return new Bookable(person, through, agenda);
            });
  }

  /** Whether a request may be answered by somebody: the one it names, never who asks. */
  private static boolean mayAnswer(Person person, Wanted wanted) {
    return (wanted.only() == null || wanted.only().equals(person.id()))
        && !person.id().equals(wanted.requester());
  }

  private Future<List<Bookable>> withAgendas(List<Bookable> people) {
    Set<String> ids = people.stream().map(one -> one.agenda().id()).collect(Collectors.toSet());
    return agendas
        .byIds(ids)
        .map(
            kept -> {
              Map<String, Agenda> byId = new HashMap<>();
              kept.forEach(agenda -> byId.put(agenda.id(), agenda));
              return people.stream()
                  .map(
                      one ->
                          new Bookable(
                              one.person(),
                              one.assignment(),
                              byId.getOrDefault(one.agenda().id(), one.agenda())))
                  .toList();
            });
  }

  @Override
  public Future<Free> free(Wanted wanted, Instant from, int limit) {
    Instant now = now();
    Instant earliest = from.isBefore(now) ? now : from;
    return Future.all(bookable(wanted), directory.catalogue())
        .compose(
            both -> {
              List<Bookable> people = both.resultAt(0);
              Catalogue catalogue = both.resultAt(1);
              Set<String> whom = new HashSet<>(Set.of(wanted.requester()));
              people.forEach(one -> whom.add(one.person().id()));
              return calendar
                  .occupied(whom, wanted.unit(), earliest)
                  .map(
                      taken ->
                          free(
                              wanted,
                              people,
                              catalogue,
                              taken,
                              earliest,
                              now.plus(HORIZON),
                              limit));
            });
  }

  private Free free(
      Wanted wanted,
      List<Bookable> people,
      Catalogue catalogue,
      List<Appointment> occupied,
      Instant from,
      Instant to,
      int limit) {
    Taken taken = Taken.by(occupied, wanted.request());
    List<Station> stations = stations(catalogue, wanted.unit());
    int minutes = minutes(catalogue, wanted);
    List<Place> places = new ArrayList<>();
    Set<String> keeping = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    Map<String, String> names = new HashMap<>();
    for (Bookable one : people) {
      String id = one.person().id();
      names.put(id, one.person().name());
      (one.agenda().hours().isEmpty() ? silent : keeping).add(id);
      Optional<Unit> unit = catalogue.unit(one.assignment().unit());
      if (unit.isPresent()) {
        Slots.of(one.agenda(), unit.get().zoneId(), from, to, minutes).stream()
            .filter(slot -> taken.leaves(id, wanted.requester(), wanted.unit(), stations, slot))
            .forEach(
                slot ->
                    places.add(new Place(slot.start(), slot.end(), id, one.assignment().unit())));
      }
    }
    places.sort(
        Comparator.comparing(Place::start).thenComparing(place -> names.get(place.specialist())));
    return new Free(
        places.size(),
        List.copyOf(places.subList(0, Math.min(limit, places.size()))),
        keeping,
        silent);
  }

  private static List<Station> stations(Catalogue catalogue, String unit) {
    return catalogue.unit(unit).map(Unit::openStations).orElse(List.of());
  }

  private static int minutes(Catalogue catalogue, Wanted wanted) {
    return catalogue.reason(wanted.reason()).map(Reason::minutes).orElse(USUAL_MINUTES);
  }

  /** A station is claimed by its unit and its key there. */
  static String stationClaim(String unit, Station station) {
    return unit + "/" + station.id();
  }

  // ---------------------------------------------------------------- claiming

  @Override
  public Future<Booked> claim(Wanted wanted, Place place) {
    Instant now = now();
    return wish(wanted, place, UUID.randomUUID().toString())
        .compose(
            wish ->
                onSomeStation(
                    wish, appointment -> calendar.claim(pending(appointment, now.plus(PATIENCE)))))
        .map(Appointment::asBooked);
  }

  private static Appointment pending(Appointment wanted, Instant heldUntil) {
    return new Appointment(
        wanted.id(),
        1,
        Appointment.PENDING,
        wanted.request(),
        wanted.requester(),
        wanted.requesterUnit(),
        wanted.specialist(),
        wanted.assignment(),
        wanted.unit(),
        wanted.station(),
        wanted.stationName(),
        wanted.start(),
        wanted.end(),
        wanted.claims(),
        wanted.people(),
        heldUntil,
        null,
        null,
        wanted.sample());
  }

  @Override
  public Future<Booked> move(Wanted wanted, Booked from, Place place, Because because) {
    Instant until = now().plus(PATIENCE);
    Appointment.Because why =
        new Appointment.Because(
            because.person(),
            because.assignment(),
            because.reason(),
            seal(from.appointment(), because.note()));
    return wish(wanted, place, from.appointment())
        .compose(
            wish ->
                onSomeStation(
                    wish, appointment -> calendar.move(appointment, from.revision(), until, why)))
        .map(Appointment::asBooked);
  }

  /** What is wanted, on which stations it may be. */
  private record Wish(Appointment appointment, List<Station> stations) {}

  private Future<Wish> wish(Wanted wanted, Place place, String id) {
    Instant now = now();
    return Future.all(bookable(wanted, place, now), directory.catalogue())
        .map(
            both -> {
              Bookable whom = both.resultAt(0);
              Catalogue catalogue = both.resultAt(1);
              Unit unit = catalogue.unit(place.unit()).orElseThrow(() -> notOffered(place));
              boolean inTime =
                  place.start().isAfter(now) && place.start().isBefore(now.plus(HORIZON));
              Slots.Slot slot =
                  Slots.of(
                          whom.agenda(),
                          unit.zoneId(),
                          place.start(),
                          place.start().plusMillis(1),
                          minutes(catalogue, wanted))
                      .stream()
                      .filter(one -> inTime)
                      .findFirst()
                      .orElseThrow(() -> notOffered(place));
              return new Wish(
                  appointment(id, wanted, whom, slot), stations(catalogue, wanted.unit()));
            });
  }

  private static Appointment appointment(String id, Wanted wanted, Bookable whom, Slots.Slot slot) {
    String specialist = whom.person().id();
    return new Appointment(
        id,
        1,
        Appointment.PENDING,
        wanted.request(),
        wanted.requester(),
        wanted.unit(),
        specialist,
        whom.assignment().id(),
        whom.assignment().unit(),
        null,
        null,
        slot.start(),
        slot.end(),
        Appointment.claims(specialist, wanted.requester(), null, slot.start(), slot.end()),
        List.of(specialist, wanted.requester()),
        null,
        null,
        null,
        wanted.sample());
  }

  private static Problem notOffered(Place place) {
    return Problem.conflict("place-not-offered", Map.of("start", place.start().toString()));
  }

  @FunctionalInterface
  private interface Claiming {
    Future<Optional<Appointment>> of(Appointment appointment);
  }

  /** Claims it with the first station that is free; what lapsed is cleared and tried once more. */
  private Future<Appointment> onSomeStation(Wish wish, Claiming claiming) {
    List<Appointment> ways = new ArrayList<>();
    for (Station station : wish.stations()) {
      String claim = stationClaim(wish.appointment().requesterUnit(), station);
      ways.add(wish.appointment().at(claim, station.name()));
    }
    if (ways.isEmpty()) {
      ways.add(wish.appointment());
    }
    return tried(ways, 0, claiming, true);
  }

  private Future<Appointment> tried(
      List<Appointment> ways, int index, Claiming claiming, boolean mayClear) {
    Appointment wanted = ways.get(index);
    return claiming
        .of(wanted)
        .compose(
            made ->
                made.isPresent()
                    ? Future.succeededFuture(made.get())
                    : calendar
                        .holders(wanted.claims())
                        .compose(
                            holders ->
                                otherwise(
                                    ways, index, claiming, mayClear, others(wanted, holders))));
  }

  private static List<Appointment> others(Appointment wanted, List<Appointment> holders) {
    return holders.stream().filter(one -> !one.id().equals(wanted.id())).toList();
  }

  private Future<Appointment> otherwise(
      List<Appointment> ways,
      int index,
      Claiming claiming,
      boolean mayClear,
      List<Appointment> holders) {
    Appointment wanted = ways.get(index);
    Instant now = now();
    List<Appointment> lapsed = holders.stream().filter(one -> hasLapsed(one, now)).toList();
    if (mayClear && (!lapsed.isEmpty() || holders.isEmpty())) {
      Future<Void> cleared = Future.succeededFuture();
      for (Appointment one : lapsed) {
        cleared = cleared.compose(ok -> settle(one.id()));
      }
      return cleared.compose(ok -> tried(ways, index, claiming, false));
    }
    if (holders.isEmpty()) {
      // Nobody is in the way: it was the appointment itself that somebody else changed.
      throw Problem.conflict("version-conflict", Map.of());
    }
    Set<String> mine = Set.copyOf(wanted.claims());
    boolean onlyStation =
        holders.stream()
            .flatMap(
                one -> one.claims() == null ? List.<String>of().stream() : one.claims().stream())
            .filter(mine::contains)
            .allMatch(claim -> claim.startsWith("s:"));
    if (onlyStation && index + 1 < ways.size()) {
      return tried(ways, index + 1, claiming, true);
    }
    throw Problem.conflict(
        "place-taken",
        Map.of("start", wanted.start().toString(), "whose", whose(wanted, holders, onlyStation)));
  }

  private static String whose(Appointment wanted, List<Appointment> holders, boolean onlyStation) {
    if (onlyStation) {
      return "station";
    }
    boolean specialist =
        holders.stream().anyMatch(one -> one.people().contains(wanted.specialist()));
    return specialist ? "specialist" : "requester";
  }

  private static boolean hasLapsed(Appointment one, Instant now) {
    return one.state().equals(Appointment.PENDING)
        && one.heldUntil() != null
        && !one.heldUntil().isAfter(now);
  }

  // ---------------------------------------------------------------- what follows

  @Override
  public Future<Void> confirm(String request, Booked booked) {
    return calendar
        .confirm(booked.appointment(), booked.revision())
        .compose(
            confirmed ->
                confirmed.isPresent()
                    ? Future.succeededFuture()
                    : calendar
                        .find(booked.appointment())
                        .compose(found -> claimedAnew(request, booked, found)));
  }

  private Future<Void> claimedAnew(String request, Booked booked, Optional<Appointment> found) {
    boolean lapsed =
        found.isPresent()
            && found.get().state().equals(Appointment.DROPPED)
            && found.get().version().equals(booked.revision());
    if (!lapsed) {
      return Future.succeededFuture();
    }
    return calendar
        .claimAgain(found.get())
        .compose(
            again ->
                again.isPresent() ? Future.succeededFuture() : requests.placeLost(request, booked));
  }

  @Override
  public Future<Void> end(String appointment, String outcome, Instant at) {
    return calendar.end(appointment, outcome, at).mapEmpty();
  }

  @Override
  public Future<Void> settle(String appointment) {
    return calendar
        .find(appointment)
        .compose(
            found ->
                found.isEmpty() || found.get().heldUntil() == null
                    ? Future.succeededFuture()
                    : settle(found.get()));
  }

  private Future<Void> settle(Appointment left) {
    Instant now = now();
    if (left.state().equals(Appointment.PENDING)) {
      return requests
          .placeOf(left.request())
          .compose(
              place -> {
                if (place.filter(one -> one.appointment().equals(left.id())).isPresent()) {
                  return calendar.confirm(left.id(), left.version()).mapEmpty();
                }
                return hasLapsed(left, now)
                    ? calendar.drop(left, now).mapEmpty()
                    : Future.succeededFuture();
              });
    }
    return left.because() == null
        ? calendar.confirm(left.id(), left.version()).mapEmpty()
        : follow(left, now);
  }

  /** The request follows a move; one that was cancelled meanwhile lets the place go. */
  private Future<Void> follow(Appointment moved, Instant now) {
    Appointment.Because because = moved.because();
    return requests
        .moved(
            moved.request(),
            moved.asBooked(),
            new Because(
                because.person(),
                because.assignment(),
                because.reason(),
                open(moved.id(), because.note())))
        .compose(done -> requests.placeOf(moved.request()))
        .compose(
            place ->
                place.filter(one -> one.appointment().equals(moved.id())).isPresent()
                    ? calendar.confirm(moved.id(), moved.version()).<Void>mapEmpty()
                    : end(moved.id(), "cancelled", now));
  }

  private Sealed seal(String appointment, String note) {
    return note == null || note.isBlank() ? null : sealing.seal(address(appointment), note.strip());
  }

  private String open(String appointment, Sealed note) {
    return note == null ? null : sealing.open(address(appointment), note);
  }

  private static FieldAddress address(String appointment) {
    return new FieldAddress(Calendar.COLLECTION, appointment, "because.note");
  }

  /** Carries on what a dead server left half done. */
  public Future<Void> carryOut() {
    return calendar
        .leftOver(now(), BATCH)
        .compose(
            left -> {
              Future<Void> done = Future.succeededFuture();
              for (Appointment one : left) {
                done = done.compose(ok -> settle(one.id()));
              }
              return done;
            });
  }
}
