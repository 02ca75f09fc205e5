package mx.interconsulta.scheduling.consultation;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.directory.Body;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.directory.Reason;
import mx.interconsulta.scheduling.patient.Patients;
import mx.interconsulta.scheduling.request.Colleagues;
import mx.interconsulta.scheduling.request.RequestCase;
import mx.interconsulta.scheduling.request.Requests;

/** Consultations over HTTP: read, consent, end. Entering the room goes over the WebSocket. */
public final class ConsultationOperations {
  private final Consultations consultations;
  private final Requests requests;
  private final Directory directory;
  private final Patients patients;
  private final Presence presence;

  public ConsultationOperations(
      Consultations consultations,
      Requests requests,
      Directory directory,
      Patients patients,
      Presence presence) {
    this.consultations = consultations;
    this.requests = requests;
    this.directory = directory;
    this.patients = patients;
    this.presence = presence;
  }

  public List<Operation> operations() {
    Reach readers = new Reach.Document(consultations.lookup("id"), Consultations.readers());
    Reach participants =
        new Reach.Document(consultations.lookup("id"), Consultations.participants());
    return List.of(
        new Operation(
            "getConsultation", AuditPurpose.of("consultation.read"), readers, json(this::get)),
        new Operation(
            "recordConsent", AuditPurpose.of("consent.record"), readers, json(this::record)),
        new Operation(
            "endConsultation", AuditPurpose.of("consultation.end"), participants, json(this::end)));
  }

  private static mx.interconsulta.platform.operation.Handler json(
      mx.interconsulta.platform.operation.Handler.Json handler) {
    return handler;
  }

  private Future<Answer> get(Call call) {
    return answer(call.document(ConsultationDocument.class));
  }

  private Future<Answer> record(Call call) {
    return consultations
        .record(
            call.document(ConsultationDocument.class), call.body(), call.principal(), call.grant())
        .compose(this::answer);
  }

  private Future<Answer> end(Call call) {
    EndReason reason =
        EndReason.of(call.body().getString("reason"))
            .filter(EndReason::pressed)
            .orElseThrow(() -> Problem.invalid("end-reason-unknown", Map.of()));
    return consultations
        .ended(call.document(ConsultationDocument.class).id(), reason, call.principal().person())
        .compose(
            ended ->
                notHeld(ended, reason, call.principal().person()).compose(done -> answer(ended)));
  }

  /** When one side did not come, a booked request says so too. */
  private Future<Void> notHeld(ConsultationDocument ended, EndReason reason, String person) {
    return switch (reason) {
      case REQUESTER_NO_SHOW ->
          requests.notHeld(ended.request(), ended.id(), person, "requester-absent");
      case SPECIALIST_NO_SHOW ->
          requests.notHeld(ended.request(), ended.id(), person, "specialist-absent");
      default -> Future.succeededFuture();
    };
  }

  private Future<Answer> answer(ConsultationDocument document) {
    Set<String> people = new HashSet<>();
    document.participants().forEach(one -> people.add(one.person()));
    document.consents().forEach(one -> people.add(one.recordedBy()));
    return Future.all(
            Colleagues.find(directory, presence, people),
            patients.headers(Set.of(document.patient())),
            requests.find(document.request()))
        .map(
            all -> {
              Map<String, JsonObject> headers = all.resultAt(1);
              Optional<RequestCase> request = all.resultAt(2);
              JsonObject header = headers.get(document.patient());
              return Answer.ok(
                  body(
                      document,
                      all.resultAt(0),
                      header,
                      request.map(one -> one.state().name()).orElse(null)),
                  Set.of(document.patient()));
            });
  }

  private JsonObject body(
      ConsultationDocument document, Colleagues colleagues, JsonObject header, String state) {
    RoomReport newest =
        document.reports().isEmpty() ? null : document.reports().get(document.reports().size() - 1);
    return Body.of()
        .with("id", document.id())
        .with("version", document.version())
        .with("request", document.request())
        .with("requestState", state)
        .with("patient", header == null ? null : header.copy())
        .with("specialty", document.specialty())
        .with("reason", document.reason())
        .with(
            "minutes",
            colleagues.catalogue().reason(document.reason()).map(Reason::minutes).orElse(null))
        .with("participants", participants(document, colleagues))
        .with("consents", consents(document, colleagues))
        .with("mayVideo", document.allows("video"))
        .with("mayRecord", document.allows("recording"))
        .with("mayListen", document.allows("listeners"))
        .with("startedAt", document.startedAt())
        .with("endedAt", document.endedAt())
        .with("endReason", document.endReason())
        .with("report", newest == null ? null : newest.asJson())
        .with("sample", Boolean.TRUE.equals(document.sample()) ? true : null)
        .json();
  }

  private static JsonArray participants(ConsultationDocument document, Colleagues colleagues) {
    Set<String> inRoom = document.peopleIn();
    JsonArray participants = new JsonArray();
    for (ConsultationDocument.Participant one : document.participants()) {
      boolean specialist = one.side().equals(Side.SPECIALIST.token());
      participants.add(
          Body.of()
              .with(
                  "colleague",
                  colleagues.asJson(
                      one.person(), one.unit(), specialist ? document.specialty() : null))
              .with("side", one.side())
              .with("from", one.from())
              .with("to", one.to())
              .with("inRoom", inRoom.contains(one.person()))
              .json());
    }
    return participants;
  }

  private JsonArray consents(ConsultationDocument document, Colleagues colleagues) {
    JsonArray consents = new JsonArray();
    for (ConsultationDocument.Consent one : document.consents()) {
      JsonObject words = consultations.words(document, one);
      consents.add(
          Body.of()
              .with("scope", one.scope())
              .with("basis", one.basis())
              .with("at", one.at())
              .with("recordedBy", colleagues.asJson(one.recordedBy(), null, null))
              .with("givenBy", one.givenBy())
              .with("name", words.getString("name"))
              .with("relationship", one.relationship())
              .with("how", one.how())
              .with("physicians", words.getJsonArray("physicians"))
              .with("why", words.getString("why"))
              .json());
    }
    return consents;
  }
}
