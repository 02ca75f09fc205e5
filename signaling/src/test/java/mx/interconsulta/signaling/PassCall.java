package mx.interconsulta.signaling;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Principal;
import org.bson.conversions.Bson;

/** A call of issueRoomPass as the server would make it. */
record PassCall(String consultation, Principal principal, JsonObject body) implements Call {
  @Override
  public Grant grant() {
    return new Grant("assignment", "specialist", "unit", "", Set.of());
  }

  @Override
  public String path(String name) {
    return consultation;
  }

  @Override
  public Optional<String> query(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.empty();
  }

  @Override
  public Instant at() {
    return Instant.EPOCH;
  }

  @Override
  public String language() {
    return "es";
  }

  @Override
  public String correlation() {
    return "correlation";
  }

  @Override
  public Bson scope() {
    throw new UnsupportedOperationException("a pass is no list");
  }

  @Override
  public <T> T document(Class<T> type) {
    throw new UnsupportedOperationException("rooms read no documents");
  }

  @Override
  public Footprint footprint() {
    return new Footprint(new Object(), Set.of(), Set.of(), Set.of(), Set.of("patient"));
  }
}
