package mx.interconsulta.scheduling.directory;

import io.vertx.core.json.JsonObject;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A medical specialty.
 *
 * @param id key, for example {@code paediatric-cardiology}
 * @param version grows with each change
 * @param trunk one of the four it branches from: surgery, paediatrics, gynaecology,
 *     internal-medicine
 * @param name its name
 * @param phone telephone of the specialty's desk in the programme, or null
 * @param active whether requests may ask for it
 * @param sample whether it came with the sample network
 */
public record Specialty(
    @BsonId @Open String id,
    Integer version,
    @Open String trunk,
    Bilingual name,
    @Open String phone,
    Boolean active,
    Boolean sample)
    implements Entry {

  public static Specialty from(String id, JsonObject body, boolean sample) {
    return new Specialty(
        id,
        body.getInteger("version") + 1,
        body.getString("trunk"),
        Bilingual.from(body.getJsonObject("name")),
        body.getString("phone"),
        body.getBoolean("active", true),
        sample);
  }

  public JsonObject asJson() {
    return Body.of()
        .with("id", id)
        .with("version", version)
        .with("trunk", trunk)
        .with("name", name.asJson())
        .with("phone", phone)
        .with("active", active)
        .with("sample", sample)
        .json();
  }
}
