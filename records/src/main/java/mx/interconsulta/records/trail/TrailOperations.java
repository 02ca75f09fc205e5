package mx.interconsulta.records.trail;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;
import org.bson.conversions.Bson;

/** What an auditor can ask of the trail. Reading the trail is itself in the trail. */
final class TrailOperations {
  private static final String AUDITOR = "auditor";
  private static final int DEFAULT_LIMIT = 50;

  private final Foundation foundation;
  private final Verification verification;
  private final StaffNames names;

  TrailOperations(Foundation foundation, StaffNames names) {
    this.foundation = foundation;
    this.verification = new Verification(foundation);
    this.names = names;
  }

  List<Operation> all() {
    Reach.Listing everything =
        new Reach.Listing(Map.of(AUDITOR, (principal, grant) -> Filters.empty()));
    return List.of(
        new Operation(
            "listAudit", AuditPurpose.of("audit.read"), everything, (Handler.Json) this::list),
        new Operation(
            "verifyAudit",
            AuditPurpose.of("audit.verify"),
            new Reach.Holders(Set.of(AUDITOR)),
            (Handler.Json) this::verify));
  }

  private Future<Answer> verify(Call call) {
    return verification
        .run(call.body().getString("chain"))
        .map(found -> Answer.ok(found, Answer.NO_PATIENT_DATA));
  }

  private Future<Answer> list(Call call) {
    int limit = call.query("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    List<Bson> filters = new ArrayList<>();
    filters.add(call.scope());
    call.query("person").ifPresent(id -> filters.add(Filters.eq("person", id)));
    call.query("patient").ifPresent(id -> filters.add(Filters.eq("patients", id)));
    call.query("from").ifPresent(from -> filters.add(Filters.gte("at", Instant.parse(from))));
    call.query("to").ifPresent(to -> filters.add(Filters.lt("at", Instant.parse(to))));
    call.query("cursor").ifPresent(cursor -> filters.add(after(cursor)));
    return foundation
        .database()
        .all(
            foundation
                .database()
                .collection(ChainedEntry.COLLECTION, ChainedEntry.class)
                .find(Filters.and(filters))
                .sort(Sorts.descending("at", "_id"))
                .limit(limit + 1))
        .compose(
            found ->
                names
                    .of(
                        found.stream()
                            .map(ChainedEntry::person)
                            .collect(Collectors.toUnmodifiableSet()))
                    .map(staff -> page(found, limit, staff)));
  }

  private static Answer page(List<ChainedEntry> found, int limit, Map<String, String> staff) {
    List<ChainedEntry> shown = found.subList(0, Math.min(limit, found.size()));
    JsonArray items = new JsonArray();
    shown.forEach(entry -> items.add(item(entry, staff.get(entry.person()))));
    JsonObject body = new JsonObject().put("items", items);
    if (found.size() > limit) {
      body.put("next", cursor(shown.get(shown.size() - 1)));
    }
    return Answer.ok(
        body,
        shown.stream()
            .flatMap(entry -> entry.patients().stream())
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static JsonObject item(ChainedEntry entry, String personName) {
    JsonObject item =
        new JsonObject()
            .put("id", entry.id())
            .put("at", entry.at().toString())
            .put("person", entry.person())
            .put("operation", entry.operation())
            .put("purpose", entry.purpose())
            .put("patients", new JsonArray(entry.patients()))
            .put("outcome", entry.outcome())
            .put("chain", entry.chain())
            .put("sequence", entry.sequence());
    putUnlessEmpty(item, "personName", personName);
    putUnlessEmpty(item, "assignment", entry.assignment());
    putUnlessEmpty(item, "target", entry.target());
    putUnlessEmpty(item, "correlation", entry.correlation());
    return item;
  }

  private static void putUnlessEmpty(JsonObject item, String name, String value) {
    if (value != null && !value.isEmpty()) {
      item.put(name, value);
    }
  }

  private static String cursor(ChainedEntry last) {
    String place = last.at() + " " + last.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  /** What comes after the place that a cursor names, in the order newest first. */
  private static Bson after(String cursor) {
    try {
      String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int space = place.indexOf(' ');
      Instant at = Instant.parse(place.substring(0, Math.max(0, space)));
      return Filters.or(
          Filters.lt("at", at),
          Filters.and(Filters.eq("at", at), Filters.lt("_id", place.substring(space + 1))));
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      throw new Problem(400, "cursor-invalid");
    }
  }
}
