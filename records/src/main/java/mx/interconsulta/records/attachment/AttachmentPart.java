package mx.interconsulta.records.attachment;

import java.time.Instant;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * Bytes of a file that is still arriving, as they came.
 *
 * @param id UUID made here
 * @param attachment id of the attachment
 * @param at when it came
 * @param bytes sealed
 */
public record AttachmentPart(
    @BsonId @Open String id, @Open String attachment, Instant at, Sealed bytes) {

  static final String COLLECTION = "attachment_parts";

  static FieldAddress bytesOf(String id, String attachment) {
    return new FieldAddress(COLLECTION, id, "bytes." + attachment);
  }
}
