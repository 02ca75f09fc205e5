package mx.interconsulta.records.note;

import java.time.Instant;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A signed entry of a patient's record: an outcome note or an addendum to one. Written once by one
 * insert; only {@code due} is ever taken away again.
 *
 * @param id a note's follows from its request, so that a request has one note; an addendum's is
 *     made when it is prepared
 * @param kind {@code note} or {@code addendum}
 * @param request id of the request
 * @param note id of the note: its own, or the one that is added to
 * @param patient id of the patient
 * @param author id of the person who signed
 * @param assignment id of the assignment under which they signed
 * @param unit id of its unit
 * @param specialty id of the specialty that answered
 * @param mode how the answer was reached; null for an addendum
 * @param signedAt when the signature was taken
 * @param sequence place in the patient's chain, from 1
 * @param previous hash of the entry before; empty for the first
 * @param hash lower-case hex SHA-256 of the canonical bytes
 * @param canonical the RFC 8785 bytes
 * @param due the outbox: {@code answer} until the request was told; null when nothing is due
 * @param followUp in how long it asks for a follow-up, as a token; null when it asks for none
 */
public record SignedEntry(
    @BsonId @Open String id,
    @Open String kind,
    @Open String request,
    @Open String note,
    @Open String patient,
    @Open String author,
    @Open String assignment,
    @Open String unit,
    @Open String specialty,
    @Open String mode,
    Instant signedAt,
    Long sequence,
    @Open String previous,
    @Open String hash,
    Sealed canonical,
    @Open String due,
    @Open String followUp) {

  /** The collection. */
  static final String COLLECTION = "notes";

  static final String NOTE = "note";
  static final String ADDENDUM = "addendum";
  static final String ANSWER = "answer";

  /** Where the bytes of an entry stand. */
  static FieldAddress canonicalOf(String id) {
    return new FieldAddress(COLLECTION, id, "canonical");
  }

  boolean isNote() {
    return NOTE.equals(kind);
  }
}
