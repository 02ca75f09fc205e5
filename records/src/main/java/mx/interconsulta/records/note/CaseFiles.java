package mx.interconsulta.records.note;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.operation.Reach;

/**
 * What notes need to know of requests, patients and people, and the one thing they tell them: the
 * answer. Kept narrow so that the rules of signing can be read, and tested, without the rest.
 */
interface CaseFiles {

  /** A request that was submitted at least once; its patient's age is that of the instant. */
  Future<Optional<CaseFile>> find(String request, Instant at);

  /** How an author signs (NOM-004-SSA3-2012, 5.10): name, title, cédula, assignment, unit. */
  Future<JsonObject> author(String person, Grant grant);

  /** A patient with whom it concerns; the footprint's document is the header as JSON. */
  Future<Optional<Footprint>> patient(String patient, Instant at);

  /** The submitted requests of a patient that this person may know of, as items of the record. */
  Future<List<JsonObject>> requestsOf(String patient, Principal reader);

  /**
   * Fails with a problem when a vital sign cannot be.
   *
   * @throws mx.interconsulta.platform.problem.Problem naming the sign
   */
  void checkVitalSigns(JsonObject signs);

  /**
   * Moves the request to ANSWERED, whatever became of it since the signature. Succeeds also when
   * this note already answered it.
   */
  Future<Void> answered(SignedEntry entry);

  /** The person who asked opened the signed note of the request. */
  Future<Void> read(String request, String person);

  /** Which role reads the clinical side of a request, by the request's footprint. */
  Map<String, Reach.Rule> readers();

  /** Which role reads the record of a patient, by the patient's footprint. */
  Map<String, Reach.Rule> recordReaders();
}
