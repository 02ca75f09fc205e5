package mx.interconsulta.platform.database;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.event.CommandListener;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.mongodb.MongoMetricsCommandListener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.platform.database.embedded.EmbeddedServer;
import mx.interconsulta.platform.database.embedded.ProtocolLog;
import org.bson.Document;
import org.bson.UuidRepresentation;

/**
 * An open way to a database: the one that MONGODB_URI names, else the embedded one of a directory,
 * inside this process. Thread-safe.
 */
public final class DatabaseConnection {
  /** The database used when the URI names none. */
  public static final String DEFAULT_NAME = "interconsulta";

  /** Where in DATA_DIR the embedded database is. */
  public static final String DIRECTORY = "database";

  private static final int SELECT_SECONDS = 5;
  private static final int CONNECT_SECONDS = 5;
  private static final int READ_SECONDS = 20;
  private static final int MOST_CONNECTIONS = 50;

  private final Vertx vertx;
  private final EmbeddedServer embedded;
  private final MongoClient client;
  private final ConnectionString uri;
  private final Database database;
  private volatile DatabaseKind kind;

  private DatabaseConnection(
      Vertx vertx, EmbeddedServer embedded, MongoClient client, ConnectionString uri) {
    this.vertx = vertx;
    this.embedded = embedded;
    this.client = client;
    this.uri = uri;
    String name = Objects.requireNonNullElse(uri.getDatabase(), DEFAULT_NAME);
    this.database = new Database(vertx, client.getDatabase(name));
  }

  /**
   * Opens the database of this process.
   *
   * @param uri what MONGODB_URI says, or null or blank for the embedded database
   * @param directory DATA_DIR; the embedded database is a directory in it
   * @return the connection, once the server has answered; fails with {@link
   *     DatabaseRefusedException} when the directory is in use, the server does not answer, or the
   *     data is of a newer program
   */
  public static Future<DatabaseConnection> open(Vertx vertx, String uri, Path directory) {
    return openUnchecked(vertx, uri, directory)
        .compose(connection -> connection.orClosed(SchemaVersion.check(connection.database)));
  }

  /** The same, with listeners that are told of every command. */
  public static Future<DatabaseConnection> open(
      Vertx vertx, String uri, Path directory, List<CommandListener> listeners) {
    return openUnchecked(vertx, uri, directory, listeners)
        .compose(connection -> connection.orClosed(SchemaVersion.check(connection.database)));
  }

  /**
   * Every command's time and outcome as a meter ({@code mongodb.driver.commands}: name of the
   * command and of the collection, never a value).
   */
  public static CommandListener metering(MeterRegistry meters) {
    return new MongoMetricsCommandListener(meters);
  }

  /** The same without a look at the schema version, for backup and restore. */
  public static Future<DatabaseConnection> openUnchecked(Vertx vertx, String uri, Path directory) {
    return openUnchecked(vertx, uri, directory, List.of());
  }

  private static Future<DatabaseConnection> openUnchecked(
      Vertx vertx, String uri, Path directory, List<CommandListener> listeners) {
    return vertx
        .executeBlocking(
            () -> {
              if (uri != null && !uri.isBlank()) {
                return connect(vertx, null, uri, listeners);
              }
              EmbeddedServer server = EmbeddedServer.open(directory.resolve(DIRECTORY), 0);
              return connect(vertx, server, server.uri(), listeners);
            },
            false)
        .compose(connection -> connection.orClosed(connection.findKind()));
  }

  /** This connection once a check has passed, else closed. */
  private Future<DatabaseConnection> orClosed(Future<?> check) {
    return check
        .map(this)
        .recover(failure -> close().transform(closed -> Future.failedFuture(failure)));
  }

  /** Connects to a server without waiting for its answer; listeners see every command. */
  static DatabaseConnection connect(
      Vertx vertx, EmbeddedServer embedded, String uri, List<CommandListener> listeners) {
    ProtocolLog.silence();
    ConnectionString where;
    try {
      where = new ConnectionString(uri);
    } catch (IllegalArgumentException failure) {
      throw new DatabaseRefusedException("MONGODB_URI is not a MongoDB URI", failure);
    }
    MongoClientSettings.Builder settings =
        MongoClientSettings.builder()
            .applicationName("interconsulta")
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(SELECT_SECONDS, TimeUnit.SECONDS))
            .applyToSocketSettings(
                socket ->
                    socket
                        .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(READ_SECONDS, TimeUnit.SECONDS))
            .applyToConnectionPoolSettings(pool -> pool.maxSize(MOST_CONNECTIONS))
            .applyConnectionString(where)
            // what is stored does not depend on the URI
            .uuidRepresentation(UuidRepresentation.STANDARD);
    listeners.forEach(settings::addCommandListener);
    return new DatabaseConnection(vertx, embedded, MongoClients.create(settings.build()), where);
  }

  private Future<Void> findKind() {
    return database
        .first(database.driver().runCommand(new Document("buildInfo", 1)))
        .recover(
            failure ->
                Future.failedFuture(
                    new DatabaseRefusedException(
                        UnreachableDatabase.reason(failure, client.getClusterDescription(), uri),
                        failure)))
        .map(
            info -> {
              kind =
                  embedded != null
                      ? DatabaseKind.EMBEDDED
                      : info.containsKey(EmbeddedServer.MARK)
                          ? DatabaseKind.EMBEDDED_PROCESS
                          : DatabaseKind.MONGODB;
              return null;
            });
  }

  public Database database() {
    return database;
  }

  /** Another database of the same server. */
  public Database database(String name) {
    return new Database(vertx, client.getDatabase(name));
  }

  /** What kind of server this is. */
  public DatabaseKind kind() {
    return kind;
  }

  /** One line for people; nothing of a URI, which may hold a password. */
  public String description() {
    return switch (kind) {
      case EMBEDDED -> "embedded database at " + embedded.uri() + " (not for clinical production)";
      case EMBEDDED_PROCESS -> "embedded database as a process (not for clinical production)";
      case MONGODB -> "MongoDB";
    };
  }

  /** Whether what was acknowledged survives the loss of a machine, as far as the driver sees. */
  public boolean isReplicated() {
    return isReplicated(client.getClusterDescription());
  }

  static boolean isReplicated(ClusterDescription servers) {
    return servers.getType() == ClusterType.REPLICA_SET
        || servers.getType() == ClusterType.SHARDED
        || servers.getType() == ClusterType.LOAD_BALANCED;
  }

  /** The servers as the driver sees them now. */
  ClusterDescription cluster() {
    return client.getClusterDescription();
  }

  /** Completes when the server has answered: for health. */
  public Future<Void> ping() {
    return database.done(database.driver().runCommand(new Document("ping", 1)));
  }

  /** Ends connections and, when embedded, closes the file. */
  public Future<Void> close() {
    return vertx.executeBlocking(
        () -> {
          client.close();
          if (embedded != null) {
            embedded.close();
          }
          return null;
        },
        false);
  }
}
