package mx.interconsulta.scheduling;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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

/** Calls operations as the server does: roles, reach, handler, and the patients of the answer. */
public final class CalledOperations {
  private final OperationTable table;

  public CalledOperations(OperationTable table) {
    this.table = table;
  }

  /**
   * One call.
   *
   * @param operation operationId
   * @param principal who calls
   * @param path path parameters
   * @param query query parameters
   * @param body JSON body
   * @param at when
   */
  public record Made(
      String operation,
      Principal principal,
      Map<String, String> path,
      Map<String, String> query,
      JsonObject body,
      Instant at) {}

  public Future<Answer> call(Made made) {
    Operation operation = table.find(made.operation()).orElseThrow();
    Reach reach = operation.reach();
    Future<Answered> admitted;
    try {
      admitted = admit(reach, made);
    } catch (Problem refused) {
      return Future.failedFuture(refused);
    }
    return admitted
        .compose(
            call ->
                ((Handler.Json) operation.handler())
                    .handle(call)
                    .map(answer -> checked(operation, call, answer)))
        .recover(Future::failedFuture);
  }

  private static Answer checked(Operation operation, Answered call, Answer answer) {
    if (operation.purpose().audited() && answer.patients() == null) {
      throw new AssertionError(operation.id() + " did not say which patients it concerns");
    }
    if (operation.reach() instanceof Reach.Listing && !call.scopeUsed) {
      throw new AssertionError(operation.id() + " did not use its scope");
    }
    return answer;
  }

  private static Future<Answered> admit(Reach reach, Made made) {
    if (reach instanceof Reach.Document document) {
      if (Admission.byRole(reach, made.principal()).isEmpty()) {
        throw new Problem(403, "role-missing");
      }
      Answered probe = new Answered(made, null, null, null);
      return document
          .lookup()
          .find(probe)
          .map(
              found -> {
                Footprint footprint = found.orElseThrow(Problem::notFound);
                Grant grant =
                    Admission.toDocument(document, made.principal(), footprint)
                        .orElseThrow(Problem::notFound);
                return new Answered(made, grant, footprint, null);
              });
    }
    if (reach instanceof Reach.SignedIn || reach instanceof Reach.Anyone) {
      Grant first = made.principal().grants().stream().findFirst().orElse(null);
      return Future.succeededFuture(new Answered(made, first, null, null));
    }
    Grant grant =
        Admission.byRole(reach, made.principal())
            .orElseThrow(() -> new Problem(403, "role-missing"));
    Bson scope =
        reach instanceof Reach.Listing listing ? Admission.scope(listing, made.principal()) : null;
    return Future.succeededFuture(new Answered(made, grant, null, scope));
  }

  private static final class Answered implements Call {
    private final Made made;
    private final Grant grant;
    private final Footprint footprint;
    private final Bson scope;
    private boolean scopeUsed;

    private Answered(Made made, Grant grant, Footprint footprint, Bson scope) {
      this.made = made;
      this.grant = grant;
      this.footprint = footprint;
      this.scope = scope;
    }

    @Override
    public Principal principal() {
      return made.principal();
    }

    @Override
    public Grant grant() {
      return grant;
    }

    @Override
    public String path(String name) {
      return made.path().get(name);
    }

    @Override
    public Optional<String> query(String name) {
      return Optional.ofNullable(made.query().get(name));
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }

    @Override
    public JsonObject body() {
      return made.body().copy();
    }

    @Override
    public Instant at() {
      return made.at();
    }

    @Override
    public String language() {
      return "es";
    }

    @Override
    public String correlation() {
      return "test";
    }

    @Override
    public Bson scope() {
      scopeUsed = true;
      return scope;
    }

    @Override
    public <T> T document(Class<T> type) {
      return type.cast(footprint.document());
    }

    @Override
    public Footprint footprint() {
      return footprint;
    }
  }
}
