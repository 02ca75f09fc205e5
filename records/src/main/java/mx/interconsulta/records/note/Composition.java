package mx.interconsulta.records.note;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import mx.interconsulta.records.canonical.CanonicalJson;
import mx.interconsulta.scheduling.request.Enclosure;

/**
 * Writes what will be signed. docs/notes-and-signatures.md says every member; a change of the shape
 * is a new schema name, because old entries stay as they are.
 */
final class Composition {
  static final String NOTE_SCHEMA = "interconsulta.note/2";
  static final String ADDENDUM_SCHEMA = "interconsulta.addendum/1";

  private Composition() {}

  /** The sheet's header: NOM-004-SSA3-2012, 5.9 and 5.10. */
  static JsonObject header(CaseFile file, JsonObject author) {
    return new JsonObject()
        .put("patient", file.patientHeader().copy())
        .put("author", author.copy())
        .put("requester", file.requesterHeader().copy())
        .put("specialty", file.specialty())
        .put("specialtyName", file.specialtyName());
  }

  static CanonicalJson note(
      CaseFile file,
      JsonObject author,
      JsonObject fields,
      List<Enclosure> files,
      NoteMode mode,
      Instant at,
      NoteLedger.Tail tail) {
    JsonObject content =
        place(NOTE_SCHEMA, NoteLedger.noteIdOf(file.request()), at, tail)
            .put("request", file.request())
            .put("requestVersion", file.version())
            .put("mode", mode.token())
            .put("header", header(file, author))
            .put("fields", NoteFields.tidy(fields));
    if (!files.isEmpty()) {
      content.put("attachments", Enclosure.asJson(files));
    }
    if (!file.consultation().isEmpty()) {
      content.put("consultation", file.consultation());
    }
    return CanonicalJson.of(content);
  }

  static CanonicalJson addendum(
      String id,
      SignedEntry note,
      JsonObject patientHeader,
      JsonObject author,
      String text,
      Instant at,
      NoteLedger.Tail tail) {
    return CanonicalJson.of(
        place(ADDENDUM_SCHEMA, id, at, tail)
            .put("note", note.id())
            .put("noteHash", note.hash())
            .put("patient", patientHeader.copy())
            .put("author", author.copy())
            .put("text", text.strip()));
  }

  private static JsonObject place(String schema, String id, Instant at, NoteLedger.Tail tail) {
    return new JsonObject()
        .put("schema", schema)
        .put("id", id)
        .put("at", at.toString())
        .put("sequence", tail.sequence() + 1)
        .put("previous", tail.hash());
  }
}
