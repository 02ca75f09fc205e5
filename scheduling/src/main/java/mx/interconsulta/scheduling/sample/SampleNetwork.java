package mx.interconsulta.scheduling.sample;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mx.interconsulta.scheduling.agenda.Agendas;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.patient.Identity;
import mx.interconsulta.scheduling.patient.Patient;
import mx.interconsulta.scheduling.patient.Patients;
import mx.interconsulta.scheduling.request.RequestSeeding;
import mx.interconsulta.scheduling.request.Requests;

/**
 * An invented network to look around in: units of the programme's eight states, the specialties of
 * its bulletins, people of every role, patients. Everything in it says that it is a sample. Which
 * three UMAE answer is our assumption; the bulletins do not name them.
 *
 * <p>Loading is safe to repeat and to interrupt: what is there already stays as it is.
 */
public final class SampleNetwork {
  private static final List<String> CONTENT =
      List.of("clinicalSummary", "question", "vitalSigns", "hospitalisation", "travel");

  private final Directory directory;
  private final Patients patients;
  private final RequestSeeding requests;
  private final SampleData data = SampleData.read();
  private Agendas agendas;

  public SampleNetwork(Directory directory, Patients patients, Requests requests) {
    this.directory = directory;
    this.patients = patients;
    this.requests = new RequestSeeding(requests, directory, patients);
  }

  /** Also gives its specialists their agendas. */
  public SampleNetwork with(Agendas kept) {
    agendas = kept;
    return this;
  }

  /** Everybody in it, whether it was loaded or not. */
  public List<SamplePerson> people() {
    return data.accounts();
  }

  /** Stores what is not there yet, for a database that is empty or holds the sample. */
  public Future<List<SamplePerson>> load() {
    return directory
        .seed(data.units(), data.specialties(), data.reasons(), data.coverage(), data.people())
        .compose(done -> keepAgendas())
        .compose(done -> registerPatients())
        .compose(done -> sendRequests())
        .map(done -> people());
  }

  private Future<Void> keepAgendas() {
    return agendas == null ? Future.succeededFuture() : agendas.seed(data.agendas());
  }

  private Future<Void> registerPatients() {
    Map<String, JsonObject> wanted =
        data.patients().stream()
            .collect(
                Collectors.toMap(
                    entry -> SampleData.patientId(entry.getString("key")), entry -> entry));
    return patients
        .byIds(wanted.keySet())
        .compose(
            known -> {
              List<Future<Patient>> missing = new ArrayList<>();
              wanted.forEach(
                  (id, entry) -> {
                    if (!known.containsKey(id)) {
                      missing.add(register(id, entry));
                    }
                  });
              return Future.all(missing).mapEmpty();
            });
  }

  private Future<Patient> register(String id, JsonObject entry) {
    String unit = entry.getString("unit");
    JsonObject identity = entry.copy().put("identified", true);
    return patients.save(id, 0, Identity.from(identity), unit, registrar(unit), true);
  }

  private Future<Void> sendRequests() {
    Future<Void> done = Future.succeededFuture();
    for (JsonObject entry : data.requests()) {
      String id = SampleData.requestId(entry.getString("key"));
      JsonObject content = new JsonObject();
      for (String field : CONTENT) {
        if (entry.containsKey(field)) {
          content.put(field, entry.getValue(field));
        }
      }
      JsonObject draft =
          new JsonObject()
              .put("patient", SampleData.patientId(entry.getString("patient")))
              .put("kind", entry.getString("kind"))
              .put("reason", entry.getString("reason"))
              .put("priority", entry.getString("priority"))
              .put("content", content);
      String author = SampleData.personId(entry.getString("author"));
      done = done.compose(sent -> requests.send(id, draft, author));
    }
    return done;
  }

  /** The physician of the unit, who registers its patients. */
  private String registrar(String unit) {
    return people().stream()
        .filter(person -> person.unit().equals(unit))
        .filter(person -> Set.of("physician", "specialist").contains(person.role()))
        .findFirst()
        .map(SamplePerson::person)
        .orElseThrow();
  }
}
