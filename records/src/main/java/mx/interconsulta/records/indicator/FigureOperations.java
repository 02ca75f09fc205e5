package mx.interconsulta.records.indicator;

import com.mongodb.client.model.Filters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Cursor;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.patient.Patients;
import org.bson.conversions.Bson;

/**
 * The figures and the list behind a number. Reading figures reads nobody's data and is not in the
 * audit trail; opening a list is, with every patient in it.
 */
final class FigureOperations {
  private final AttentionStore store;
  private final Figures figures;
  private final Directory directory;
  private final Patients patients;

  FigureOperations(AttentionStore store, Directory directory, Patients patients) {
    this.store = store;
    this.figures = new Figures(store);
    this.directory = directory;
    this.patients = patients;
  }

  List<Operation> all() {
    return List.of(
        new Operation(
            "getFigures", AuditPurpose.NONE, FigureReach.figures(), (Handler.Json) this::figures),
        new Operation(
            "listAttentions",
            AuditPurpose.of("figures.list"),
            FigureReach.lists(),
            (Handler.Json) this::list));
  }

  private Future<Answer> figures(Call call) {
    Question question = Question.of(call);
    return directory
        .catalogue()
        .compose(catalogue -> figures.answer(question, catalogue, call.language()))
        .map(
            body ->
                Answer.ok(
                    body.put("at", call.at().toString())
                        .put("mayList", FigureReach.mayList(call.principal())),
                    Answer.NO_PATIENT_DATA));
  }

  private Future<Answer> list(Call call) {
    Question question = Question.of(call);
    boolean ever = call.query("year").isEmpty();
    List<Bson> filters = new ArrayList<>();
    filters.add(ever ? question.ever() : question.inYear());
    call.query("month")
        .map(Integer::parseInt)
        .ifPresent(month -> filters.add(Filters.eq("month", question.year() * 100 + month)));
    Bson counted = Filters.and(filters);
    Optional<Cursor> cursor = Cursor.from(call, 2);
    int limit = Cursor.limit(call);
    Bson page = cursor.map(after -> Filters.and(counted, after(after))).orElse(counted);
    return Future.all(store.list(page, limit + 1), store.count(counted), directory.catalogue())
        .compose(
            all -> {
              List<Attention> found = all.resultAt(0);
              List<Attention> shown = found.subList(0, Math.min(limit, found.size()));
              return patients
                  .headers(
                      shown.stream()
                          .map(Attention::patient)
                          .collect(Collectors.toUnmodifiableSet()))
                  .map(
                      headers -> {
                        JsonArray items = new JsonArray();
                        for (Attention attention : shown) {
                          items.add(row(attention, headers, all.resultAt(2), call.language()));
                        }
                        JsonObject body =
                            new JsonObject()
                                .put("items", items)
                                .put("total", all.<Long>resultAt(1));
                        if (found.size() > limit) {
                          body.put("next", cursorOf(shown.get(limit - 1)));
                        }
                        return Answer.ok(
                            body,
                            shown.stream()
                                .map(Attention::patient)
                                .collect(Collectors.toUnmodifiableSet()));
                      });
            });
  }

  private static JsonObject row(
      Attention attention, Map<String, JsonObject> headers, Catalogue catalogue, String language) {
    JsonObject row =
        new JsonObject()
            .put("request", attention.id())
            .put("unit", attention.unit())
            .put("unitName", catalogue.unitName(attention.unit()))
            .put("answering", attention.answering())
            .put("answeringName", catalogue.unitName(attention.answering()))
            .put("specialty", attention.specialty())
            .put(
                "specialtyName",
                catalogue
                    .specialty(attention.specialty())
                    .map(known -> known.name().in(language))
                    .orElse(attention.specialty()))
            .put("kind", attention.kind())
            .put("visit", attention.visit())
            .put("mode", attention.mode())
            .put("transfer", attention.transfer())
            .put("kilometres", attention.kilometres())
            .put("minutes", attention.minutes())
            .put("answeredAt", attention.answeredAt().toString());
    JsonObject patient = headers.get(attention.patient());
    if (patient != null) {
      row.put("patient", patient);
    }
    return row;
  }

  private static String cursorOf(Attention last) {
    return Cursor.of(Long.toString(last.answeredAt().toEpochMilli()), last.id()).toString();
  }

  private static Bson after(Cursor cursor) {
    Instant at = Instant.ofEpochMilli(Long.parseLong(cursor.key(0)));
    return Filters.or(
        Filters.lt("answeredAt", at),
        Filters.and(Filters.eq("answeredAt", at), Filters.lt("_id", cursor.key(1))));
  }
}
