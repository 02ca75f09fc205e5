package mx.interconsulta.scheduling.patient;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Faults;
import mx.interconsulta.scheduling.directory.Roles;

/**
 * Patients over HTTP. A patient may be attended in any hospital of the network (a hurricane
 * displaces them), so clinical roles reach every patient's identity, and each use is audited.
 */
public final class PatientOperations {
  private static final Map<String, Reach.Rule> CLINICAL =
      Roles.CLINICAL.stream()
          .collect(Collectors.toUnmodifiableMap(role -> role, role -> Reach.Rule.everything()));

  private final Patients patients;
  private final PatientSearch search;
  private final Directory directory;

  public PatientOperations(Patients patients, Directory directory) {
    this.patients = patients;
    this.search = new PatientSearch(patients);
    this.directory = directory;
  }

  public List<Operation> operations() {
    Reach holders = new Reach.Holders(Roles.CLINICAL);
    return List.of(
        operation("searchPatients", "patient.search", holders, this::search),
        operation("registerPatient", "patient.write", holders, this::register),
        operation(
            "getPatient",
            "patient.read",
            new Reach.Document(patients.lookup("id"), CLINICAL),
            this::get));
  }

  private static Operation operation(String id, String purpose, Reach reach, Handler.Json handler) {
    return new Operation(id, AuditPurpose.of(purpose), reach, handler);
  }

  private Future<Answer> search(Call call) {
    String born = call.body().getString("birthDate");
    return search
        .search(call.body().getString("query"), born == null ? null : LocalDate.parse(born))
        .map(found -> Answer.ok(found.body(), found.patients()));
  }

  private Future<Answer> get(Call call) {
    Patient patient = call.document(Patient.class);
    return Future.succeededFuture(
        Answer.ok(patient.asJson(patients.today()), Set.of(patient.id())));
  }

  private Future<Answer> register(Call call) {
    JsonObject body = call.body();
    String unit = body.getString("unit", call.grant().unit());
    return directory
        .catalogue()
        .compose(
            catalogue -> {
              new Faults()
                  .unless(catalogue.unit(unit).isPresent(), "/unit", "unit-unknown")
                  .orThrow("patient-invalid");
              return patients.save(
                  call.path("id"),
                  body.getInteger("version"),
                  Identity.from(body),
                  unit,
                  call.principal().person(),
                  false);
            })
        .map(saved -> Answer.ok(saved.asJson(patients.today()), Set.of(saved.id())));
  }
}
