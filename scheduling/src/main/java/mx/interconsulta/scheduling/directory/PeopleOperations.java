package mx.interconsulta.scheduling.directory;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;

/** People and their assignments, as administrators keep them and coordinators read them. */
public final class PeopleOperations {
  private static final Reach READERS =
      new Reach.Holders(Set.of(Roles.ADMINISTRATOR, Roles.COORDINATOR, Roles.NATIONAL_COORDINATOR));
  private static final Reach WRITERS = new Reach.Holders(Set.of(Roles.ADMINISTRATOR));

  private final Directory directory;
  private final Clock clock;
  private final Notices notices;
  private final Departures departures;

  public PeopleOperations(
      Directory directory, Clock clock, Notices notices, Departures departures) {
    this.directory = directory;
    this.clock = clock;
    this.notices = notices;
    this.departures = departures;
  }

  public List<Operation> operations() {
    return List.of(
        operation("listPeople", READERS, this::list),
        operation("getPerson", READERS, this::get),
        operation("savePerson", WRITERS, this::save),
        operation("endPerson", WRITERS, this::endPerson),
        operation("addAssignment", WRITERS, this::addAssignment),
        operation("endAssignment", WRITERS, this::endAssignment));
  }

  private static Operation operation(String id, Reach reach, Handler.Json handler) {
    return new Operation(id, AuditPurpose.NONE, reach, handler);
  }

  private Future<Answer> list(Call call) {
    int limit = Cursor.limit(call);
    People.PeopleQuery query =
        new People.PeopleQuery(
            call.query("q").map(Folding::words).orElse(List.of()),
            call.query("role"),
            call.query("unit"),
            call.query("ended").map(Boolean::parseBoolean).orElse(false));
    return Future.all(
            directory.people.list(query, Cursor.from(call, 2), limit), directory.catalogue())
        .map(
            both -> {
              List<Person> found = both.resultAt(0);
              Catalogue catalogue = both.resultAt(1);
              List<Person> page = found.size() > limit ? found.subList(0, limit) : found;
              JsonArray items = new JsonArray();
              page.forEach(person -> items.add(person.asJson(catalogue)));
              JsonObject body = new JsonObject().put("items", items);
              if (found.size() > limit) {
                Person last = page.get(limit - 1);
                body.put("next", Cursor.of(last.folded(), last.id()).toString());
              }
              return Answer.ok(body, Answer.NO_PATIENT_DATA);
            });
  }

  private Future<Answer> get(Call call) {
    return directory.person(call.path("id")).compose(found -> answer(required(found)));
  }

  private Future<Answer> save(Call call) {
    JsonObject body = call.body();
    String id = call.path("id");
    return directory
        .person(id)
        .compose(
            found -> {
              Person base =
                  found.orElseGet(
                      () ->
                          new Person(
                              id, 0, "", "", "", null, null, null, "", List.of(), List.of(), null,
                              false));
              return directory.people.save(base.withProfile(body));
            })
        .compose(this::answer);
  }

  private Future<Answer> addAssignment(Call call) {
    String assignmentId = call.path("assignment");
    Assignment added = Assignment.from(assignmentId, call.body(), now());
    return Future.all(directory.person(call.path("id")), directory.catalogue())
        .compose(
            both -> {
              Person person = required(both.<Optional<Person>>resultAt(0));
              if (person.assignments().stream().anyMatch(one -> one.id().equals(assignmentId))) {
                return Future.succeededFuture(person);
              }
              AssignmentRules.check(added, person, both.resultAt(1)).orThrow("assignment-invalid");
              List<Assignment> all = new ArrayList<>(person.assignments());
              all.add(added);
              return directory.people.save(
                  person.withAssignments(call.body().getInteger("version"), all, null));
            })
        .compose(this::answer);
  }

  private Future<Answer> endAssignment(Call call) {
    Instant now = now();
    String assignmentId = call.path("assignment");
    return directory
        .person(call.path("id"))
        .compose(
            found -> {
              Person person = required(found);
              if (person.assignments().stream().noneMatch(one -> one.id().equals(assignmentId))) {
                throw Problem.notFound();
              }
              List<Assignment> all =
                  person.assignments().stream()
                      .map(one -> one.id().equals(assignmentId) ? one.endingAt(now) : one)
                      .toList();
              return keepAnAdministrator(
                  person,
                  person.withAssignments(call.body().getInteger("version"), all, person.endedAt()),
                  now);
            })
        .compose(this::told);
  }

  private Future<Answer> endPerson(Call call) {
    Instant now = now();
    return directory
        .person(call.path("id"))
        .compose(
            found -> {
              Person person = required(found);
              if (!person.active()) {
                return Future.succeededFuture(person);
              }
              List<Assignment> all =
                  person.assignments().stream().map(one -> one.endingAt(now)).toList();
              return keepAnAdministrator(
                  person, person.withAssignments(call.body().getInteger("version"), all, now), now);
            })
        .compose(this::told);
  }

  /** Saves unless nobody would be left who can administer the network. */
  private Future<Person> keepAnAdministrator(Person before, Person after, Instant now) {
    if (!administers(before, now) || administers(after, now)) {
      return directory.people.save(after);
    }
    return directory
        .people
        .withRole(Roles.ADMINISTRATOR, now)
        .compose(
            administrators -> {
              if (administrators.stream().allMatch(one -> one.id().equals(before.id()))) {
                throw Problem.conflict("last-administrator", Map.of());
              }
              return directory.people.save(after);
            });
  }

  private static boolean administers(Person person, Instant now) {
    return person.inForce(now).stream().anyMatch(one -> one.role().equals(Roles.ADMINISTRATOR));
  }

  /** Closes what the person has open, tells their pages, then answers. */
  private Future<Answer> told(Person person) {
    Map<String, String> facts =
        Map.of("person", person.id(), "version", Integer.toString(person.version()));
    return notices
        .publish(new Notice(Set.of(person.id()), "person.ended", facts))
        .compose(done -> departures.left(person.id()))
        .compose(done -> answer(person));
  }

  private Future<Answer> answer(Person person) {
    return directory
        .catalogue()
        .map(catalogue -> Answer.ok(person.asJson(catalogue), Answer.NO_PATIENT_DATA));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Person required(Optional<Person> found) {
    return found.orElseThrow(Problem::notFound);
  }
}
