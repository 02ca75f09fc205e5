package mx.interconsulta.server.identity;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mx.interconsulta.platform.problem.Problem;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) on threads of its own, few and with a bounded queue: a burst of sign-ins
 * waits or is told to come back, and never slows a consultation. Hashes are kept in the PHC string
 * format, so parameters can change and old hashes still verify.
 */
final class PasswordHashing implements AutoCloseable {
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final Vertx vertx;
  private final IdentityOptions options;
  private final ThreadPoolExecutor threads;
  private final Timer timer;
  private final String decoy;

  PasswordHashing(Vertx vertx, IdentityOptions options, MeterRegistry meters) {
    this.vertx = vertx;
    this.options = options;
    this.threads =
        new ThreadPoolExecutor(
            options.argonThreads(),
            options.argonThreads(),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(options.argonQueue()),
            work -> {
              Thread thread = new Thread(work, "argon2");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    this.timer =
        Timer.builder("interconsulta.argon2").description("Password hashes").register(meters);
    Gauge.builder("interconsulta.argon2.queue", threads, pool -> pool.getQueue().size())
        .description("Password hashes that wait")
        .register(meters);
    this.decoy =
        phc(
            options.argonMemoryKib(),
            options.argonPasses(),
            1,
            Secrets.bytes(SALT_BYTES),
            Secrets.bytes(HASH_BYTES));
  }

  /** Hashes a password. Fails with 503 {@code sign-in-busy} when the queue is full. */
  Future<String> hash(String password) {
    return offload(
        () -> {
          byte[] salt = Secrets.bytes(SALT_BYTES);
          int memory = options.argonMemoryKib();
          int passes = options.argonPasses();
          return phc(memory, passes, 1, salt, argon2(password, salt, memory, passes, 1));
        });
  }

  /**
   * Whether a password is the one that was hashed. Without a hash it takes as long and says no, so
   * that nobody learns by the clock which users exist.
   */
  Future<Boolean> verify(String password, String hash) {
    String against = hash == null ? decoy : hash;
    return offload(() -> matches(password, against) && hash != null);
  }

  private boolean matches(String password, String phc) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalStateException("a password hash is not in the PHC format");
    }
    byte[] salt = Base64.getDecoder().decode(parts.group(4));
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    byte[] actual =
        argon2(
            password,
            salt,
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)));
    return MessageDigest.isEqual(expected, actual);
  }

  private static String phc(int memory, int passes, int lanes, byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m="
        + memory
        + ",t="
        + passes
        + ",p="
        + lanes
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  /** RFC 8265: the same password typed on another keyboard is the same after NFC. */
  private static byte[] argon2(String password, byte[] salt, int memory, int passes, int lanes) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(
        Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  private <T> Future<T> offload(Callable<T> work) {
    Context context = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    try {
      threads.execute(
          () -> {
            try {
              T result = timer.recordCallable(work);
              context.runOnContext(turn -> promise.complete(result));
            } catch (Exception failure) {
              context.runOnContext(turn -> promise.fail(failure));
            }
          });
    } catch (RejectedExecutionException full) {
      promise.fail(new Problem(503, "sign-in-busy", Map.of("retryAfterSeconds", 3)));
    }
    return promise.future();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
