package mx.interconsulta.scheduling.directory;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;

/** Units, specialties, reasons and coverage: read by everybody who works here, kept by few. */
public final class DirectoryOperations {
  private static final Reach EVERYBODY = new Reach.SignedIn();
  private static final Reach ADMINISTRATORS = new Reach.Holders(Set.of(Roles.ADMINISTRATOR));
  private static final Reach COVERAGE_KEEPERS =
      new Reach.Holders(Set.of(Roles.ADMINISTRATOR, Roles.NATIONAL_COORDINATOR));
  private static final Reach COVERAGE_READERS =
      new Reach.Holders(
          Set.of(
              Roles.ADMINISTRATOR,
              Roles.NATIONAL_COORDINATOR,
              Roles.COORDINATOR,
              Roles.CHIEF_OF_SERVICE,
              Roles.MEDICAL_DIRECTOR));

  private final Directory directory;
  private final Clock clock;

  public DirectoryOperations(Directory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  public List<Operation> operations() {
    return List.of(
        operation("listUnits", EVERYBODY, this::listUnits),
        operation("saveUnit", ADMINISTRATORS, this::saveUnit),
        operation("listSpecialties", EVERYBODY, this::listSpecialties),
        operation("saveSpecialty", ADMINISTRATORS, this::saveSpecialty),
        operation("listReasons", EVERYBODY, this::listReasons),
        operation("saveReason", ADMINISTRATORS, this::saveReason),
        operation("listCoverage", COVERAGE_READERS, this::listCoverage),
        operation("saveCoverage", COVERAGE_KEEPERS, this::saveCoverage),
        operation("endCoverage", COVERAGE_KEEPERS, this::endCoverage));
  }

  private static Operation operation(String id, Reach reach, Handler.Json handler) {
    return new Operation(id, AuditPurpose.NONE, reach, handler);
  }

  private Future<Answer> listUnits(Call call) {
    List<String> words = call.query("q").map(Folding::words).orElse(List.of());
    Optional<String> group = call.query("group");
    Optional<Cursor> after = Cursor.from(call, 1);
    int limit = Cursor.limit(call);
    Comparator<Unit> order = Comparator.comparing(DirectoryOperations::unitKey);
    return directory
        .catalogue()
        .map(
            catalogue -> {
              List<Unit> found =
                  catalogue.units().stream()
                      .filter(unit -> group.isEmpty() || unit.group().equals(group.get()))
                      .filter(unit -> Folding.matches(unit.folded(), words))
                      .filter(
                          unit ->
                              after.isEmpty() || unitKey(unit).compareTo(after.get().key(0)) > 0)
                      .sorted(order)
                      .limit(limit + 1L)
                      .toList();
              JsonObject body = page(found.stream().limit(limit).map(Unit::asJson).toList());
              if (found.size() > limit) {
                body.put("next", Cursor.of(unitKey(found.get(limit - 1))).toString());
              }
              return done(body);
            });
  }

  private static String unitKey(Unit unit) {
    return Folding.fold(unit.shortName()) + " " + unit.id();
  }

  private Future<Answer> saveUnit(Call call) {
    JsonObject body = call.body();
    new Faults()
        .unless(zoneExists(body.getString("zone")), "/zone", "zone-unknown")
        .unless(stationsDiffer(body.getJsonArray("stations")), "/stations", "station-twice")
        .orThrow("unit-invalid");
    return directory
        .units
        .find(call.path("clues"))
        .compose(
            found ->
                directory.units.save(
                    Unit.from(call.path("clues"), body, found.map(Unit::sample).orElse(false))))
        .map(saved -> changed(saved.asJson()));
  }

  private static boolean stationsDiffer(JsonArray stations) {
    return stations == null
        || stations.stream().map(one -> ((JsonObject) one).getString("id")).distinct().count()
            == stations.size();
  }

  private static boolean zoneExists(String zone) {
    try {
      return !(ZoneId.of(zone) instanceof ZoneOffset);
    } catch (DateTimeException unknown) {
      return false;
    }
  }

  private Future<Answer> listSpecialties(Call call) {
    return directory
        .catalogue()
        .map(
            catalogue ->
                done(
                    page(
                        catalogue.specialties().stream()
                            .sorted(Comparator.comparing(one -> Folding.fold(one.name().es())))
                            .map(Specialty::asJson)
                            .toList())));
  }

  private Future<Answer> saveSpecialty(Call call) {
    String id = call.path("id");
    return directory
        .specialties
        .find(id)
        .compose(
            found ->
                directory.specialties.save(
                    Specialty.from(id, call.body(), found.map(Specialty::sample).orElse(false))))
        .map(saved -> changed(saved.asJson()));
  }

  private Future<Answer> listReasons(Call call) {
    Optional<String> specialty = call.query("specialty");
    return directory
        .catalogue()
        .map(
            catalogue ->
                done(
                    page(
                        catalogue.reasons().stream()
                            .filter(
                                one ->
                                    specialty.isEmpty() || one.specialty().equals(specialty.get()))
                            .sorted(Comparator.comparing(one -> Folding.fold(one.name().es())))
                            .map(Reason::asJson)
                            .toList())));
  }

  private Future<Answer> saveReason(Call call) {
    String id = call.path("id");
    return Future.all(directory.reasons.find(id), directory.catalogue())
        .compose(
            both -> {
              Optional<Reason> found = both.resultAt(0);
              Catalogue catalogue = both.resultAt(1);
              Reason next = Reason.from(id, call.body(), found.map(Reason::sample).orElse(false));
              new Faults()
                  .unless(
                      catalogue.specialty(next.specialty()).isPresent(),
                      "/specialty",
                      "specialty-unknown")
                  .orThrow("reason-invalid");
              return directory.reasons.save(next);
            })
        .map(saved -> changed(saved.asJson()));
  }

  private Future<Answer> listCoverage(Call call) {
    Optional<String> specialty = call.query("specialty");
    Optional<String> unit = call.query("unit");
    boolean ended = call.query("ended").map(Boolean::parseBoolean).orElse(false);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    return directory
        .catalogue()
        .map(
            catalogue ->
                done(
                    page(
                        catalogue.coverage().stream()
                            .filter(
                                one ->
                                    specialty.isEmpty() || one.specialty().equals(specialty.get()))
                            .filter(one -> unit.isEmpty() || one.unit().equals(unit.get()))
                            .filter(
                                one ->
                                    ended
                                        || one.to() == null
                                        || !LocalDate.parse(one.to()).isBefore(today))
                            .sorted(
                                Comparator.comparing(Coverage::specialty)
                                    .thenComparing(Coverage::unit)
                                    .thenComparing(Coverage::id))
                            .map(one -> one.asJson(catalogue.unitName(one.unit())))
                            .toList())));
  }

  private Future<Answer> saveCoverage(Call call) {
    String id = call.path("id");
    return Future.all(directory.coverage.find(id), directory.catalogue())
        .compose(
            both -> {
              Optional<Coverage> found = both.resultAt(0);
              Coverage next =
                  Coverage.from(id, call.body(), found.map(Coverage::sample).orElse(false));
              CoverageRules.check(next, both.resultAt(1)).orThrow("coverage-invalid");
              return directory.coverage.save(next);
            })
        .compose(this::covered);
  }

  private Future<Answer> endCoverage(Call call) {
    return directory
        .coverage
        .find(call.path("id"))
        .compose(
            found -> {
              Coverage current = found.orElseThrow(Problem::notFound);
              String last = call.body().getString("to");
              new Faults()
                  .unless(
                      !LocalDate.parse(last).isBefore(LocalDate.parse(current.from())),
                      "/to",
                      "ends-before-it-begins")
                  .orThrow("coverage-invalid");
              return directory.coverage.save(
                  current.endingOn(last, call.body().getInteger("version")));
            })
        .compose(this::covered);
  }

  private Future<Answer> covered(Coverage saved) {
    directory.forget();
    return directory
        .catalogue()
        .map(catalogue -> done(saved.asJson(catalogue.unitName(saved.unit()))));
  }

  private Answer changed(JsonObject body) {
    directory.forget();
    return done(body);
  }

  private static Answer done(JsonObject body) {
    return Answer.ok(body, Answer.NO_PATIENT_DATA);
  }

  private static JsonObject page(List<JsonObject> items) {
    return new JsonObject().put("items", new JsonArray(items));
  }
}
