package mx.interconsulta.records.note;

import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * An addendum that is frozen and waits for its signature; one for each note, replaced by the next
 * that is prepared.
 *
 * @param id id of the note
 * @param prepared the frozen bytes
 */
public record AddendumDraft(@BsonId @Open String id, PreparedEntry prepared) {

  /** The collection. */
  static final String COLLECTION = "addendum_drafts";
}
