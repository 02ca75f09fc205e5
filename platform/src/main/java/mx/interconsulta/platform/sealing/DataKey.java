package mx.interconsulta.platform.sealing;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.types.Binary;

/**
 * A document of {@code data_keys}. Public because the record codec reads only public records.
 *
 * @param id purpose and number, for example {@code seal-1}
 * @param wrapped the key, sealed under the master key with the id authenticated
 * @param check tells which master key wrapped it
 * @param createdAt when it was made
 */
public record DataKey(@BsonId @Open String id, Binary wrapped, Binary check, Instant createdAt) {
  static final String COLLECTION = "data_keys";

  /** What the key is for: {@code seal} or {@code token}. */
  String purpose() {
    return id.substring(0, id.indexOf('-'));
  }

  int number() {
    return Integer.parseInt(id.substring(id.indexOf('-') + 1));
  }
}
