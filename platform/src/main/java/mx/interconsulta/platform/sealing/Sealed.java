package mx.interconsulta.platform.sealing;

import java.util.Arrays;
import java.util.Objects;
import org.bson.types.Binary;

/**
 * A field that only a process with the master key can read: AES-256-GCM under a data key.
 *
 * @param key id of the data key
 * @param bytes nonce, ciphertext and tag (Binary subtype 0)
 */
public record Sealed(String key, Binary bytes) {
  public Sealed {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(bytes, "bytes");
  }

  /** Never shows the ciphertext. */
  @Override
  public String toString() {
    return "Sealed[" + key + ", " + bytes.length() + " bytes]";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sealed that
        && key.equals(that.key)
        && Arrays.equals(bytes.getData(), that.bytes.getData());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes.getData());
  }
}
