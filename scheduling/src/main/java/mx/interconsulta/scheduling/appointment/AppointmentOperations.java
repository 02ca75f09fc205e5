package mx.interconsulta.scheduling.appointment;

import com.mongodb.client.model.Filters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.agenda.Agenda;
import mx.interconsulta.scheduling.agenda.Agendas;
import mx.interconsulta.scheduling.agenda.Slots;
import mx.interconsulta.scheduling.directory.Body;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.directory.Roles;
import mx.interconsulta.scheduling.directory.Unit;
import mx.interconsulta.scheduling.patient.Patients;
import mx.interconsulta.scheduling.request.Colleagues;
import mx.interconsulta.scheduling.request.RequestDocument;
import mx.interconsulta.scheduling.request.Requests;
import org.bson.conversions.Bson;

/** The appointments of a stretch of time, for both sides: a day view, and what comes next. */
public final class AppointmentOperations {
  private static final Duration LONGEST = Duration.ofDays(62);
  private static final int MOST = 500;

  private final Calendar calendar;
  private final Agendas agendas;
  private final Requests requests;
  private final Directory directory;
  private final Patients patients;
  private final Presence presence;

  public AppointmentOperations(
      Calendar calendar,
      Agendas agendas,
      Requests requests,
      Directory directory,
      Patients patients,
      Presence presence) {
    this.calendar = calendar;
    this.agendas = agendas;
    this.requests = requests;
    this.directory = directory;
    this.patients = patients;
    this.presence = presence;
  }

  public List<Operation> operations() {
    mx.interconsulta.platform.operation.Handler.Json handler = this::list;
    return List.of(
        new Operation(
            "listAppointments",
            AuditPurpose.of("appointment.list"),
            new Reach.Listing(scopes()),
            handler));
  }

  /** One's own; the team at the patient's side and the unit's coordinator also the unit's. */
  private static Map<String, Reach.Scope> scopes() {
    Map<String, Reach.Scope> scopes = new HashMap<>();
    Set<String> roles = new HashSet<>(Roles.CLINICAL);
    roles.add(Roles.COORDINATOR);
    for (String role : roles) {
      scopes.put(
          role,
          (principal, grant) ->
              Filters.or(
                  Filters.eq("people", principal.person()),
                  Filters.eq("requesterUnit", grant.unit())));
    }
    return Map.copyOf(scopes);
  }

  private Future<Answer> list(Call call) {
    Instant from = Instant.parse(call.query("from").orElseThrow());
    Instant to = Instant.parse(call.query("to").orElseThrow());
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw Problem.invalid("stretch-impossible", Map.of());
    }
    boolean mine = call.query("mine").map(Boolean::parseBoolean).orElse(false);
    String person = call.principal().person();
    Bson scope = mine ? Filters.and(call.scope(), Filters.eq("people", person)) : call.scope();
    return calendar
        .between(scope, from, to, MOST)
        .compose(
            found ->
                requests
                    .byIds(found.stream().map(Appointment::request).collect(Collectors.toSet()))
                    .compose(asked -> rows(call, found, asked, from, to)));
  }

  private Future<Answer> rows(
      Call call, List<Appointment> found, List<RequestDocument> asked, Instant from, Instant to) {
    Map<String, RequestDocument> byId = new HashMap<>();
    asked.forEach(document -> byId.put(document.id(), document));
    Set<String> people = new HashSet<>();
    found.forEach(one -> people.addAll(one.people()));
    Set<String> patientIds =
        asked.stream()
            .map(RequestDocument::patient)
            .filter(java.util.Objects::nonNull)
            .collect(Collectors.toSet());
    return Future.all(
            Colleagues.find(directory, presence, people),
            patients.headers(patientIds),
            openSlots(call, from, to))
        .map(
            all -> {
              Map<String, JsonObject> headers = all.resultAt(1);
              JsonArray items = new JsonArray();
              for (Appointment one : found) {
                RequestDocument request = byId.get(one.request());
                if (request != null) {
                  items.add(row(one, request, all.resultAt(0), headers));
                }
              }
              return Answer.ok(
                  new JsonObject().put("items", items).put("open", all.<JsonArray>resultAt(2)),
                  patientIds);
            });
  }

  private static JsonObject row(
      Appointment one,
      RequestDocument request,
      Colleagues colleagues,
      Map<String, JsonObject> headers) {
    JsonObject header = headers.get(request.patient());
    boolean current =
        request.appointment() != null && one.id().equals(request.appointment().appointment());
    return Body.of()
        .with("id", one.id())
        .with("state", one.state())
        .with("request", one.request())
        .with("requestState", request.state())
        .with("start", one.start())
        .with("end", one.end())
        .with("opensAt", one.asBooked().opensAt())
        .with("consultation", current ? request.consultation() : null)
        .with("patient", header == null ? null : header.copy())
        .with("kind", request.kind())
        .with("specialty", request.specialty())
        .with("reason", request.reason())
        .with("requester", colleagues.asJson(one.requester(), one.requesterUnit(), null))
        .with("specialist", colleagues.asJson(one.specialist(), one.unit(), request.specialty()))
        .with("station", one.stationName())
        .with("late", current ? request.appointment().lateAsJson() : null)
        .with("sample", Boolean.TRUE.equals(one.sample()) ? true : null)
        .json();
  }

  /** The caller's own slots that nobody has taken, for a stretch of two days at most. */
  private Future<JsonArray> openSlots(Call call, Instant from, Instant to) {
    String person = call.principal().person();
    Set<String> units =
        call.principal().grantsOf(Roles.SPECIALIST).stream()
            .map(Grant::unit)
            .collect(Collectors.toSet());
    if (units.isEmpty() || Duration.between(from, to).compareTo(Duration.ofDays(2)) > 0) {
      return Future.succeededFuture(new JsonArray());
    }
    Set<String> ids =
        units.stream().map(unit -> Agenda.idOf(person, unit)).collect(Collectors.toSet());
    Instant earliest = from.isBefore(call.at()) ? call.at() : from;
    return Future.all(
            agendas.byIds(ids),
            directory.catalogue(),
            calendar.occupied(Set.of(person), "", earliest))
        .map(
            all -> {
              Catalogue catalogue = all.resultAt(1);
              Taken taken = Taken.by(all.resultAt(2), "");
              JsonArray open = new JsonArray();
              for (Agenda agenda : all.<List<Agenda>>resultAt(0)) {
                Unit unit = catalogue.unit(agenda.unit()).orElse(null);
                if (unit != null) {
                  Slots.of(agenda, unit.zoneId(), earliest, to, 1).stream()
                      .filter(slot -> taken.leaves(person, person, "", List.of(), slot))
                      .forEach(
                          slot ->
                              open.add(
                                  Body.of()
                                      .with("start", slot.start())
                                      .with("end", slot.end())
                                      .with("unit", agenda.unit())
                                      .json()));
                }
              }
              return open;
            });
  }
}
