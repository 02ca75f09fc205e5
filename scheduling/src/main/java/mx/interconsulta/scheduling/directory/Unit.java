package mx.interconsulta.scheduling.directory;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.List;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A medical unit.
 *
 * @param id its CLUES: two letters of the state, three of the institution, six digits
 * @param version grows with each change
 * @param name official name
 * @param shortName name for rows and headers, for example {@code HGZ 8 Ensenada}
 * @param type kind of unit, for example {@code HGZ} or {@code UMAE}
 * @param group key of the OOAD it reports to
 * @param groupName name of that OOAD
 * @param city city
 * @param latitude degrees north, or null
 * @param longitude degrees east, or null
 * @param zone IANA zone, never an offset
 * @param phone switchboard, or null
 * @param folded accent-folded words for search
 * @param active whether it still takes part
 * @param sample whether it is invented
 * @param stations rooms for booked consultations, or null when none was ever named
 */
public record Unit(
    @BsonId @Open String id,
    Integer version,
    @Open String name,
    @Open String shortName,
    @Open String type,
    @Open String group,
    @Open String groupName,
    @Open String city,
    Double latitude,
    Double longitude,
    @Open String zone,
    @Open String phone,
    @Open String folded,
    Boolean active,
    Boolean sample,
    List<Station> stations)
    implements Entry {

  private static final double EARTH_RADIUS_KM = 6371.0;

  public static Unit from(String clues, JsonObject body, boolean sample) {
    String name = body.getString("name").strip();
    String shortName = body.getString("shortName").strip();
    String city = body.getString("city").strip();
    return new Unit(
        clues,
        body.getInteger("version") + 1,
        name,
        shortName,
        body.getString("type"),
        body.getString("group"),
        body.getString("groupName").strip(),
        city,
        body.getDouble("latitude"),
        body.getDouble("longitude"),
        body.getString("zone"),
        body.getString("phone"),
        Folding.fold(shortName + " " + name + " " + city + " " + clues),
        body.getBoolean("active", true),
        sample,
        Station.from(body.getJsonArray("stations")));
  }

  /** The rooms that new bookings may use. */
  public List<Station> openStations() {
    return stations == null ? List.of() : stations.stream().filter(Station::active).toList();
  }

  public ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /** Great-circle distance in km, or null when one of the two has no coordinates. */
  public Integer distanceTo(Unit other) {
    if (latitude == null || longitude == null) {
      return null;
    }
    if (other.latitude == null || other.longitude == null) {
      return null;
    }
    double north = Math.toRadians(other.latitude - latitude);
    double east = Math.toRadians(other.longitude - longitude);
    double chord =
        Math.pow(Math.sin(north / 2), 2)
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(other.latitude))
                * Math.pow(Math.sin(east / 2), 2);
    return (int) Math.round(2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(chord)));
  }

  public JsonObject asJson() {
    return Body.of()
        .with("id", id)
        .with("version", version)
        .with("name", name)
        .with("shortName", shortName)
        .with("type", type)
        .with("group", group)
        .with("groupName", groupName)
        .with("city", city)
        .with("latitude", latitude)
        .with("longitude", longitude)
        .with("zone", zone)
        .with("phone", phone)
        .with("active", active)
        .with("sample", sample)
        .with(
            "stations",
            new JsonArray(
                (stations == null ? List.<Station>of() : stations)
                    .stream().map(Station::asJson).toList()))
        .json();
  }
}
