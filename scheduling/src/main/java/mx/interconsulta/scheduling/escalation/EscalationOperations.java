package mx.interconsulta.scheduling.escalation;

import com.mongodb.client.model.Filters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.consultation.Consultations;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Faults;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.directory.Roles;
import mx.interconsulta.scheduling.patient.Identity;
import mx.interconsulta.scheduling.patient.Patients;
import mx.interconsulta.scheduling.request.EmergencyRequests;
import mx.interconsulta.scheduling.request.RequestCase;
import mx.interconsulta.scheduling.request.Requests;
import org.bson.conversions.Bson;

/**
 * Emergencies over HTTP: asked in one call, listed while they ring, and what each person answers.
 * What is about the patient is read from the request, by whoever may.
 */
public final class EscalationOperations {
  private final Escalations escalations;
  private final EmergencyRequests emergencies;
  private final EscalationViews views;
  private final Directory directory;
  private final Requests requests;
  private final Patients patients;
  private final Consultations consultations;

  public EscalationOperations(
      Escalations escalations,
      Requests requests,
      Directory directory,
      Patients patients,
      Consultations consultations,
      Presence presence) {
    this.escalations = escalations;
    this.emergencies = new EmergencyRequests(requests, directory, patients, presence);
    this.views = new EscalationViews(directory, presence);
    this.directory = directory;
    this.requests = requests;
    this.patients = patients;
    this.consultations = consultations;
  }

  public List<Operation> operations() {
    Reach readers = new Reach.Document(requests.lookup("id"), Requests.readers());
    Reach specialists = new Reach.Document(requests.lookup("id"), Requests.specialists());
    return List.of(
        open("listTriage", new Reach.SignedIn(), this::triage),
        open("listEmergencies", new Reach.Listing(scopes()), this::list),
        new Operation(
            "askEmergency",
            AuditPurpose.of("emergency.ask"),
            new Reach.Holders(Roles.REQUESTERS),
            (Handler.Json) this::ask),
        open("getEmergency", readers, this::get),
        open("signEmergency", specialists, this::sign),
        new Operation(
            "declineEmergency",
            AuditPurpose.of("emergency.decline"),
            specialists,
            (Handler.Json) this::decline),
        new Operation(
            "acceptEmergency",
            AuditPurpose.of("request.change"),
            specialists,
            (Handler.Json) this::accept));
  }

  private static Operation open(String id, Reach reach, Handler.Json handler) {
    return new Operation(id, AuditPurpose.NONE, reach, handler);
  }

  // ---------------------------------------------------------------- reading

  private Future<Answer> triage(Call call) {
    return Future.succeededFuture(Answer.ok(Triage.published(), Answer.NO_PATIENT_DATA));
  }

  /** What rings for somebody, what they asked, and what nobody has answered. */
  private static Map<String, Reach.Scope> scopes() {
    Map<String, Reach.Scope> scopes = new HashMap<>();
    Set<String> roles = new HashSet<>(Roles.CLINICAL);
    roles.add(Roles.COORDINATOR);
    roles.add(Roles.NATIONAL_COORDINATOR);
    roles.forEach(role -> scopes.put(role, EscalationOperations::concerns));
    return Map.copyOf(scopes);
  }

  private static Bson concerns(Principal principal, Grant grant) {
    return Filters.or(
        Filters.exists("unanswered"),
        Filters.eq("author", principal.person()),
        Filters.exists("people." + principal.person()));
  }

  private Future<Answer> list(Call call) {
    return escalations
        .store()
        .ringing(call.scope())
        .compose(found -> views.rows(found, call.principal().person()))
        .map(rows -> Answer.ok(new JsonObject().put("items", rows), Answer.NO_PATIENT_DATA));
  }

  private Future<Answer> get(Call call) {
    return whole(call.document(RequestCase.class), call)
        .map(body -> Answer.ok(body, Answer.NO_PATIENT_DATA));
  }

  private Future<JsonObject> whole(RequestCase request, Call call) {
    return escalations
        .store()
        .find(request.id())
        .compose(
            found ->
                views.whole(
                    found.orElseThrow(Problem::notFound),
                    request.consultation(),
                    call.principal().person()));
  }

  // ---------------------------------------------------------------- asking

  private Future<Answer> ask(Call call) {
    JsonObject body = call.body();
    boolean known = body.getString("patient") != null;
    new Faults()
        .unless(known != body.containsKey("unidentified"), "/patient", "field-needed")
        .orThrow("request-invalid");
    return consent(body.getJsonObject("consent"), call.principal())
        .compose(
            consent ->
                patient(body, call)
                    .compose(patient -> send(patient, body, call))
                    .compose(
                        sent ->
                            consented(sent, consent, call)
                                .compose(done -> whole(sent, call))
                                .map(view -> Answer.ok(view, Set.of(sent.patient())))));
  }

  /**
   * The record of consent, checked before anything is written. Whoever asks is the first of the two
   * physicians when only the other is named.
   */
  private Future<JsonObject> consent(JsonObject given, Principal principal) {
    if (given == null) {
      return Future.succeededFuture();
    }
    given.put("scope", "video");
    JsonArray physicians = given.getJsonArray("physicians", new JsonArray());
    Future<Void> both =
        physicians.size() != 1
            ? Future.succeededFuture()
            : directory
                .person(principal.person())
                .map(
                    found -> {
                      found
                          .filter(one -> one.cedula() != null)
                          .ifPresent(
                              one ->
                                  physicians.add(
                                      0,
                                      new JsonObject()
                                          .put("name", one.name())
                                          .put("cedula", one.cedula())));
                      return null;
                    });
    return both.map(
        done -> {
          Consultations.requireConsent(given);
          return given;
        });
  }

  private Future<Void> consented(RequestCase sent, JsonObject consent, Call call) {
    return consent == null
        ? Future.succeededFuture()
        : consultations.firstConsent(
            sent.consultation(), consent, call.principal(), granted(sent, call));
  }

  private static Grant granted(RequestCase sent, Call call) {
    return call.principal().grants().stream()
        .filter(grant -> grant.assignment().equals(sent.requester().assignment()))
        .findFirst()
        .orElse(call.grant());
  }

  /** The patient's id; who is not identified gets a record of their own, to be identified later. */
  private Future<String> patient(JsonObject body, Call call) {
    JsonObject unknown = body.getJsonObject("unidentified");
    if (unknown == null) {
      return Future.succeededFuture(body.getString("patient"));
    }
    String unit = body.getString("unit", call.grant().unit());
    return patients
        .find(unknown.getString("id"))
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(found.get().id())
                    : patients
                        .save(
                            unknown.getString("id"),
                            0,
                            Identity.unknown(
                                unknown.getString("sex"),
                                unknown.getInteger("apparentAge"),
                                unknown.getString("mark")),
                            unit,
                            call.principal().person(),
                            false)
                        .map(saved -> saved.id()));
  }

  private Future<RequestCase> send(String patient, JsonObject body, Call call) {
    JsonObject content =
        new JsonObject()
            .put("triage", body.getInteger("triage"))
            .put("vitalSigns", body.getJsonObject("vitalSigns"));
    if (body.getString("essential") != null) {
      content.put("clinicalSummary", body.getString("essential"));
    }
    JsonObject draft =
        new JsonObject()
            .put("patient", patient)
            .put("kind", EmergencyRequests.KIND)
            .put("specialty", body.getString("specialty"))
            .put("reason", body.getString("reason"))
            .put("priority", "urgent")
            .put("content", content);
    if (body.getString("unit") != null) {
      draft.put("unit", body.getString("unit"));
    }
    return emergencies.send(call.path("id"), draft, call.principal());
  }

  // ---------------------------------------------------------------- answering

  private Future<Answer> sign(Call call) {
    String request = call.path("id");
    String person = call.principal().person();
    Future<Void> noted =
        call.body().getString("sign").equals("rings")
            ? escalations.sounds(request, person, call.body().getString("window"))
            : escalations.seen(request, person);
    return noted.map(done -> Answer.done(Answer.NO_PATIENT_DATA));
  }

  private Future<Answer> decline(Call call) {
    return escalations
        .declined(call.path("id"), call.principal().person(), call.body().getString("reason"))
        .map(done -> Answer.done(call.footprint().patients()));
  }

  private Future<Answer> accept(Call call) {
    return emergencies
        .accept(call.path("id"), call.principal())
        .map(
            taken ->
                Answer.ok(
                    new JsonObject()
                        .put("request", taken.id())
                        .put("consultation", taken.consultation()),
                    call.footprint().patients()));
  }
}
