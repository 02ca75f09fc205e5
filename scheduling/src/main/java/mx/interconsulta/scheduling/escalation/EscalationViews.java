package mx.interconsulta.scheduling.escalation;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.scheduling.directory.Body;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.directory.Specialty;
import mx.interconsulta.scheduling.directory.Unit;
import mx.interconsulta.scheduling.request.Colleagues;

/** Escalations as somebody may see them: people, times and telephones, never the patient. */
final class EscalationViews {
  private final Directory directory;
  private final Presence presence;

  EscalationViews(Directory directory, Presence presence) {
    this.directory = directory;
    this.presence = presence;
  }

  /** Schema {@code EmergencyRow} for each. */
  Future<JsonArray> rows(List<EscalationDocument> found, String me) {
    return directory
        .catalogue()
        .map(
            catalogue -> {
              JsonArray rows = new JsonArray();
              found.stream()
                  .sorted(
                      Comparator.comparing(EscalationDocument::triage)
                          .thenComparing(EscalationDocument::since))
                  .forEach(one -> rows.add(row(one, catalogue, me).json()));
              return rows;
            });
  }

  private static Body row(EscalationDocument one, Catalogue catalogue, String me) {
    Unit unit = catalogue.unit(one.unit()).orElse(null);
    EscalationDocument.Rung mine = one.people().get(me);
    return Body.of()
        .with("request", one.id())
        .with("version", one.version())
        .with("state", one.state())
        .with("specialty", one.specialty())
        .with("unit", one.unit())
        .with("unitName", catalogue.unitName(one.unit()))
        .with("unitCity", unit == null ? null : unit.city())
        .with("zone", unit == null ? null : unit.zone())
        .with("triage", one.triage())
        .with("since", one.since())
        .with("patience", one.patience())
        .with("unanswered", one.unanswered())
        .with("nobody", Boolean.TRUE.equals(one.nobody()))
        .with("rings", one.rings() && mine != null && mine.sounds())
        .with("covers", mine != null)
        .with("mine", one.author().equals(me))
        .with("phones", phones(one, catalogue));
  }

  private static JsonArray phones(EscalationDocument one, Catalogue catalogue) {
    JsonArray list =
        catalogue.specialty(one.specialty()).map(Specialty::dutyPhones).orElseGet(JsonArray::new);
    if (list.isEmpty()) {
      catalogue
          .specialty(one.specialty())
          .map(Specialty::phone)
          .ifPresent(phone -> list.add(new JsonObject().put("phone", phone)));
    }
    return list;
  }

  /** Schema {@code Emergency}. */
  Future<JsonObject> whole(EscalationDocument one, String consultation, String me) {
    Set<String> people = new HashSet<>(one.everybody());
    if (one.takenBy() != null) {
      people.add(one.takenBy());
    }
    return Colleagues.find(directory, presence, people)
        .map(
            colleagues -> {
              JsonArray rung = new JsonArray();
              one.people().entrySet().stream()
                  .sorted(Comparator.comparing(entry -> entry.getValue().place()))
                  .forEach(entry -> rung.add(person(entry, one.specialty(), colleagues)));
              Unit unit = colleagues.catalogue().unit(one.unit()).orElse(null);
              return row(one, colleagues.catalogue(), me)
                  .with("consultation", consultation)
                  .with("people", rung)
                  .with(
                      "requester",
                      colleagues.asJson(one.author(), unit == null ? null : one.unit(), null))
                  .with(
                      "takenBy",
                      one.takenBy() == null
                          ? null
                          : colleagues.asJson(one.takenBy(), unitOf(one), one.specialty()))
                  .with("takenAt", one.takenAt())
                  .with("ending", one.ending())
                  .json();
            });
  }

  private static String unitOf(EscalationDocument one) {
    EscalationDocument.Rung taker = one.people().get(one.takenBy());
    return taker == null ? null : taker.unit();
  }

  private static JsonObject person(
      Map.Entry<String, EscalationDocument.Rung> entry, String specialty, Colleagues colleagues) {
    EscalationDocument.Rung rung = entry.getValue();
    return Body.of()
        .with("colleague", colleagues.asJson(entry.getKey(), rung.unit(), specialty))
        .with("state", rung.state())
        .with("since", rung.since())
        .with("reason", rung.reason())
        .with("windows", rung.windows() == null ? 0 : rung.windows().size())
        .json();
  }
}
