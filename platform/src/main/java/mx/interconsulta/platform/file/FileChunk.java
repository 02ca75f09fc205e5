package mx.interconsulta.platform.file;

import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.codecs.pojo.annotations.BsonProperty;
import org.bson.types.Binary;

/**
 * One chunk of a file, as GridFS lays it out, its bytes sealed.
 *
 * @param id file and place
 * @param file id of the file
 * @param n place of the chunk, from 0
 * @param data nonce, ciphertext and tag
 * @param key id of the data key it is sealed under
 */
public record FileChunk(
    @BsonId @Open String id,
    @BsonProperty("files_id") @Open String file,
    Integer n,
    Binary data,
    @Open String key) {}
