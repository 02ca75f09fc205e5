package mx.interconsulta.platform.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import mx.interconsulta.platform.database.Database;
import org.bson.types.Binary;

/**
 * Field sealing with envelope encryption: fields under a data key, data keys under the master key.
 * Data keys are documents of {@code data_keys}; the newest seals, all of them open. Tokens have
 * keys of their own, so that replacing a sealing key loses no search. The same bytes on every kind
 * of server, since the database sees only binary values.
 *
 * <p>Thread-safe. A process that runs while another adds a key opens what that key sealed only
 * after a restart.
 */
public final class EnvelopeSealing implements FieldSealing {
  private static final String SEAL = "seal";
  private static final String TOKEN = "token";
  private static final int KEY_BYTES = 32;
  private static final int TOKEN_BYTES = 16;

  private final NavigableMap<Integer, SecretKey> sealKeys = new TreeMap<>();
  private final NavigableMap<Integer, byte[]> tokenKeys = new TreeMap<>();

  private EnvelopeSealing() {}

  /**
   * Reads the data keys of a database and makes the first ones on an empty one. Two processes may
   * do so at once.
   *
   * @return the sealing; fails with {@link KeyRefusedException} when the master key is not the one
   *     that wrapped the data keys
   */
  public static Future<EnvelopeSealing> open(Database database, MasterKey master, Clock clock) {
    return keys(database)
        .compose(
            keys -> {
              refuseAnother(keys, master);
              List<String> missing =
                  List.of(SEAL, TOKEN).stream()
                      .filter(
                          purpose -> keys.stream().noneMatch(key -> key.purpose().equals(purpose)))
                      .toList();
              Future<Void> made = Future.succeededFuture();
              for (String purpose : missing) {
                made = made.compose(none -> insert(database, master, clock, purpose, 1));
              }
              return made;
            })
        .compose(none -> keys(database))
        .map(keys -> unwrapAll(keys, master));
  }

  /**
   * Adds a key with which everything is sealed from the next start on; what older keys sealed still
   * opens.
   */
  public static Future<Void> addSealKey(Database database, MasterKey master, Clock clock) {
    return keys(database)
        .compose(
            keys -> {
              refuseAnother(keys, master);
              int newest =
                  keys.stream()
                      .filter(key -> key.purpose().equals(SEAL))
                      .mapToInt(DataKey::number)
                      .max()
                      .orElse(0);
              return insert(database, master, clock, SEAL, newest + 1);
            });
  }

  /** Wraps every data key under another master key; the fields themselves stay as they are. */
  public static Future<Void> changeMasterKey(Database database, MasterKey from, MasterKey to) {
    return keys(database)
        .compose(
            keys -> {
              Future<Void> changed = Future.succeededFuture();
              for (DataKey key : keys) {
                if (Arrays.equals(key.check().getData(), to.check())) {
                  continue; // a change that was interrupted goes on
                }
                DataKey next = wrap(key.id(), unwrap(key, from), to, key.createdAt());
                changed =
                    changed.compose(
                        none ->
                            database.done(
                                collection(database)
                                    .updateOne(
                                        Filters.eq("_id", key.id()),
                                        Updates.combine(
                                            Updates.set("wrapped", next.wrapped()),
                                            Updates.set("check", next.check())))));
              }
              return changed;
            });
  }

  private static MongoCollection<DataKey> collection(Database database) {
    return database.collection(DataKey.COLLECTION, DataKey.class);
  }

  private static Future<List<DataKey>> keys(Database database) {
    return database.all(collection(database).find());
  }

  private static void refuseAnother(List<DataKey> keys, MasterKey master) {
    for (DataKey key : keys) {
      if (!Arrays.equals(key.check().getData(), master.check())) {
        throw new KeyRefusedException(
            "the master key is not the one of this database: give the key it was made with in"
                + " MASTER_KEY or MASTER_KEY_FILE");
      }
    }
  }

  private static Future<Void> insert(
      Database database, MasterKey master, Clock clock, String purpose, int number) {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    DataKey key = wrap(purpose + "-" + number, bytes, master, clock.instant());
    return database
        .done(collection(database).insertOne(key))
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? Future.succeededFuture() // another process was first: its key is used
                    : Future.failedFuture(failure));
  }

  private static DataKey wrap(String id, byte[] bytes, MasterKey master, Instant createdAt) {
    byte[] wrapped = AesGcm.seal(master.wrappingKey(), id.getBytes(UTF_8), bytes);
    return new DataKey(id, new Binary(wrapped), new Binary(master.check()), createdAt);
  }

  private static byte[] unwrap(DataKey key, MasterKey master) {
    try {
      return AesGcm.open(master.wrappingKey(), key.id().getBytes(UTF_8), key.wrapped().getData());
    } catch (GeneralSecurityException failure) {
      throw new KeyRefusedException(
          "the master key does not open data key " + key.id() + " of this database", failure);
    }
  }

  private static EnvelopeSealing unwrapAll(List<DataKey> keys, MasterKey master) {
    refuseAnother(keys, master);
    EnvelopeSealing sealing = new EnvelopeSealing();
    for (DataKey key : keys) {
      byte[] bytes = unwrap(key, master);
      switch (key.purpose()) {
        case SEAL -> sealing.sealKeys.put(key.number(), new SecretKeySpec(bytes, "AES"));
        case TOKEN -> sealing.tokenKeys.put(key.number(), bytes);
        default -> throw new KeyRefusedException("data key " + key.id() + " is of a newer program");
      }
    }
    return sealing;
  }

  @Override
  public Sealed seal(FieldAddress address, String plaintext) {
    return sealBytes(address, plaintext.getBytes(UTF_8));
  }

  @Override
  public Sealed sealBytes(FieldAddress address, byte[] plaintext) {
    var newest = sealKeys.lastEntry();
    byte[] sealed = AesGcm.seal(newest.getValue(), associated(address), plaintext);
    return new Sealed(SEAL + "-" + newest.getKey(), new Binary(sealed));
  }

  @Override
  public String open(FieldAddress address, Sealed sealed) {
    return new String(openBytes(address, sealed), UTF_8);
  }

  @Override
  public byte[] openBytes(FieldAddress address, Sealed sealed) {
    SecretKey key = null;
    if (sealed.key().matches(SEAL + "-[0-9]{1,6}")) {
      key = sealKeys.get(Integer.parseInt(sealed.key().substring(SEAL.length() + 1)));
    }
    if (key == null) {
      throw new SealBrokenException(address, null);
    }
    try {
      return AesGcm.open(key, associated(address), sealed.bytes().getData());
    } catch (GeneralSecurityException failure) {
      throw new SealBrokenException(address, failure);
    }
  }

  @Override
  public String token(String field, String normalised) {
    var newest = tokenKeys.lastEntry();
    return token(newest.getKey(), newest.getValue(), field, normalised);
  }

  @Override
  public List<String> searchTokens(String field, String normalised) {
    return tokenKeys.entrySet().stream()
        .map(entry -> token(entry.getKey(), entry.getValue(), field, normalised))
        .toList();
  }

  private static String token(int number, byte[] key, String field, String normalised) {
    byte[] mac = Hmac.sha256(key, joined(field, normalised));
    return number
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, TOKEN_BYTES));
  }

  private static byte[] associated(FieldAddress address) {
    return joined(address.collection(), address.id(), address.field());
  }

  /** Each part after its length, so that no two lists of parts give the same bytes. */
  private static byte[] joined(String... parts) {
    byte[][] encoded = new byte[parts.length][];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      encoded[i] = parts[i].getBytes(UTF_8);
      length += Integer.BYTES + encoded[i].length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (byte[] part : encoded) {
      joined.putInt(part.length).put(part);
    }
    return joined.array();
  }
}
