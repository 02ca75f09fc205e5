package mx.interconsulta.scheduling.patient;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.FieldSealing;

/**
 * The patients. Identity is our own id; NSS, CURP and documents are identifiers, each optional. Two
 * records are never joined here, however alike they are. Safe to use from any context.
 */
public final class Patients {
  private static final String COLLECTION = "patients";

  /** How many records the families of one page of results may have. */
  private static final int FAMILIES = 500;

  /** Ages are counted by the calendar of the network's seat. */
  private static final ZoneId CALENDAR = ZoneId.of("America/Mexico_City");

  private final Database database;
  private final FieldSealing sealing;
  private final Clock clock;
  private final PatientTokens tokens;
  private final MongoCollection<PatientDocument> collection;

  public Patients(Foundation foundation) {
    this.database = foundation.database();
    this.sealing = foundation.sealing();
    this.clock = foundation.timers().clock();
    this.tokens = new PatientTokens(sealing);
    this.collection = database.collection(COLLECTION, PatientDocument.class);
  }

  /** What patients are found by. */
  public static Indexes indexes(Indexes indexes) {
    return indexes
        .uniqueSparse(COLLECTION, "curp")
        .index(COLLECTION, "tokens")
        .index(COLLECTION, "nss");
  }

  /** The day by which ages are counted now. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), CALENDAR);
  }

  /** A patient, opened. */
  public Future<Optional<Patient>> find(String id) {
    return database
        .first(collection.find(Filters.eq("_id", id)))
        .map(found -> Optional.ofNullable(found).map(this::open));
  }

  /** These patients by id, in one look-up. */
  public Future<Map<String, Patient>> byIds(Set<String> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return database
        .all(collection.find(Filters.in("_id", ids)))
        .map(
            found ->
                found.stream()
                    .map(this::open)
                    .collect(Collectors.toUnmodifiableMap(Patient::id, Function.identity())));
  }

  /** The headers of these patients, schema {@code PatientHeader}. */
  public Future<Map<String, JsonObject>> headers(Set<String> ids) {
    LocalDate today = today();
    return byIds(ids)
        .map(
            found ->
                found.values().stream()
                    .collect(
                        Collectors.toUnmodifiableMap(
                            Patient::id, patient -> patient.header(today))));
  }

  /**
   * Finds what an operation with the patient's id in this path parameter is about. The footprint's
   * document is the {@link Patient}.
   */
  public Reach.Lookup lookup(String parameter) {
    return call -> find(call.path(parameter)).map(found -> found.map(Patients::footprint));
  }

  private static Footprint footprint(Patient patient) {
    Set<String> units = patient.unit() == null ? Set.of() : Set.of(patient.unit());
    return new Footprint(patient, units, Set.of(), Set.of(), Set.of(patient.id()));
  }

  /**
   * Registers a patient (version 0) or corrects one. Repeating it is harmless.
   *
   * @return fails with {@code patient-invalid} (422, fields), {@code patient-known} (409, details:
   *     patient) when the CURP belongs to another record, {@code version-conflict} (409)
   */
  public Future<Patient> save(
      String id, int basedOn, Identity identity, String unit, String person, boolean sample) {
    IdentityRules.check(identity, today()).orThrow("patient-invalid");
    return holderOfCurp(id, identity)
        .compose(done -> database.first(collection.find(Filters.eq("_id", id))))
        .compose(
            current -> {
              if (current == null && basedOn > 0) {
                throw Problem.notFound();
              }
              if (current != null && current.version() != basedOn) {
                return sameOrConflict(current, basedOn, identity, unit);
              }
              Identity whole =
                  current == null ? identity : identity.after(open(current).identity());
              return write(next(id, basedOn, whole, unit, person, current, sample), whole);
            });
  }

  private PatientDocument next(
      String id,
      int basedOn,
      Identity identity,
      String unit,
      String person,
      PatientDocument current,
      boolean sample) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new PatientDocument(
        id,
        basedOn + 1,
        sealing.seal(address(id), identity.asJson().encode()),
        tokens.of(identity),
        identity.nss() == null ? null : tokens.nss(identity.nss()),
        identity.curp() == null ? null : tokens.curp(identity.curp()),
        unit,
        current == null ? person : current.registeredBy(),
        current == null ? now : current.registeredAt(),
        now,
        current == null ? sample : current.sample());
  }

  private Future<Patient> write(PatientDocument next, Identity identity) {
    return database
        .writeVersion(collection, next.id(), next.version(), next)
        .compose(
            saved ->
                saved == null
                    ? explainRefusal(next, identity)
                    : Future.succeededFuture(open(saved)));
  }

  /** A write that was refused: the CURP is another's, or somebody else changed it first. */
  private Future<Patient> explainRefusal(PatientDocument next, Identity identity) {
    return holderOfCurp(next.id(), identity)
        .compose(done -> database.first(collection.find(Filters.eq("_id", next.id()))))
        .compose(current -> sameOrConflict(current, next.version() - 1, identity, next.unit()));
  }

  /** Fails when the CURP belongs to another record. */
  private Future<Void> holderOfCurp(String id, Identity identity) {
    if (identity.curp() == null) {
      return Future.succeededFuture();
    }
    return database
        .first(collection.find(Filters.in("curp", tokens.wantedCurp(identity.curp()))))
        .map(
            known -> {
              if (known != null && !known.id().equals(id)) {
                throw Problem.conflict("patient-known", Map.of("patient", known.id()));
              }
              return null;
            });
  }

  private Future<Patient> sameOrConflict(
      PatientDocument current, int basedOn, Identity identity, String unit) {
    if (current == null) {
      throw Problem.notFound();
    }
    Patient patient = open(current);
    boolean same =
        current.version() == basedOn + 1
            && identity.isTheSameAs(patient.identity())
            && java.util.Objects.equals(patient.unit(), unit);
    if (same) {
      return Future.succeededFuture(patient);
    }
    throw Problem.conflict("version-conflict", Map.of("version", current.version()));
  }

  Future<List<PatientDocument>> withAnyToken(List<String> some, int limit) {
    return database.all(collection.find(Filters.in("tokens", some)).limit(limit));
  }

  Future<List<PatientDocument>> withEachWord(List<String> words, int limit) {
    return database.all(
        collection
            .find(
                Filters.and(
                    words.stream()
                        .map(word -> Filters.in("tokens", tokens.wantedWord(word)))
                        .toList()))
            .limit(limit));
  }

  /** Which of these NSS more than one patient is attended under. */
  Future<Set<String>> sharedNss(Set<String> some) {
    Map<String, String> wanted = new HashMap<>();
    some.forEach(nss -> tokens.wantedNss(nss).forEach(token -> wanted.put(token, nss)));
    if (wanted.isEmpty()) {
      return Future.succeededFuture(Set.of());
    }
    return database
        .all(collection.find(Filters.in("nss", wanted.keySet())).limit(FAMILIES))
        .map(
            found ->
                found.stream()
                    .collect(
                        Collectors.groupingBy(one -> wanted.get(one.nss()), Collectors.counting()))
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getValue() > 1)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet()));
  }

  PatientTokens tokens() {
    return tokens;
  }

  Patient open(PatientDocument document) {
    String json = sealing.open(address(document.id()), document.identity());
    return new Patient(
        document.id(),
        document.version(),
        Identity.from(new JsonObject(json)),
        document.unit(),
        document.sample());
  }

  private static FieldAddress address(String id) {
    return new FieldAddress(COLLECTION, id, "identity");
  }
}
