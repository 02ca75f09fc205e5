package mx.interconsulta.scheduling.directory;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import mx.interconsulta.platform.sealing.Open;

/**
 * A role that a person holds somewhere for some time. Rights are the union of a person's
 * assignments in force.
 *
 * @param id UUID made by the page
 * @param role token of {@link Roles}
 * @param unit CLUES, or null for a role of the network or of an OOAD
 * @param group key of an OOAD, for a role of one; otherwise null
 * @param specialties keys of the specialties it is held in; empty when the role has none
 * @param from first instant
 * @param to the instant it ends, exclusive, or null when open
 */
public record Assignment(
    @Open String id,
    @Open String role,
    @Open String unit,
    @Open String group,
    List<@Open String> specialties,
    Instant from,
    Instant to) {

  static Assignment from(String id, JsonObject body, Instant now) {
    Instant from = body.getInstant("from");
    return new Assignment(
        id,
        body.getString("role"),
        body.getString("unit"),
        body.getString("group"),
        new TreeSet<>(
                body.getJsonArray("specialties", new io.vertx.core.json.JsonArray()).stream()
                    .map(String.class::cast)
                    .toList())
            .stream().toList(),
        from == null ? now : from,
        body.getInstant("to"));
  }

  /** Whether it is in force. */
  public boolean inForce(Instant now) {
    return !now.isBefore(from) && (to == null || now.isBefore(to));
  }

  Assignment endingAt(Instant end) {
    return to != null && !to.isAfter(end)
        ? this
        : new Assignment(id, role, unit, group, specialties, from, end);
  }

  JsonObject asJson(Catalogue catalogue) {
    return Body.of()
        .with("id", id)
        .with("role", role)
        .with("unit", unit)
        .with("unitName", unit == null ? null : catalogue.unitName(unit))
        .with("group", group)
        .with("specialties", new io.vertx.core.json.JsonArray(specialties))
        .with("from", from)
        .with("to", to)
        .json();
  }
}
