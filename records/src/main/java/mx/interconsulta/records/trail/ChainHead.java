package mx.interconsulta.records.trail;

import java.time.Instant;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * How far a chain had come when it was last written down. The head is sealed: somebody who may
 * write to the database but does not hold the master key can rewrite a whole chain, yet not the
 * head that contradicts it.
 *
 * @param id id of the chain
 * @param startedAt when its first entry was written
 * @param savedAt when this was written down
 * @param head sequence and hash of the entry it stood at, as {@code sequence:hash}
 * @param neighbours the chains that stood beside it when it began, as lines of {@code
 *     chain:sequence}, so that a chain taken away whole is missed
 */
public record ChainHead(
    @BsonId @Open String id, Instant startedAt, Instant savedAt, Sealed head, Sealed neighbours) {

  /** The collection. */
  static final String COLLECTION = "audit_chains";

  /** Where the head of a chain stands. */
  static FieldAddress headOf(String chain) {
    return new FieldAddress(COLLECTION, chain, "head");
  }

  /** Where the neighbours of a chain stand. */
  static FieldAddress neighboursOf(String chain) {
    return new FieldAddress(COLLECTION, chain, "neighbours");
  }
}
