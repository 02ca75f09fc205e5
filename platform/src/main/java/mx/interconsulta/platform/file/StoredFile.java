package mx.interconsulta.platform.file;

import java.time.Instant;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A file, as GridFS lays it out. Written before its chunks, so that none is without a file: what is
 * whole is what its owner names.
 *
 * @param id of the file
 * @param length of all chunks as stored, sealed
 * @param chunkSize of each chunk as stored, but the last
 * @param uploadDate when it was written
 * @param metadata what GridFS does not know
 */
public record StoredFile(
    @BsonId @Open String id,
    Long length,
    Integer chunkSize,
    Instant uploadDate,
    Metadata metadata) {

  /**
   * What belongs to a sealed file.
   *
   * @param owner id of the document that names the file
   * @param bytes length of the file itself
   */
  public record Metadata(@Open String owner, Long bytes) {}
}
