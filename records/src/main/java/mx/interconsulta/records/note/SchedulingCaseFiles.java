package mx.interconsulta.records.note;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Person;
import mx.interconsulta.scheduling.directory.Roles;
import mx.interconsulta.scheduling.directory.Unit;
import mx.interconsulta.scheduling.patient.Patient;
import mx.interconsulta.scheduling.patient.Patients;
import mx.interconsulta.scheduling.request.RequestBrief;
import mx.interconsulta.scheduling.request.RequestCase;
import mx.interconsulta.scheduling.request.RequestContent;
import mx.interconsulta.scheduling.request.RequestState;
import mx.interconsulta.scheduling.request.Requests;
import mx.interconsulta.scheduling.request.VitalSigns;

/** The case files of scheduling. Thread-safe. */
final class SchedulingCaseFiles implements CaseFiles {
  private static final Set<RequestState> ATTENDED =
      Set.of(RequestState.ACCEPTED, RequestState.SCHEDULED, RequestState.IN_CONSULTATION);

  /** Answered requests are of the record, and the record is read from any hospital. */
  private static final Set<RequestState> ON_RECORD =
      Set.of(RequestState.ANSWERED, RequestState.CLOSED);

  /** Who reads the record of any patient of the network, who of their unit's patients. */
  private static final Set<String> NETWORK_READERS =
      Set.of(Roles.PHYSICIAN, Roles.EMERGENCY_PHYSICIAN, Roles.SPECIALIST, Roles.CHIEF_OF_SERVICE);

  private static final Set<String> UNIT_READERS = Set.of(Roles.RESIDENT, Roles.NURSE);

  private final Directory directory;
  private final Patients patients;
  private final Requests requests;

  SchedulingCaseFiles(Directory directory, Patients patients, Requests requests) {
    this.directory = directory;
    this.patients = patients;
    this.requests = requests;
  }

  @Override
  public Future<Optional<CaseFile>> find(String request, Instant at) {
    return requests
        .find(request)
        .compose(
            found ->
                found.filter(there -> there.frozen() > 0).isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : gather(found.get(), at).map(Optional::of));
  }

  private Future<CaseFile> gather(RequestCase request, Instant at) {
    return Future.all(
            directory.catalogue(),
            directory.person(request.requester().person()),
            patients.find(request.patient()))
        .map(
            all -> {
              Catalogue catalogue = all.resultAt(0);
              Optional<Person> requester = all.resultAt(1);
              Optional<Patient> patient = all.resultAt(2);
              return file(request, catalogue, requester.orElse(null), patient.orElseThrow(), at);
            });
  }

  private static CaseFile file(
      RequestCase request, Catalogue catalogue, Person requester, Patient patient, Instant at) {
    Optional<Unit> unit = catalogue.unit(request.unit());
    boolean attended = request.attending() != null && ATTENDED.contains(request.state());
    return new CaseFile(
        request.id(),
        request.frozen(),
        request.patient(),
        attended ? request.attending().person() : "",
        attended ? request.attending().assignment() : "",
        request.requester().person(),
        Objects.requireNonNullElse(request.consultation(), ""),
        patientHeader(patient, unit.orElse(null), request.content(), at),
        party(request.requester().person(), requester, request.unit(), unit.orElse(null)),
        request.specialty(),
        catalogue
            .specialty(request.specialty())
            .map(specialty -> specialty.name().es())
            .orElse(request.specialty()),
        prefill(request, catalogue),
        footprint(request));
  }

  /** The patient as of an instant, on the calendar of the unit that attends them. */
  private static JsonObject patientHeader(
      Patient patient, Unit unit, RequestContent content, Instant at) {
    ZoneId calendar = unit == null ? ZoneId.of("America/Mexico_City") : unit.zoneId();
    JsonObject header = patient.header(LocalDate.ofInstant(at, calendar));
    JsonObject stay = content.hospitalisation();
    for (String place : List.of("ward", "bed")) {
      if (stay != null && stay.getString(place) != null) {
        header.put(place, stay.getString(place));
      }
    }
    return header;
  }

  private static JsonObject party(String id, Person person, String clues, Unit unit) {
    JsonObject party = new JsonObject().put("person", id);
    party.put("name", person == null ? "" : person.name());
    if (person != null && person.title() != null && !person.title().isEmpty()) {
      party.put("title", person.title());
    }
    party.put("unit", clues).put("unitName", unit == null ? clues : unit.name());
    if (unit != null) {
      party.put("unitShortName", unit.shortName()).put("zone", unit.zone());
    }
    return party;
  }

  private static JsonObject prefill(RequestCase request, Catalogue catalogue) {
    RequestContent content = request.content();
    String reason =
        catalogue.reason(request.reason()).map(known -> known.name().es() + ".").orElse("");
    String question = Objects.requireNonNullElse(content.question(), "");
    JsonObject prefill = new JsonObject().put("reason", (reason + " " + question).strip());
    if (content.clinicalSummary() != null) {
      prefill.put("historySummary", content.clinicalSummary());
    }
    if (content.vitalSigns() != null) {
      prefill.put(NoteFields.VITAL_SIGNS, content.vitalSigns());
    }
    return prefill;
  }

  private static Footprint footprint(RequestCase request) {
    Set<String> units = new HashSet<>(Set.of(request.unit()));
    Set<String> people = new HashSet<>(Set.of(request.requester().person()));
    if (request.attending() != null) {
      units.add(request.attending().unit());
      people.add(request.attending().person());
    }
    return new Footprint(
        request, units, people, Set.of(request.specialty()), Set.of(request.patient()));
  }

  @Override
  public Future<JsonObject> author(String person, Grant grant) {
    return Future.all(directory.catalogue(), directory.person(person))
        .map(
            both -> {
              Catalogue catalogue = both.resultAt(0);
              Optional<Person> found = both.resultAt(1);
              Unit unit = catalogue.unit(grant.unit()).orElse(null);
              JsonObject author =
                  party(person, found.orElse(null), grant.unit(), unit)
                      .put("assignment", grant.assignment())
                      .put("role", grant.role());
              found.map(Person::cedula).ifPresent(cedula -> author.put("cedula", cedula));
              return author;
            });
  }

  @Override
  public Future<Optional<Footprint>> patient(String patient, Instant at) {
    return Future.all(patients.find(patient), requests.ofPatient(patient), directory.catalogue())
        .map(
            all -> {
              Optional<Patient> found = all.resultAt(0);
              List<RequestBrief> briefs = all.resultAt(1);
              Catalogue catalogue = all.resultAt(2);
              return found.map(there -> footprint(there, briefs, catalogue, at));
            });
  }

  private static Footprint footprint(
      Patient patient, List<RequestBrief> briefs, Catalogue catalogue, Instant at) {
    Set<String> units = new HashSet<>();
    Set<String> people = new HashSet<>();
    if (patient.unit() != null) {
      units.add(patient.unit());
    }
    for (RequestBrief brief : briefs) {
      units.add(brief.unit());
      people.add(brief.requester());
      if (brief.attending() != null) {
        people.add(brief.attending());
      }
    }
    Unit keeper = patient.unit() == null ? null : catalogue.unit(patient.unit()).orElse(null);
    ZoneId calendar = keeper == null ? ZoneId.of("America/Mexico_City") : keeper.zoneId();
    return new Footprint(
        patient.header(LocalDate.ofInstant(at, calendar)),
        units,
        people,
        Set.of(),
        Set.of(patient.id()));
  }

  @Override
  public Future<List<JsonObject>> requestsOf(String patient, Principal reader) {
    return requests
        .ofPatient(patient)
        .map(briefs -> briefs.stream().filter(brief -> mayKnow(reader, brief)).toList())
        .compose(
            briefs -> {
              Set<String> people = new HashSet<>();
              briefs.forEach(brief -> people.add(brief.requester()));
              return Future.all(directory.catalogue(), directory.people(people))
                  .map(
                      both -> {
                        Catalogue catalogue = both.resultAt(0);
                        Map<String, Person> known = both.resultAt(1);
                        return briefs.stream()
                            .map(brief -> item(brief, catalogue, known.get(brief.requester())))
                            .toList();
                      });
            });
  }

  /** An answered request is of the record; any other is known to its own unit and its people. */
  private static boolean mayKnow(Principal reader, RequestBrief brief) {
    return ON_RECORD.contains(brief.state())
        || reader.person().equals(brief.requester())
        || reader.person().equals(brief.attending())
        || reader.grants().stream().anyMatch(grant -> grant.unit().equals(brief.unit()));
  }

  private static JsonObject item(RequestBrief brief, Catalogue catalogue, Person requester) {
    return new JsonObject()
        .put("kind", "request")
        .put("id", brief.id())
        .put("at", brief.submittedAt().toString())
        .put("request", brief.id())
        .put("person", brief.requester())
        .put("personName", requester == null ? "" : requester.displayName())
        .put("unit", brief.unit())
        .put("unitName", catalogue.unitName(brief.unit()))
        .put("specialty", brief.specialty())
        .put(
            "specialtyName",
            catalogue
                .specialty(brief.specialty())
                .map(specialty -> specialty.name().es())
                .orElse(brief.specialty()))
        .put("state", brief.state().name())
        .put("version", brief.frozen());
  }

  @Override
  public void checkVitalSigns(JsonObject signs) {
    VitalSigns.require(signs, "/fields/" + NoteFields.VITAL_SIGNS);
  }

  @Override
  public Future<Void> answered(SignedEntry entry) {
    return requests.answered(
        entry.request(), entry.id(), entry.author(), entry.mode(), entry.followUp());
  }

  @Override
  public Future<Void> read(String request, String person) {
    return requests.noteRead(request, person);
  }

  @Override
  public Map<String, Reach.Rule> readers() {
    return Requests.clinicalReaders();
  }

  @Override
  public Map<String, Reach.Rule> recordReaders() {
    Map<String, Reach.Rule> rules = new HashMap<>();
    NETWORK_READERS.forEach(role -> rules.put(role, Reach.Rule.everything()));
    UNIT_READERS.forEach(role -> rules.put(role, Reach.Rule.sameUnit().or(Reach.Rule.takesPart())));
    return Map.copyOf(rules);
  }
}
