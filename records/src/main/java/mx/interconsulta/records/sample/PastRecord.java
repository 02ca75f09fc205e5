package mx.interconsulta.records.sample;

import java.time.Instant;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * Which server writes the past of the sample network.
 *
 * @param id always the same: a database has one past
 * @param writer id of the server that writes it
 * @param until when another may go on with it
 * @param done whether all of it is written; absent until then
 */
public record PastRecord(
    @BsonId @Open String id, @Open String writer, Instant until, Boolean done) {

  boolean isDone() {
    return Boolean.TRUE.equals(done);
  }
}
