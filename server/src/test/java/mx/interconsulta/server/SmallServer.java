package mx.interconsulta.server;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.audit.AuditEntry;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.OperationTable;
import mx.interconsulta.server.http.AddressRange;
import mx.interconsulta.server.http.ApiDocument;
import mx.interconsulta.server.http.HttpLimits;
import mx.interconsulta.server.http.Pages;
import mx.interconsulta.server.http.ProblemTexts;
import mx.interconsulta.server.http.Proxies;
import mx.interconsulta.server.http.SecurityHeaders;
import mx.interconsulta.server.http.Site;
import mx.interconsulta.server.identity.Identity;
import mx.interconsulta.server.identity.IdentityOptions;
import mx.interconsulta.server.identity.SamplePerson;
import mx.interconsulta.server.identity.SessionEndings;

/** Sign-in and a few operations of a test on a real HTTP server, with time that a test advances. */
public final class SmallServer implements AutoCloseable {
  public static final Instant START = Instant.parse("2026-11-24T17:00:00Z");

  /** Cheap hashes: what is tested is everything around them. */
  public static final IdentityOptions OPTIONS =
      new IdentityOptions(
          Duration.ofMinutes(30),
          Duration.ofHours(12),
          Duration.ofHours(24),
          Duration.ofSeconds(60),
          64,
          1,
          2,
          64);

  public final TestFoundation house = TestFoundation.withManualTime(START);
  public final StaffInMemory staff = new StaffInMemory();
  public final List<AuditEntry> audited = new CopyOnWriteArrayList<>();
  public final List<String> endings = new CopyOnWriteArrayList<>();
  public final Identity identity;
  public volatile boolean auditDown;

  private final List<SamplePerson> people = new ArrayList<>();
  private final HttpServer server;
  private final Path directory;

  /** A server with sign-in alone. */
  public SmallServer(Path directory) {
    this(directory, List.of(), new JsonObject(), List.of());
  }

  public SmallServer(
      Path directory, List<Operation> more, JsonObject morePaths, List<AddressRange> proxies) {
    this.directory = directory;
    HttpServer[] listening = new HttpServer[1];
    this.identity =
        Identity.open(
            house.foundation(),
            staff,
            OPTIONS,
            new Identity.Setting(() -> listening[0].actualPort(), false, true, true, true, false),
            new Endings(),
            directory);
    List<Operation> operations = new ArrayList<>(identity.operations());
    operations.addAll(more);
    OperationTable table = new OperationTable().add(operations);
    Site.Parts parts =
        new Site.Parts(
            document(operations, morePaths),
            table,
            identity.signIns(),
            this::audit,
            ProblemTexts.load(),
            new Proxies(proxies),
            house.foundation().timers(),
            new HttpLimits(64 * 1024, 256 * 1024, Duration.ofSeconds(5)),
            house.foundation().meters(),
            Pages.load(),
            (socket, caller) -> socket.writeTextMessage(caller.principal().person()),
            new SecurityHeaders(false),
            proxies.isEmpty(),
            Map.of());
    this.server =
        TestFoundation.await(
            Site.build(house.vertx(), parts)
                .compose(
                    handler -> house.vertx().createHttpServer().requestHandler(handler).listen(0)));
    listening[0] = server;
  }

  public int port() {
    return server.actualPort();
  }

  public Path directory() {
    return directory;
  }

  public Browser browser() {
    return new Browser(port());
  }

  /** A person with an account; {@link #password} tells its password. */
  public void person(String id, String user, String role, String unit) {
    staff.add(id, user, role, unit);
    people.add(new SamplePerson(id, user, role, id, unit));
    TestFoundation.await(TestFoundation.await(identity.prepareSample(people)));
  }

  /** The password of a person, from the file that only this machine's owner reads. */
  public String password(String user) {
    JsonObject file =
        new JsonObject(
            house.vertx().fileSystem().readFileBlocking(directory + "/demo-accounts.json"));
    return file.getJsonArray("accounts").stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("user").equals(user))
        .findFirst()
        .orElseThrow()
        .getString("password");
  }

  /** A browser in which somebody has signed in. */
  public Browser signedIn(String user) {
    Browser browser = browser();
    browser.signIn(user, password(user));
    return browser;
  }

  public void advance(Duration step) {
    house.manualTimers().advance(step);
  }

  @Override
  public void close() {
    TestFoundation.await(server.close());
    identity.close();
    house.close();
  }

  private Future<Void> audit(AuditEntry entry) {
    if (auditDown) {
      return Future.failedFuture(new IllegalStateException("the trail is gone"));
    }
    audited.add(entry);
    return Future.succeededFuture();
  }

  /** The product's document with only these operations, and a test's own. */
  private static ApiDocument document(List<Operation> operations, JsonObject morePaths) {
    Set<String> ids = operations.stream().map(Operation::id).collect(Collectors.toSet());
    JsonObject whole = ApiDocument.load().published().toJsonObject();
    JsonObject paths = whole.getJsonObject("paths");
    for (String path : List.copyOf(paths.fieldNames())) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : List.copyOf(item.fieldNames())) {
        if (item.getValue(method) instanceof JsonObject operation
            && !ids.contains(operation.getString("operationId"))) {
          item.remove(method);
        }
      }
      if (item.isEmpty()) {
        paths.remove(path);
      }
    }
    paths.mergeIn(morePaths);
    return new ApiDocument(Buffer.buffer(whole.encode()));
  }

  private final class Endings implements SessionEndings {
    @Override
    public Future<Void> sessionEnded(String session) {
      endings.add("session");
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> personEnded(String person) {
      endings.add("person " + person);
      return Future.succeededFuture();
    }
  }
}
