package mx.interconsulta.records.attachment;

import java.time.Instant;
import java.util.List;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A photograph or document that goes with a request or with the note that answers it. It arrives in
 * parts, is checked once it has arrived whole, and is then a file in GridFS.
 *
 * @param id UUID made by the page
 * @param request id of the request
 * @param side {@code request} or {@code note}
 * @param author id of the person who brings it
 * @param patient id of the patient
 * @param state {@code arriving} or {@code kept}
 * @param slot one of ten places of its side, so that there are never more; absent once taken away
 * @param name sealed, as its author had it
 * @param size bytes that were announced
 * @param received bytes that have arrived
 * @param parts ids of the parts that have arrived, in order; absent once it is kept
 * @param mediaType what it was found to be; absent until it is kept
 * @param bytes length of what is kept
 * @param hash lower-case hex SHA-256 of what is kept
 * @param width pixels as shown; absent for a document
 * @param height pixels as shown; absent for a document
 * @param pages of a document; absent for a photograph
 * @param file id of the bytes in GridFS
 * @param thumbnail id of the small picture in GridFS; absent when there is none
 * @param createdAt when it was announced
 * @param changedAt last part, or when it was kept
 * @param removedAt when its author took it away, or absent
 * @param loose whether nothing is known to name it yet; the sweep looks at loose ones only
 */
public record Attachment(
    @BsonId @Open String id,
    @Open String request,
    @Open String side,
    @Open String author,
    @Open String patient,
    @Open String state,
    @Open String slot,
    Sealed name,
    Long size,
    Long received,
    List<@Open String> parts,
    @Open String mediaType,
    Long bytes,
    @Open String hash,
    Integer width,
    Integer height,
    Integer pages,
    @Open String file,
    @Open String thumbnail,
    Instant createdAt,
    Instant changedAt,
    Instant removedAt,
    Boolean loose) {

  static final String COLLECTION = "attachments";
  static final String REQUEST = "request";
  static final String NOTE = "note";
  static final String ARRIVING = "arriving";
  static final String KEPT = "kept";

  static FieldAddress nameOf(String id) {
    return new FieldAddress(COLLECTION, id, "name");
  }

  boolean isKept() {
    return KEPT.equals(state);
  }

  boolean isOfNote() {
    return NOTE.equals(side);
  }
}
