package mx.interconsulta.server.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import mx.interconsulta.platform.operation.Admission;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.operation.Reach;
import org.bson.conversions.Bson;

/**
 * One call as it comes over HTTP. Filled step by step by the {@link OperationRoute} that owns it,
 * on the request's context; read by the handler.
 */
public final class HttpCall implements Call {
  private final Operation operation;
  private final RoutingContext routing;
  private final Peer peer;
  private final Instant at;
  private final String correlation;

  private SignedIn caller;
  private Grant grant;
  private Footprint footprint;
  private JsonObject body = new JsonObject();
  private boolean scopeUsed;

  HttpCall(Operation operation, RoutingContext routing, Peer peer, Instant at, String correlation) {
    this.operation = operation;
    this.routing = routing;
    this.peer = peer;
    this.at = at;
    this.correlation = correlation;
  }

  /** The HTTP side of a call: every call of this server has one. */
  public static HttpCall of(Call call) {
    return (HttpCall) call;
  }

  /** Where the call came from. */
  public Peer peer() {
    return peer;
  }

  /** The request, for cookies. */
  public HttpServerRequest request() {
    return routing.request();
  }

  /** The caller, when somebody is signed in. */
  public Optional<SignedIn> caller() {
    return Optional.ofNullable(caller);
  }

  @Override
  public Principal principal() {
    if (caller == null) {
      throw new IllegalStateException(operation.id() + " is open to anyone and nobody signed in");
    }
    return caller.principal();
  }

  @Override
  public Grant grant() {
    if (grant == null) {
      throw new IllegalStateException(operation.id() + " asks for no role");
    }
    return grant;
  }

  @Override
  public String path(String name) {
    String value = routing.pathParam(name);
    if (value == null) {
      throw new IllegalArgumentException(operation.id() + " has no path parameter " + name);
    }
    return value;
  }

  @Override
  public Optional<String> query(String name) {
    return routing.queryParam(name).stream().findFirst();
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(routing.request().getHeader(name));
  }

  @Override
  public JsonObject body() {
    return body;
  }

  @Override
  public Instant at() {
    return at;
  }

  @Override
  public String language() {
    return Language.of(routing.request(), caller);
  }

  @Override
  public String correlation() {
    return correlation;
  }

  @Override
  public Bson scope() {
    if (operation.reach() instanceof Reach.Listing listing) {
      scopeUsed = true;
      return Admission.scope(listing, principal());
    }
    throw new IllegalStateException(operation.id() + " is not a list");
  }

  @Override
  public <T> T document(Class<T> type) {
    return type.cast(footprint().document());
  }

  @Override
  public Footprint footprint() {
    if (footprint == null) {
      throw new IllegalStateException(operation.id() + " looks no document up");
    }
    return footprint;
  }

  Operation operation() {
    return operation;
  }

  RoutingContext routing() {
    return routing;
  }

  boolean scopeUsed() {
    return scopeUsed;
  }

  Optional<Footprint> found() {
    return Optional.ofNullable(footprint);
  }

  void caller(SignedIn who) {
    this.caller = who;
  }

  void grant(Grant opened) {
    this.grant = opened;
  }

  void footprint(Footprint found) {
    this.footprint = found;
  }

  void body(JsonObject checked) {
    this.body = checked;
  }

  String grantName() {
    return grant == null ? "" : grant.assignment();
  }

  /** What the call is about, as its path names it. */
  String target() {
    Map<String, String> parameters = routing.pathParams();
    String id = parameters.get("id");
    return id != null ? id : parameters.values().stream().findFirst().orElse("");
  }
}
