package mx.interconsulta.scheduling.directory;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * Which unit answers for whom: for the whole network, for one OOAD, for one unit; an agreement may
 * hold for one reason only. All entries that hold on a day add up.
 *
 * @param id UUID made by the page
 * @param version grows with each change
 * @param unit CLUES of the unit that answers
 * @param specialty key of the specialty it answers for
 * @param scope {@code network}, {@code group} or {@code unit}
 * @param forGroup the OOAD it answers for, with scope {@code group}
 * @param forUnit the unit it answers for, with scope {@code unit}
 * @param reason the only reason it holds for, or null
 * @param agreement name of the agreement, or null
 * @param from first day, ISO 8601
 * @param to last day, ISO 8601, or null when open
 * @param sample whether it came with the sample network
 */
public record Coverage(
    @BsonId @Open String id,
    Integer version,
    @Open String unit,
    @Open String specialty,
    @Open String scope,
    @Open String forGroup,
    @Open String forUnit,
    @Open String reason,
    @Open String agreement,
    @Open String from,
    @Open String to,
    Boolean sample)
    implements Entry {

  static final String NETWORK = "network";
  static final String GROUP = "group";
  static final String UNIT = "unit";

  public static Coverage from(String id, JsonObject body, boolean sample) {
    return new Coverage(
        id,
        body.getInteger("version") + 1,
        body.getString("unit"),
        body.getString("specialty"),
        body.getString("scope"),
        body.getString("forGroup"),
        body.getString("forUnit"),
        body.getString("reason"),
        body.getString("agreement"),
        body.getString("from"),
        body.getString("to"),
        sample);
  }

  /** Whether it holds on a day. */
  boolean holdsOn(LocalDate day) {
    return !day.isBefore(LocalDate.parse(from))
        && (to == null || !day.isAfter(LocalDate.parse(to)));
  }

  /**
   * Whether it is for a request of this unit with this reason; a reason of null is not known yet.
   */
  boolean answersFor(Unit asking, String askedReason) {
    if (reason != null && !reason.equals(askedReason)) {
      return false;
    }
    return switch (scope) {
      case NETWORK -> true;
      case GROUP -> asking.group().equals(forGroup);
      default -> asking.id().equals(forUnit);
    };
  }

  Coverage endingOn(String day, int basedOn) {
    return new Coverage(
        id,
        basedOn + 1,
        unit,
        specialty,
        scope,
        forGroup,
        forUnit,
        reason,
        agreement,
        from,
        day,
        sample);
  }

  JsonObject asJson(String unitName) {
    return Body.of()
        .with("id", id)
        .with("version", version)
        .with("unit", unit)
        .with("unitName", unitName)
        .with("specialty", specialty)
        .with("scope", scope)
        .with("forGroup", forGroup)
        .with("forUnit", forUnit)
        .with("reason", reason)
        .with("agreement", agreement)
        .with("from", from)
        .with("to", to)
        .with("sample", sample)
        .json();
  }
}
