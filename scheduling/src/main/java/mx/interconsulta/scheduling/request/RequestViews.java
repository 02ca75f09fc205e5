package mx.interconsulta.scheduling.request;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.scheduling.directory.Body;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Person;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.directory.Reason;
import mx.interconsulta.scheduling.directory.Roles;
import mx.interconsulta.scheduling.directory.Unit;
import mx.interconsulta.scheduling.patient.Patients;

/**
 * Requests as somebody may see them. A page of rows costs a fixed number of look-ups however many
 * rows it has. Clinical text only for those who may read it.
 */
final class RequestViews {
  private final RequestSeals seals;
  private final RequestRelay relay;
  private final Directory directory;
  private final Patients patients;
  private final Presence presence;

  RequestViews(
      RequestSeals seals,
      RequestRelay relay,
      Directory directory,
      Patients patients,
      Presence presence) {
    this.seals = seals;
    this.relay = relay;
    this.directory = directory;
    this.patients = patients;
    this.presence = presence;
  }

  // ---------------------------------------------------------------- one

  /** Schema {@code Request}. */
  Future<JsonObject> whole(Principal principal, RequestDocument document) {
    Set<String> people = new HashSet<>(people(document));
    document.events().stream()
        .map(RequestDocument.Happening::by)
        .filter(java.util.Objects::nonNull)
        .forEach(people::add);
    Set<String> patient = document.patient() == null ? Set.of() : Set.of(document.patient());
    return Future.all(
            Colleagues.find(directory, presence, people),
            patients.headers(patient),
            inRooms(List.of(document)))
        .map(
            all -> {
              Map<String, JsonObject> headers = all.resultAt(1);
              Map<String, Integer> rooms = all.resultAt(2);
              return whole(principal, document, all.resultAt(0), headers, rooms);
            });
  }

  private JsonObject whole(
      Principal principal,
      RequestDocument document,
      Colleagues colleagues,
      Map<String, JsonObject> headers,
      Map<String, Integer> rooms) {
    boolean clinical = RequestReach.mayReadClinical(principal, document);
    Catalogue catalogue = colleagues.catalogue();
    NextStep next = NextStep.of(principal, document, roomPeople(document, rooms));
    JsonObject json =
        Body.of()
            .with("id", document.id())
            .with("version", document.version())
            .with("state", document.state())
            .with("nextStep", next.step())
            .with("events", events(principal, document))
            .with("clinical", clinical)
            .with("patient", header(document, headers))
            .with("kind", document.kind())
            .with("specialty", document.specialty())
            .with("reason", document.reason())
            .with("minutes", catalogue.reason(document.reason()).map(Reason::minutes).orElse(null))
            .with("priority", document.priority())
            .with("unit", document.unit())
            .with("unitName", catalogue.unitName(document.unit()))
            .with("zone", catalogue.unit(document.unit()).map(Unit::zone).orElse(null))
            .with("requester", colleagues.asJson(document.author(), document.unit(), null))
            .with("specialist", specialist(document, colleagues))
            .with("waitingSince", document.waitingSince())
            .with("changedAt", document.changedAt())
            .with("coveringUnits", new JsonArray(document.covering()))
            .with("consultation", document.consultation())
            .with("appointment", appointment(document, colleagues))
            .with("answer", answer(document, colleagues))
            .with(
                "attendingMode", document.attending() == null ? null : document.attending().mode())
            .with("visit", visit(document))
            .with("follows", document.follows())
            .with("history", history(document, colleagues, clinical))
            .with("sample", document.isSample() ? true : null)
            .json();
    if (clinical) {
      json.put("content", content(document));
      json.put("versions", versions(document, colleagues));
      json.put("files", Enclosure.asJson(seals.openAllFiles(document)));
      askedBack(document, json);
    }
    return json;
  }

  private JsonObject content(RequestDocument document) {
    boolean writing =
        document.stateNow() == RequestState.DRAFT || document.stateNow() == RequestState.RETURNED;
    return writing || document.newest() == null
        ? seals.openContent(document).asJson()
        : seals.openFrozen(document.id(), document.newest()).content().asJson();
  }

  /** Whether it is the first about its question or follows another one up. */
  private static String visit(RequestDocument document) {
    return document.follows() == null ? "first" : "subsequent";
  }

  private void askedBack(RequestDocument document, JsonObject json) {
    boolean returned = document.stateNow() == RequestState.RETURNED;
    if (returned || document.isAsked()) {
      String question =
          seals.openNote(
              document.id(), document.last(returned ? RequestEvent.RETURN : RequestEvent.ASK));
      if (question != null) {
        json.put("askedBack", question);
      }
    }
  }

  private JsonArray versions(RequestDocument document, Colleagues colleagues) {
    JsonArray versions = new JsonArray();
    for (RequestDocument.Frozen frozen : document.frozen()) {
      RequestContent.Frozen opened = seals.openFrozen(document.id(), frozen);
      LocalDate day = LocalDate.ofInstant(frozen.at(), java.time.ZoneOffset.UTC);
      versions.add(
          new JsonObject()
              .put("number", frozen.number())
              .put("at", frozen.at().toString())
              .put("by", colleagues.asJson(frozen.by(), document.unit(), null))
              .put("patient", opened.header(document.patient(), day, document.isSample()))
              .put("kind", frozen.kind())
              .put("specialty", frozen.specialty())
              .put("reason", frozen.reason())
              .put("priority", frozen.priority())
              .put("content", opened.content().asJson())
              .put("files", Enclosure.asJson(opened.files())));
    }
    return versions;
  }

  private JsonArray history(RequestDocument document, Colleagues colleagues, boolean clinical) {
    JsonArray history = new JsonArray();
    for (RequestDocument.Happening one : document.events()) {
      history.add(
          Body.of()
              .with("at", one.at())
              .with("event", one.event())
              .with("from", one.from())
              .with("to", one.to())
              .with("by", one.by() == null ? null : colleagues.asJson(one.by(), null, null))
              .with("reason", one.reason())
              .with("note", clinical ? seals.openNote(document.id(), one) : null)
              .with("unit", one.unit())
              .with("specialty", one.specialty())
              .with("files", clinical ? files(document, one) : null)
              .json());
    }
    return history;
  }

  private JsonArray files(RequestDocument document, RequestDocument.Happening one) {
    List<Enclosure> files = seals.openFiles(document.id(), one);
    return files.isEmpty() ? null : Enclosure.asJson(files);
  }

  private static JsonArray events(Principal principal, RequestDocument document) {
    JsonArray events = new JsonArray();
    RequestTable.from(document.stateNow()).stream()
        .sorted(java.util.Comparator.comparing(RequestTable.Transition::event))
        .filter(change -> concerns(change.event(), document))
        .filter(
            change ->
                change.actors().stream()
                    .anyMatch(actor -> RequestReach.as(actor, principal, document) != null))
        // One specialist's refusal is noted on the escalation; it ends nothing for the others.
        .filter(
            change ->
                !RequestRules.rings(document)
                    || (change.event() != RequestEvent.DECLINE
                        && change.event() != RequestEvent.RETURN))
        .forEach(change -> events.add(change.event().token()));
    return events;
  }

  /** What cannot wait is not booked; only what could not wait is supplemented. */
  private static boolean concerns(RequestEvent event, RequestDocument document) {
    return switch (event) {
      case BOOK -> !RequestRules.isEmergency(document);
      case SUPPLEMENT -> RequestRules.isEmergency(document);
      default -> true;
    };
  }

  /** Schema {@code FreePlaces}. */
  Future<JsonObject> places(RequestDocument document, Places.Free free) {
    Set<String> people = new HashSet<>(free.specialists());
    people.addAll(free.silent());
    people.add(document.author());
    return Colleagues.find(directory, presence, people)
        .map(
            colleagues -> {
              Catalogue catalogue = colleagues.catalogue();
              JsonArray items = new JsonArray();
              for (Places.Place place : free.places()) {
                items.add(
                    Body.of()
                        .with("start", place.start())
                        .with("end", place.end())
                        .with(
                            "specialist",
                            colleagues.asJson(
                                place.specialist(), place.unit(), document.specialty()))
                        .json());
              }
              JsonArray silent = new JsonArray();
              free.silent().forEach(one -> silent.add(colleagues.asJson(one, null, null)));
              JsonArray stations = new JsonArray();
              catalogue
                  .unit(document.unit())
                  .map(Unit::openStations)
                  .orElse(List.of())
                  .forEach(station -> stations.add(station.name()));
              return new JsonObject()
                  .put("items", items)
                  .put("total", free.total())
                  .put("withoutAgenda", silent)
                  .put("stations", stations);
            });
  }

  // ---------------------------------------------------------------- rows

  /** Schema {@code RequestRow} for each. */
  Future<List<JsonObject>> rows(Principal principal, List<RequestDocument> documents) {
    Set<String> people = new HashSet<>();
    Set<String> patientIds = new HashSet<>();
    Set<String> units = new HashSet<>();
    for (RequestDocument document : documents) {
      people.addAll(people(document));
      if (document.patient() != null) {
        patientIds.add(document.patient());
      }
      if (document.stateNow() == RequestState.SUBMITTED) {
        units.addAll(document.covering());
      }
    }
    Future<List<Person>> specialists =
        units.isEmpty()
            ? Future.succeededFuture(List.of())
            : directory.holders(Set.of(Roles.SPECIALIST), units);
    return specialists.compose(
        covering -> {
          people.addAll(covering.stream().map(Person::id).toList());
          return Future.all(
                  Colleagues.find(directory, presence, people),
                  patients.headers(patientIds),
                  inRooms(documents),
                  people.isEmpty()
                      ? Future.succeededFuture(Set.<String>of())
                      : presence.presentNow(people))
              .map(
                  all -> {
                    Covering cover = new Covering(covering, all.resultAt(3));
                    return documents.stream()
                        .map(
                            document ->
                                row(
                                    principal,
                                    document,
                                    all.resultAt(0),
                                    all.resultAt(1),
                                    all.resultAt(2),
                                    cover))
                        .toList();
                  });
        });
  }

  /** The specialists of the units that answer, and who of them is present. */
  private record Covering(List<Person> specialists, Set<String> present) {}

  private JsonObject row(
      Principal principal,
      RequestDocument document,
      Colleagues colleagues,
      Map<String, JsonObject> headers,
      Map<String, Integer> rooms,
      Covering cover) {
    int inRoom = roomPeople(document, rooms);
    NextStep next = NextStep.of(principal, document, inRoom);
    JsonObject json =
        Body.of()
            .with("id", document.id())
            .with("version", document.version())
            .with("state", document.state())
            .with("group", next.group())
            .with("nextStep", next.step())
            .with("patient", header(document, headers))
            .with("kind", document.kind())
            .with("specialty", document.specialty())
            .with("reason", document.reason())
            .with("priority", document.priority())
            .with("unit", document.unit())
            .with("unitName", colleagues.catalogue().unitName(document.unit()))
            .with("requester", colleagues.asJson(document.author(), document.unit(), null))
            .with("specialist", specialist(document, colleagues))
            .with("waitingSince", document.waitingSince())
            .with("changedAt", document.changedAt())
            .with("consultation", document.consultation())
            .with("appointment", appointment(document, colleagues))
            .with("answer", answer(document, colleagues))
            .with("visit", visit(document))
            .with("sample", document.isSample() ? true : null)
            .json();
    if (document.consultation() != null) {
      json.put("roomPeople", inRoom);
    }
    if (document.stateNow() == RequestState.SUBMITTED) {
      putCovering(document, cover, json);
    }
    if (RequestReach.mayReadClinical(principal, document)) {
      askedBack(document, json);
    }
    return json;
  }

  private static void putCovering(RequestDocument document, Covering cover, JsonObject json) {
    Set<String> units = Set.copyOf(document.covering());
    List<String> covering =
        cover.specialists().stream()
            .filter(person -> !person.id().equals(document.author()))
            .filter(person -> person.answers(units, document.specialty(), document.changedAt()))
            .map(Person::id)
            .toList();
    json.put("covering", covering.size());
    json.put("present", (int) covering.stream().filter(cover.present()::contains).count());
    json.put("coveringUnits", new JsonArray(document.covering()));
  }

  // ---------------------------------------------------------------- parts

  private Future<Map<String, Integer>> inRooms(List<RequestDocument> documents) {
    Set<String> consultations = new HashSet<>();
    documents.stream()
        .map(RequestDocument::consultation)
        .filter(java.util.Objects::nonNull)
        .forEach(consultations::add);
    return consultations.isEmpty()
        ? Future.succeededFuture(Map.of())
        : relay.aftermath().peopleInRooms(consultations);
  }

  private static int roomPeople(RequestDocument document, Map<String, Integer> rooms) {
    return document.consultation() == null ? 0 : rooms.getOrDefault(document.consultation(), 0);
  }

  private static JsonObject header(RequestDocument document, Map<String, JsonObject> headers) {
    JsonObject header = document.patient() == null ? null : headers.get(document.patient());
    return header == null ? null : header.copy();
  }

  private static JsonObject specialist(RequestDocument document, Colleagues colleagues) {
    RequestDocument.Attending attending = document.attending();
    return attending == null
        ? null
        : colleagues.asJson(attending.person(), attending.unit(), document.specialty());
  }

  private static JsonObject appointment(RequestDocument document, Colleagues colleagues) {
    Booked booked = document.appointment();
    return booked == null ? null : booked.asJson(colleagues, document.specialty());
  }

  private static JsonObject answer(RequestDocument document, Colleagues colleagues) {
    RequestDocument.Answered answer = document.answer();
    return answer == null
        ? null
        : Body.of()
            .with("note", answer.note())
            .with("mode", answer.mode())
            .with("at", answer.at())
            .with("by", colleagues.asJson(answer.person(), null, document.specialty()))
            .with("readAt", answer.readAt())
            .with("followUp", answer.followUp())
            .json();
  }

  private static Set<String> people(RequestDocument document) {
    Set<String> people = new HashSet<>();
    people.add(document.author());
    if (document.attending() != null) {
      people.add(document.attending().person());
    }
    if (document.answer() != null) {
      people.add(document.answer().person());
    }
    if (document.appointment() != null) {
      people.add(document.appointment().specialist());
    }
    return people;
  }
}
