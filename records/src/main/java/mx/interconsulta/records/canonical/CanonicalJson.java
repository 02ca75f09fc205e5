package mx.interconsulta.records.canonical;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * The one way to write a JSON object as bytes, RFC 8785 (JSON Canonicalization Scheme), and the
 * SHA-256 of those bytes. Whoever holds the bytes can recompute the hash with any tool; whoever
 * holds the JSON can recompute the bytes in any language. Immutable.
 */
public final class CanonicalJson {
  private final byte[] bytes;
  private final String hash;

  private CanonicalJson(byte[] bytes) {
    this.bytes = bytes;
    this.hash = sha256(bytes);
  }

  /**
   * The canonical form of an object.
   *
   * @throws IllegalArgumentException when it holds what JSON cannot say, such as NaN
   */
  public static CanonicalJson of(JsonObject object) {
    try {
      return new CanonicalJson(new JsonCanonicalizer(object.encode()).getEncodedUTF8());
    } catch (IOException notJson) {
      throw new IllegalArgumentException("no canonical form", notJson);
    }
  }

  /** Bytes that were kept, taken as they are: what they hash to is for the caller to compare. */
  public static CanonicalJson kept(byte[] bytes) {
    return new CanonicalJson(bytes.clone());
  }

  /** The UTF-8 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Lower-case hex SHA-256 of the bytes. */
  public String hash() {
    return hash;
  }

  /** The bytes as text. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The object that the bytes say. */
  public JsonObject content() {
    return new JsonObject(text());
  }

  /** Lower-case hex SHA-256. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CanonicalJson that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  /** The hash; never the content, which may be clinical. */
  @Override
  public String toString() {
    return "CanonicalJson[" + hash + "]";
  }
}
