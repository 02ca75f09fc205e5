package mx.interconsulta.scheduling.directory;

import io.vertx.core.json.JsonObject;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A reason to consult: it fixes the specialty and how long the consultation is expected to take.
 *
 * @param id key, for example {@code murmur-under-study}
 * @param version grows with each change
 * @param specialty key of the specialty
 * @param name its name
 * @param minutes expected duration in minutes
 * @param active whether new requests may use it
 * @param sample whether it came with the sample network
 */
public record Reason(
    @BsonId @Open String id,
    Integer version,
    @Open String specialty,
    Bilingual name,
    Integer minutes,
    Boolean active,
    Boolean sample)
    implements Entry {

  public static Reason from(String id, JsonObject body, boolean sample) {
    return new Reason(
        id,
        body.getInteger("version") + 1,
        body.getString("specialty"),
        Bilingual.from(body.getJsonObject("name")),
        body.getInteger("minutes"),
        body.getBoolean("active", true),
        sample);
  }

  public JsonObject asJson() {
    return Body.of()
        .with("id", id)
        .with("version", version)
        .with("specialty", specialty)
        .with("name", name.asJson())
        .with("minutes", minutes)
        .with("active", active)
        .with("sample", sample)
        .json();
  }
}
