package mx.interconsulta.scheduling.directory;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
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
 * @param phones telephones that are answered day and night, for emergencies, or null
 * @param ringSeconds how long an emergency rings before it counts as unanswered, or null for {@link
 *     #RING_SECONDS}
 * @param active whether requests may ask for it
 * @param sample whether it came with the sample network
 */
public record Specialty(
    @BsonId @Open String id,
    Integer version,
    @Open String trunk,
    Bilingual name,
    @Open String phone,
    List<DutyPhone> phones,
    Integer ringSeconds,
    Boolean active,
    Boolean sample)
    implements Entry {

  /** How long an emergency rings before it counts as unanswered, unless the specialty says. */
  public static final int RING_SECONDS = 180;

  /**
   * A telephone that is answered day and night.
   *
   * @param phone the number
   * @param extension its extension, or null
   */
  public record DutyPhone(@Open String phone, @Open String extension) {
    JsonObject asJson() {
      return Body.of().with("phone", phone).with("extension", extension).json();
    }
  }

  public static Specialty from(String id, JsonObject body, boolean sample) {
    return new Specialty(
        id,
        body.getInteger("version") + 1,
        body.getString("trunk"),
        Bilingual.from(body.getJsonObject("name")),
        body.getString("phone"),
        phones(body.getJsonArray("phones")),
        body.getInteger("ringSeconds"),
        body.getBoolean("active", true),
        sample);
  }

  private static List<DutyPhone> phones(JsonArray given) {
    return given == null
        ? null
        : given.stream()
            .map(JsonObject.class::cast)
            .map(one -> new DutyPhone(one.getString("phone"), one.getString("extension")))
            .toList();
  }

  /** The telephones answered day and night, as JSON; empty when there are none. */
  public JsonArray dutyPhones() {
    JsonArray list = new JsonArray();
    if (phones != null) {
      phones.forEach(one -> list.add(one.asJson()));
    }
    return list;
  }

  /** How long an emergency of this specialty rings before it counts as unanswered, in seconds. */
  public int patience() {
    return ringSeconds == null ? RING_SECONDS : ringSeconds;
  }

  public JsonObject asJson() {
    return Body.of()
        .with("id", id)
        .with("version", version)
        .with("trunk", trunk)
        .with("name", name.asJson())
        .with("phone", phone)
        .with("phones", phones == null ? null : dutyPhones())
        .with("ringSeconds", ringSeconds)
        .with("active", active)
        .with("sample", sample)
        .json();
  }
}
