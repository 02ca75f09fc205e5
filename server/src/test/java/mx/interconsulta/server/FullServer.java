package mx.interconsulta.server;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mx.interconsulta.platform.database.TestDatabase;
import mx.interconsulta.platform.time.VertxTimers;
import mx.interconsulta.server.configuration.ServerOptions;
import mx.interconsulta.server.health.Metrics;

/** The whole product on a fresh database, a free port and cheap password hashes. */
public final class FullServer implements AutoCloseable {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  public final Vertx vertx = Vertx.vertx();
  public final TestDatabase database;
  public final Interconsulta product;
  public final Path directory;
  private final Metrics metrics = new Metrics();

  public FullServer(Path directory, Map<String, String> more) {
    this.directory = directory;
    this.database = TestDatabase.fresh(vertx);
    Map<String, String> environment = new HashMap<>();
    environment.put("PORT", "0");
    environment.put("DATA_DIR", directory.toString());
    environment.put("MONGODB_URI", database.uri());
    environment.put("MASTER_KEY", KEY);
    environment.put("ARGON2_MEMORY_KIB", "64");
    environment.put("ARGON2_PASSES", "1");
    environment.put("SAMPLE_HISTORY", "false");
    environment.putAll(more);
    metrics.alsoTell(database.rules());
    this.product =
        TestDatabase.await(
            Interconsulta.start(
                vertx,
                new VertxTimers(vertx, Clock.systemUTC()),
                ServerOptions.read(List.of(), environment),
                metrics));
  }

  public Browser browser() {
    return new Browser(URI.create(product.url().substring(0, product.url().length() - 1)));
  }

  /** A demo account: user, password, role, name, unit. */
  public JsonObject account(String user) {
    return accounts().stream()
        .filter(one -> one.getString("user").equals(user))
        .findFirst()
        .orElseThrow();
  }

  /** The first demo account of a role. */
  public Optional<JsonObject> accountOf(String role) {
    return accounts().stream().filter(one -> one.getString("role").equals(role)).findFirst();
  }

  public List<JsonObject> accounts() {
    try {
      return new JsonObject(Files.readString(directory.resolve("demo-accounts.json")))
          .getJsonArray("accounts").stream().map(JsonObject.class::cast).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A browser in which a demo account has signed in. */
  public Browser signedIn(JsonObject account) {
    Browser browser = browser();
    browser.signIn(account.getString("user"), account.getString("password"));
    return browser;
  }

  @Override
  public void close() {
    TestDatabase.await(product.close());
    database.close();
    metrics.close();
    TestDatabase.await(vertx.close());
  }
}
