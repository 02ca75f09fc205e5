package mx.interconsulta.scheduling.directory;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import mx.interconsulta.platform.sealing.Open;

/**
 * A room of a unit from which it takes part in booked consultations; one at a time.
 *
 * @param id key within the unit, for example {@code consultorio-4}
 * @param name how the unit calls it
 * @param active whether new bookings may use it
 */
public record Station(@Open String id, @Open String name, Boolean active) {

  static List<Station> from(JsonArray stations) {
    return stations == null
        ? List.of()
        : IntStream.range(0, stations.size())
            .mapToObj(stations::getJsonObject)
            .map(
                one ->
                    new Station(
                        one.getString("id"),
                        one.getString("name").strip(),
                        one.getBoolean("active", true)))
            .toList();
  }

  JsonObject asJson() {
    return new JsonObject().put("id", id).put("name", name).put("active", active);
  }
}
