package mx.interconsulta.records.note;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.records.canonical.CanonicalJson;

/** How drafts, signed entries and the record look from outside: the shapes of records.yaml. */
final class NoteViews {
  private NoteViews() {}

  static JsonObject none(CaseFile file) {
    return new JsonObject().put("request", file.request()).put("state", "none");
  }

  /** A draft, or what it begins with when nothing was saved. */
  static JsonObject draft(CaseFile file, JsonObject author, NoteDraft draft, JsonObject fields) {
    JsonObject view =
        new JsonObject()
            .put("version", draft == null ? 0 : draft.version())
            .put("fields", fields)
            .mergeIn(progress(file, fields));
    if (draft != null) {
      view.put("sitting", draft.sitting()).put("savedAt", draft.savedAt().toString());
    }
    return new JsonObject()
        .put("request", file.request())
        .put("state", "draft")
        .put("header", Composition.header(file, author))
        .put("draft", view);
  }

  static JsonObject saved(CaseFile file, NoteDraft draft, JsonObject fields) {
    return new JsonObject()
        .put("version", draft.version())
        .put("savedAt", draft.savedAt().toString())
        .mergeIn(progress(file, fields));
  }

  private static JsonObject progress(CaseFile file, JsonObject fields) {
    return new JsonObject()
        .put("origins", new JsonArray(NoteFields.unchanged(fields, file.prefill())))
        .put("missing", new JsonArray(NoteFields.missing(fields, NoteMode.VIDEO.token())));
  }

  static JsonObject prepared(CanonicalJson content) {
    return new JsonObject()
        .put("hash", content.hash())
        .put("canonical", content.text())
        .put("content", content.content());
  }

  /** The request's view of its signed note. */
  static JsonObject signed(CaseFile file, JsonObject note) {
    return new JsonObject()
        .put("request", file.request())
        .put("state", "signed")
        .put("header", note.getJsonObject("content").getJsonObject("header"))
        .put("signed", note);
  }

  static JsonObject note(NoteLedger ledger, SignedEntry note, List<SignedEntry> addenda) {
    JsonArray added = new JsonArray();
    addenda.forEach(addendum -> added.add(addendum(ledger, addendum)));
    return entry(ledger, note)
        .put("request", note.request())
        .put("patient", note.patient())
        .put("addenda", added);
  }

  static JsonObject addendum(NoteLedger ledger, SignedEntry addendum) {
    return entry(ledger, addendum).put("note", addendum.note());
  }

  private static JsonObject entry(NoteLedger ledger, SignedEntry entry) {
    CanonicalJson kept = ledger.open(entry);
    return new JsonObject()
        .put("id", entry.id())
        .put("author", entry.author())
        .put("signedAt", entry.signedAt().toString())
        .put("hash", kept.hash())
        .put("canonical", kept.text())
        .put("content", kept.content());
  }

  /** The timeline, the newest first; entries whose bytes or place are not as signed are marked. */
  static JsonArray timeline(
      NoteLedger ledger, List<JsonObject> requests, List<SignedEntry> entries) {
    List<JsonObject> items = new ArrayList<>(requests);
    String previous = "";
    long sequence = 0;
    for (SignedEntry entry : entries) {
      JsonObject item = item(ledger, entry);
      if (entry.sequence() != ++sequence || !entry.previous().equals(previous)) {
        item.put("damaged", true);
      }
      sequence = entry.sequence();
      previous = entry.hash();
      items.add(item);
    }
    items.sort(
        Comparator.comparing((JsonObject item) -> item.getInstant("at"))
            .reversed()
            .thenComparing(item -> item.getString("id")));
    return new JsonArray(items);
  }

  private static JsonObject item(NoteLedger ledger, SignedEntry entry) {
    JsonObject item =
        new JsonObject()
            .put("kind", entry.kind())
            .put("id", entry.id())
            .put("at", entry.signedAt().toString())
            .put("request", entry.request())
            .put("note", entry.note())
            .put("person", entry.author())
            .put("unit", entry.unit())
            .put("specialty", entry.specialty());
    if (entry.mode() != null) {
      item.put("mode", entry.mode());
    }
    try {
      JsonObject content = ledger.open(entry).content();
      JsonObject header = content.getJsonObject("header", content);
      JsonObject author = header.getJsonObject("author");
      String title = author.getString("title", "");
      item.put("personName", (title + " " + author.getString("name")).strip())
          .put("unitName", author.getString("unitShortName", author.getString("unitName")));
      if (header.containsKey("specialtyName")) {
        item.put("specialtyName", header.getString("specialtyName"));
      }
      return item;
    } catch (Problem damaged) {
      return item.put("personName", "").put("unitName", "").put("damaged", true);
    }
  }
}
