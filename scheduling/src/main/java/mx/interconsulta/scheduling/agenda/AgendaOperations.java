package mx.interconsulta.scheduling.agenda;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.directory.Body;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Faults;
import mx.interconsulta.scheduling.directory.Roles;
import mx.interconsulta.scheduling.directory.Unit;

/** A specialist keeps their own agendas, one for each unit where they answer. */
public final class AgendaOperations {
  private final Agendas agendas;
  private final Directory directory;

  public AgendaOperations(Agendas agendas, Directory directory) {
    this.agendas = agendas;
    this.directory = directory;
  }

  public List<Operation> operations() {
    Reach specialists = new Reach.Holders(Set.of(Roles.SPECIALIST));
    return List.of(
        operation("listAgendas", specialists, this::list),
        operation("saveAgenda", specialists, this::save));
  }

  private static Operation operation(String id, Reach reach, Handler.Json handler) {
    return new Operation(id, AuditPurpose.NONE, reach, handler);
  }

  /** The CLUES of the units where the caller answers. */
  private static Set<String> units(Call call) {
    return call.principal().grantsOf(Roles.SPECIALIST).stream()
        .map(Grant::unit)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Future<Answer> list(Call call) {
    String person = call.principal().person();
    Set<String> units = units(call);
    Set<String> ids =
        units.stream().map(unit -> Agenda.idOf(person, unit)).collect(Collectors.toSet());
    return Future.all(directory.catalogue(), agendas.byIds(ids))
        .map(
            both -> {
              Catalogue catalogue = both.resultAt(0);
              List<Agenda> kept = both.resultAt(1);
              JsonArray items = new JsonArray();
              for (String unit : units) {
                Agenda agenda =
                    kept.stream()
                        .filter(one -> one.unit().equals(unit))
                        .findFirst()
                        .orElseGet(() -> Agenda.none(person, unit));
                items.add(asJson(agenda, catalogue));
              }
              return Answer.ok(new JsonObject().put("items", items), Answer.NO_PATIENT_DATA);
            });
  }

  private Future<Answer> save(Call call) {
    String unit = call.path("unit");
    if (!units(call).contains(unit)) {
      throw Problem.notFound();
    }
    check(call.body()).orThrow("agenda-invalid");
    Agenda next = Agenda.none(call.principal().person(), unit).changed(call.body());
    return Future.all(directory.catalogue(), agendas.save(next))
        .map(both -> Answer.ok(asJson(both.resultAt(1), both.resultAt(0)), Answer.NO_PATIENT_DATA));
  }

  /** Hours that end before they begin, hold no slot or overlap; days off in the wrong order. */
  private static Faults check(JsonObject body) {
    Faults faults = new Faults();
    List<JsonObject> hours = Agenda.each(body.getJsonArray("hours"));
    for (int i = 0; i < hours.size(); i++) {
      JsonObject one = hours.get(i);
      int length = Agenda.minuteOf(one.getString("to")) - Agenda.minuteOf(one.getString("from"));
      String path = "/hours/" + i;
      faults.unless(length > 0, path + "/to", "ends-before-it-begins");
      faults.unless(
          length <= 0 || length >= one.getInteger("minutes"), path + "/minutes", "slot-too-long");
    }
    List<JsonObject> sorted =
        hours.stream()
            .sorted(
                Comparator.<JsonObject, Integer>comparing(one -> one.getInteger("day"))
                    .thenComparing(one -> one.getString("from")))
            .toList();
    for (int i = 1; i < sorted.size(); i++) {
      JsonObject before = sorted.get(i - 1);
      JsonObject one = sorted.get(i);
      boolean apart =
          !before.getInteger("day").equals(one.getInteger("day"))
              || before.getString("to").compareTo(one.getString("from")) <= 0;
      faults.unless(apart, "/hours/" + hours.indexOf(one) + "/from", "hours-overlap");
    }
    List<JsonObject> off = Agenda.each(body.getJsonArray("daysOff"));
    for (int i = 0; i < off.size(); i++) {
      LocalDate from = LocalDate.parse(off.get(i).getString("from"));
      LocalDate to = LocalDate.parse(off.get(i).getString("to"));
      faults.unless(!to.isBefore(from), "/daysOff/" + i + "/to", "ends-before-it-begins");
    }
    return faults;
  }

  private static JsonObject asJson(Agenda agenda, Catalogue catalogue) {
    return Body.of()
        .with("unit", agenda.unit())
        .with("unitName", catalogue.unitName(agenda.unit()))
        .with("zone", catalogue.unit(agenda.unit()).map(Unit::zone).orElse(null))
        .with("version", agenda.version())
        .with("hours", agenda.hoursAsJson())
        .with("daysOff", agenda.daysOffAsJson())
        .json();
  }
}
