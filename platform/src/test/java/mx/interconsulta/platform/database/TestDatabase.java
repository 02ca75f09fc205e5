package mx.interconsulta.platform.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mx.interconsulta.platform.database.embedded.EmbeddedServer;

/**
 * A fresh database for one test class, over the real protocol: a new name on one in-memory embedded
 * server per JVM, or on the server of TEST_MONGODB_URI when TEST_MONGODB_MODULES is set, too.
 * Closing it drops it, and fails when a command was sent that is not on the list of {@code
 * docs/database.md}.
 */
public final class TestDatabase implements AutoCloseable {
  /** One server per JVM, made by the first test that asks. */
  private static final class Shared {
    static final EmbeddedServer SERVER = EmbeddedServer.inMemory();
  }

  private final CommandRules rules = CommandRules.documented();
  private final DatabaseConnection connection;
  private final String uri;

  private TestDatabase(Vertx vertx, String uri) {
    this.uri = uri;
    this.connection = DatabaseConnection.connect(vertx, null, uri, List.of(rules));
  }

  /** A fresh database on the server of this JVM, or the one that every module shall be tried on. */
  public static TestDatabase fresh(Vertx vertx) {
    String named = System.getenv("TEST_MONGODB_URI");
    boolean everywhere = named != null && System.getenv("TEST_MONGODB_MODULES") != null;
    return on(vertx, everywhere ? named : Shared.SERVER.uri());
  }

  /** A fresh database on another server. */
  public static TestDatabase on(Vertx vertx, String serverUri) {
    return new TestDatabase(vertx, named(serverUri, freshName()));
  }

  /** A database name that no other run has. All are of one length. */
  public static String freshName() {
    return "test_" + UUID.randomUUID().toString().replace("-", "");
  }

  /**
   * A server's URI with the name of a database put into it. Whoever signs in there still does so at
   * the database the URI named, else at {@code admin}.
   */
  public static String named(String serverUri, String name) {
    int authority = serverUri.indexOf("://") + 3;
    int question = serverUri.indexOf('?', authority);
    String server = question < 0 ? serverUri : serverUri.substring(0, question);
    String options = question < 0 ? "" : serverUri.substring(question + 1);
    int path = server.indexOf('/', authority);
    String host = path < 0 ? server : server.substring(0, path);
    String before = path < 0 ? "" : server.substring(path + 1);
    if (host.contains("@") && !options.toLowerCase(Locale.ROOT).contains("authsource=")) {
      options =
          (options.isEmpty() ? "" : options + "&")
              + "authSource="
              + (before.isEmpty() ? "admin" : before);
    }
    return host + "/" + name + (options.isEmpty() ? "" : "?" + options);
  }

  public Database database() {
    return connection.database();
  }

  public DatabaseConnection connection() {
    return connection;
  }

  /** What a process of its own would be given as MONGODB_URI to use the same database. */
  public String uri() {
    return uri;
  }

  /** What watches the commands sent to it; also those of a connection that is given it. */
  public CommandRules rules() {
    return rules;
  }

  /** Waits for a Future from a thread that is no event loop. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError("nothing came in 30 s", late);
    }
  }

  @Override
  public void close() {
    await(database().done(database().driver().drop()));
    await(connection.close());
    rules.assertKept();
  }
}
