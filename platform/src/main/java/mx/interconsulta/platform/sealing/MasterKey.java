package mx.interconsulta.platform.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that wraps the data keys: 256 bits, from outside the database. Whoever has a backup of
 * the database and this key reads everything; a backup without it is worth nothing, so it is kept
 * apart.
 */
public final class MasterKey {
  /** Name of the file that is made in the data directory of an embedded database. */
  public static final String FILE = "master.key";

  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] bytes;

  private MasterKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A key of exactly 32 bytes. */
  public static MasterKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new KeyRefusedException("a master key is 32 bytes in base64 (44 characters)");
    }
    return new MasterKey(bytes.clone());
  }

  /** A new random key. */
  public static MasterKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new MasterKey(bytes);
  }

  /**
   * The key that the environment gives: MASTER_KEY (base64), else the file MASTER_KEY_FILE
   * (base64), else, only with an embedded database, a file in its directory, made on first use with
   * mode 0600. Blocking.
   *
   * @param environment variables of the process
   * @param embeddedDirectory directory of the embedded database, or null when there is none
   * @throws KeyRefusedException when there is no key or it is not one
   */
  public static MasterKey find(Map<String, String> environment, Path embeddedDirectory) {
    String given = environment.get("MASTER_KEY");
    if (given != null && !given.isBlank()) {
      return decode(given, "MASTER_KEY");
    }
    String file = environment.get("MASTER_KEY_FILE");
    if (file != null && !file.isBlank()) {
      return read(Path.of(file), "MASTER_KEY_FILE");
    }
    if (embeddedDirectory == null) {
      throw new KeyRefusedException(
          "no master key: set MASTER_KEY (32 bytes in base64) or MASTER_KEY_FILE");
    }
    return readOrMake(embeddedDirectory.resolve(FILE));
  }

  /** The key of a file, in base64. Blocking. */
  static MasterKey read(Path file) {
    return read(file, file.toString());
  }

  private static MasterKey readOrMake(Path file) {
    if (Files.exists(file)) {
      return read(file, file.toString());
    }
    MasterKey made = random();
    try {
      Files.createDirectories(file.getParent());
      Path draft =
          Files.createTempFile(
              file.getParent(), "master", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.writeString(
          draft, Base64.getEncoder().encodeToString(made.bytes) + "\n", StandardOpenOption.SYNC);
      try {
        Files.createLink(file, draft);
      } catch (FileAlreadyExistsException another) {
        return read(file, file.toString());
      } finally {
        Files.deleteIfExists(draft);
      }
      return made;
    } catch (IOException failure) {
      throw new KeyRefusedException("the master key cannot be written to " + file, failure);
    }
  }

  private static MasterKey read(Path file, String source) {
    try {
      return decode(Files.readString(file), source);
    } catch (IOException failure) {
      throw new KeyRefusedException("the master key of " + source + " cannot be read", failure);
    }
  }

  private static MasterKey decode(String text, String source) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.strip());
      if (bytes.length == BYTES) {
        return new MasterKey(bytes);
      }
    } catch (IllegalArgumentException notBase64) {
      throw new KeyRefusedException(
          source + " is not a master key: 32 bytes in base64 (44 characters)", notBase64);
    }
    throw new KeyRefusedException(
        source + " is not a master key: 32 bytes in base64 (44 characters)");
  }

  SecretKey wrappingKey() {
    return new SecretKeySpec(bytes, "AES");
  }

  /**
   * Eight bytes that tell whether a key is this one and nothing more about it. Kept with every data
   * key.
   */
  byte[] check() {
    return Arrays.copyOf(Hmac.sha256(bytes, "interconsulta master key check".getBytes(UTF_8)), 8);
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "MasterKey";
  }
}
