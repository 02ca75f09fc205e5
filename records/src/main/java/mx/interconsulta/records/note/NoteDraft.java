package mx.interconsulta.records.note;

import java.time.Instant;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * What an author has written and not yet signed; one for each request and author.
 *
 * @param id request and author
 * @param request id of the request
 * @param author id of the person
 * @param patient id of the patient
 * @param version from 1, one more with each save
 * @param sitting the window that saved last
 * @param savedAt when
 * @param fields the note's fields, one JSON object
 * @param prepared what was frozen for signing from this version; null when nothing is
 */
public record NoteDraft(
    @BsonId @Open String id,
    @Open String request,
    @Open String author,
    @Open String patient,
    Integer version,
    @Open String sitting,
    Instant savedAt,
    Sealed fields,
    PreparedEntry prepared) {

  /** The collection. */
  static final String COLLECTION = "note_drafts";

  static String idOf(String request, String author) {
    return request + "." + author;
  }

  /** Where the fields of a draft stand. */
  static FieldAddress fieldsOf(String id) {
    return new FieldAddress(COLLECTION, id, "fields");
  }
}
