package mx.interconsulta.records;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.operation.Admission;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.OperationTable;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;
import org.bson.conversions.Bson;

/**
 * Calls operations as the server does, reach first, without HTTP. Answers must name their patients.
 */
public final class Desk {
  private final OperationTable table = new OperationTable();
  private final TestFoundation house;

  public Desk(TestFoundation house, List<Operation> operations) {
    this.house = house;
    table.add(operations);
  }

  /** Calls and waits. */
  public JsonObject call(Principal who, String operation, String id, JsonObject body) {
    return TestFoundation.await(start(who, operation, Map.of("id", id), Map.of(), body));
  }

  /** Calls a list and waits. */
  public JsonObject list(Principal who, String operation, Map<String, String> query) {
    return TestFoundation.await(start(who, operation, Map.of(), query, new JsonObject()));
  }

  /** Calls. */
  public Future<JsonObject> start(
      Principal who,
      String name,
      Map<String, String> path,
      Map<String, String> query,
      JsonObject body) {
    Operation operation = table.find(name).orElseThrow();
    Grant first = Admission.byRole(operation.reach(), who).orElse(null);
    if (first == null) {
      return Future.failedFuture(new Problem(403, "forbidden"));
    }
    TestCall call =
        new TestCall(who, first, path, query, body, house.foundation().timers().clock().instant());
    return admit(operation.reach(), call)
        .compose(admitted -> ((Handler.Json) operation.handler()).handle(admitted))
        .map(answer -> named(operation, answer));
  }

  private static Future<TestCall> admit(Reach reach, TestCall call) {
    if (reach instanceof Reach.Listing listing) {
      return Future.succeededFuture(call.listing(Admission.scope(listing, call.principal())));
    }
    if (!(reach instanceof Reach.Document document)) {
      return Future.succeededFuture(call);
    }
    return document
        .lookup()
        .find(call)
        .map(
            found ->
                found
                    .flatMap(
                        footprint ->
                            Admission.toDocument(document, call.principal(), footprint)
                                .map(grant -> call.admitted(grant, footprint)))
                    .orElseThrow(Problem::notFound));
  }

  private static JsonObject named(Operation operation, Answer answer) {
    if (operation.purpose().audited() && answer.patients() == null) {
      throw new AssertionError(operation.id() + " did not say whose data it answered");
    }
    return (JsonObject) answer.body();
  }

  /** A person with one assignment. */
  public static Principal person(String id, String role, String unit, String... specialties) {
    return new Principal(
        id,
        "session-of-" + id,
        "es",
        List.of(new Grant("assignment-of-" + id, role, unit, "", Set.of(specialties))));
  }

  private record TestCall(
      Principal principal,
      Grant grant,
      Map<String, String> parameters,
      Map<String, String> queries,
      JsonObject body,
      Instant at,
      Bson scope,
      Footprint footprint)
      implements Call {

    TestCall(
        Principal principal,
        Grant grant,
        Map<String, String> parameters,
        Map<String, String> queries,
        JsonObject body,
        Instant at) {
      this(principal, grant, parameters, queries, body, at, null, null);
    }

    TestCall admitted(Grant by, Footprint found) {
      return new TestCall(principal, by, parameters, queries, body, at, scope, found);
    }

    TestCall listing(Bson filter) {
      return new TestCall(principal, grant, parameters, queries, body, at, filter, footprint);
    }

    @Override
    public String path(String name) {
      return parameters.get(name);
    }

    @Override
    public Optional<String> query(String name) {
      return Optional.ofNullable(queries.get(name));
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }

    @Override
    public String language() {
      return principal.language();
    }

    @Override
    public String correlation() {
      return "correlation";
    }

    @Override
    public <T> T document(Class<T> type) {
      return type.cast(footprint.document());
    }
  }
}
