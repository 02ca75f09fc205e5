package mx.interconsulta.records.note;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;

/** Requests that exist only for a test, each attended by one specialist. */
final class InventedCases implements CaseFiles {
  static final String REQUESTER = "requester";
  static final String REMOTE_UNIT = "BCIMS000142";

  final Map<String, CaseFile> files = new ConcurrentHashMap<>();
  final List<String> answered = new CopyOnWriteArrayList<>();
  final List<String> read = new CopyOnWriteArrayList<>();
  volatile boolean deaf;
  volatile String cedula = "0000000";

  /** What happens before a request hears its answer. */
  Function<SignedEntry, Future<Void>> beforeAnswer = entry -> Future.succeededFuture();

  /** A request of a patient that this specialist attends. */
  CaseFile attended(String request, String patient, String specialist) {
    CaseFile file =
        new CaseFile(
            request,
            2,
            patient,
            specialist,
            "assignment-of-" + specialist,
            REQUESTER,
            "consultation-of-" + request,
            new JsonObject()
                .put("id", patient)
                .put("identified", true)
                .put("displayName", "Iker Daniel Ruelas Montaño")
                .put("birthDate", "2019-08-14")
                .put("age", new JsonObject().put("years", 7).put("months", 3))
                .put("sex", "male"),
            new JsonObject()
                .put("person", REQUESTER)
                .put("name", "Mariana Cota Higuera")
                .put("unit", REMOTE_UNIT)
                .put("unitName", "HGZ 8 Ensenada"),
            "paediatric-cardiology",
            "Cardiología pediátrica",
            new JsonObject()
                .put("reason", "Soplo por estudiar. ¿Amerita ecocardiograma?")
                .put("historySummary", "Soplo detectado a los 4 años.")
                .put("vitalSigns", new JsonObject().put("heartRate", 108).put("weight", 19.4)),
            new Footprint(
                request,
                Set.of(REMOTE_UNIT),
                Set.of(REQUESTER, specialist),
                Set.of("paediatric-cardiology"),
                Set.of(patient)));
    files.put(request, file);
    return file;
  }

  @Override
  public Future<Optional<CaseFile>> find(String request, Instant at) {
    return Future.succeededFuture(Optional.ofNullable(files.get(request)));
  }

  @Override
  public Future<JsonObject> author(String person, Grant grant) {
    return Future.succeededFuture(
        new JsonObject()
            .put("person", person)
            .put("name", "Nombre de " + person)
            .put("cedula", cedula)
            .put("assignment", grant.assignment())
            .put("role", grant.role())
            .put("unit", grant.unit())
            .put("unitName", "UMAE Pediatría CMNO"));
  }

  @Override
  public Future<Optional<Footprint>> patient(String patient, Instant at) {
    return Future.succeededFuture(
        files.values().stream()
            .filter(file -> file.patient().equals(patient))
            .findFirst()
            .map(
                file ->
                    new Footprint(
                        file.patientHeader(),
                        file.footprint().units(),
                        file.footprint().people(),
                        Set.of(),
                        Set.of(patient))));
  }

  @Override
  public Future<List<JsonObject>> requestsOf(String patient, Principal reader) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public void checkVitalSigns(JsonObject signs) {
    if (signs.getDouble("heartRate", 80.0) > 300) {
      throw new Problem(422, "vital-sign-impossible");
    }
  }

  @Override
  public Future<Void> answered(SignedEntry entry) {
    if (deaf) {
      return Future.failedFuture(new IllegalStateException("the requests do not answer"));
    }
    return beforeAnswer.apply(entry).onSuccess(free -> answered.add(entry.request()));
  }

  @Override
  public Future<Void> read(String request, String person) {
    read.add(request);
    return Future.succeededFuture();
  }

  @Override
  public Map<String, Reach.Rule> readers() {
    return Map.of(
        "physician", Reach.Rule.takesPart().or(Reach.Rule.sameUnit()),
        "specialist", Reach.Rule.takesPart());
  }

  @Override
  public Map<String, Reach.Rule> recordReaders() {
    return readers();
  }
}
