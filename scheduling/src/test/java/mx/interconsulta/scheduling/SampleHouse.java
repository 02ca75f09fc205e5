package mx.interconsulta.scheduling;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.OperationTable;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.directory.Standing;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Scheduling with the sample network on a fresh database and a clock the test advances: people of
 * the network press, notices are kept, presence is what the test says.
 */
public final class SampleHouse implements AfterAllCallback {
  public static final Instant START = Instant.parse("2026-11-24T17:19:00Z");

  private final TestFoundation house = TestFoundation.withManualTime(START);
  private final List<Notice> notices = new CopyOnWriteArrayList<>();
  private final Set<String> present = ConcurrentHashMap.newKeySet();
  private final Set<String> departed = ConcurrentHashMap.newKeySet();
  private volatile boolean deaf;
  private final RecordedRinger ringer = new RecordedRinger();
  private final Scheduling scheduling = open();
  private final CalledOperations operations =
      new CalledOperations(new OperationTable().add(scheduling.operations()));

  private SampleHouse(boolean sample) {
    if (sample) {
      await(scheduling.sample().load());
      notices.clear();
    }
  }

  public static SampleHouse loaded() {
    return new SampleHouse(true);
  }

  public static SampleHouse empty() {
    return new SampleHouse(false);
  }

  /** A second entry to the same database, as another server process has. */
  public Scheduling open() {
    return await(
        Scheduling.open(
            house.foundation(),
            notice -> {
              if (deaf) {
                return Future.failedFuture(new IllegalStateException("nobody listens"));
              }
              notices.add(notice);
              return Future.succeededFuture();
            },
            people -> {
              Set<String> now = new HashSet<>(people);
              now.retainAll(present);
              return Future.succeededFuture(now);
            },
            person -> {
              departed.add(person);
              return Future.succeededFuture();
            },
            ringer,
            SchedulingOptions.defaults()));
  }

  public Foundation foundation() {
    return house.foundation();
  }

  public TestFoundation house() {
    return house;
  }

  public Scheduling scheduling() {
    return scheduling;
  }

  public List<Notice> notices() {
    return notices;
  }

  /** What rang, fell silent and was told. */
  public RecordedRinger ringer() {
    return ringer;
  }

  public Set<String> departed() {
    return departed;
  }

  /** While deaf, no notice can be told: as if the server died before the relay. */
  public void deaf(boolean now) {
    this.deaf = now;
  }

  public void present(String... users) {
    present.clear();
    for (String user : users) {
      present.add(person(user));
    }
  }

  public String person(String user) {
    return standing(user).person();
  }

  public Standing standing(String user) {
    return await(scheduling.directory().standingByUser(user)).orElseThrow();
  }

  public Principal principal(String user) {
    Standing standing = standing(user);
    return new Principal(standing.person(), "session-" + user, "es", standing.grants());
  }

  public static <T> T await(Future<T> future) {
    return TestFoundation.await(future);
  }

  /** Somebody who presses. */
  public Caller as(String user) {
    return new Caller(principal(user), operations);
  }

  /** The same through another server process. */
  public Caller as(String user, Scheduling through) {
    return new Caller(
        principal(user), new CalledOperations(new OperationTable().add(through.operations())));
  }

  /** Calls operations as one person. */
  public final class Caller {
    private final Principal principal;
    private final CalledOperations through;

    private Caller(Principal principal, CalledOperations through) {
      this.principal = principal;
      this.through = through;
    }

    public String person() {
      return principal.person();
    }

    public Future<Answer> calling(
        String operation, Map<String, String> path, Map<String, String> query, JsonObject body) {
      return through.call(
          new CalledOperations.Made(
              operation, principal, path, query, body, foundation().timers().clock().instant()));
    }

    public JsonObject call(
        String operation, Map<String, String> path, Map<String, String> query, JsonObject body) {
      return (JsonObject) await(calling(operation, path, query, body)).body();
    }

    public JsonObject list(String operation, Map<String, String> query) {
      return call(operation, Map.of(), query, new JsonObject());
    }

    public JsonObject get(String operation, String id) {
      return call(operation, Map.of("id", id), Map.of(), new JsonObject());
    }

    public JsonObject on(String operation, String id, JsonObject body) {
      return call(operation, Map.of("id", id), Map.of(), body);
    }

    /** What it is refused with. */
    public Problem refused(String operation, String id, JsonObject body) {
      try {
        on(operation, id, body);
      } catch (Problem problem) {
        return problem;
      }
      throw new AssertionError(operation + " was not refused");
    }

    /** Calls with the version the document has now. */
    public JsonObject press(String operation, String id, String... namesAndValues) {
      JsonObject body = new JsonObject().put("version", versionOf(id));
      for (int i = 0; i < namesAndValues.length; i += 2) {
        body.put(namesAndValues[i], namesAndValues[i + 1]);
      }
      return on(operation, id, body);
    }
  }

  /** The version a request has now. */
  public int versionOf(String request) {
    return await(scheduling.requests().find(request)).orElseThrow().version();
  }

  public String stateOf(String request) {
    return await(scheduling.requests().find(request)).orElseThrow().state().name();
  }

  /** A complete draft of a murmur to be studied, for a patient. */
  public static JsonObject murmur(String patient) {
    return new JsonObject()
        .put("version", 0)
        .put("patient", patient)
        .put("kind", "outpatient")
        .put("reason", "murmur-under-study")
        .put("priority", "soon")
        .put(
            "content",
            new JsonObject()
                .put("clinicalSummary", "Soplo sistólico III/VI en mesocardio.")
                .put("question", "¿Amerita ecocardiograma en UMAE?")
                .put("vitalSigns", new JsonObject().put("heartRate", 108))
                .put(
                    "travel",
                    new JsonObject()
                        .put("means", "bus")
                        .put("companions", 2)
                        .put("companionsWorking", 1)));
  }

  /** A draft of Dra. Cota's about Iker, saved. */
  public String draft() {
    String id = UUID.randomUUID().toString();
    as("mariana.cota").on("saveRequest", id, murmur(patient("Iker Daniel")));
    return id;
  }

  /** The same, sent. */
  public String submitted() {
    String id = draft();
    as("mariana.cota").press("submitRequest", id);
    return id;
  }

  /** The same, taken by Dr. Arámbula. */
  public String accepted() {
    String id = submitted();
    as("rodrigo.arambula").press("acceptRequest", id);
    return id;
  }

  /** A free place of a specialist for a request, two days ahead or later, with its version. */
  public JsonObject place(String request, String specialist) {
    return places(request, START.plus(Duration.ofDays(2))).stream()
        .filter(place -> place.getString("specialist").equals(person(specialist)))
        .findFirst()
        .orElseGet(
            () ->
                new JsonObject()
                    .put("start", START.plus(Duration.ofDays(3)).toString())
                    .put("specialist", person(specialist))
                    .put("unit", "JCIMS000325"))
        .put("version", versionOf(request));
  }

  /** The places its author is offered from an instant on, as {@code bookRequest} wants them. */
  public List<JsonObject> places(String request, Instant from) {
    JsonArray items =
        as("mariana.cota")
            .call(
                "listPlaces",
                Map.of("id", request),
                Map.of("from", from.toString(), "limit", "200"),
                new JsonObject())
            .getJsonArray("items");
    List<JsonObject> places = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      JsonObject specialist = items.getJsonObject(i).getJsonObject("specialist");
      places.add(
          new JsonObject()
              .put("start", items.getJsonObject(i).getString("start"))
              .put("specialist", specialist.getString("person"))
              .put("unit", specialist.getString("unit")));
    }
    return places;
  }

  public String consultationOf(String request) {
    return await(scheduling.requests().find(request)).orElseThrow().consultation();
  }

  /** Id of the first patient whom a search finds. */
  public String patient(String query) {
    return as("mariana.cota")
        .call("searchPatients", Map.of(), Map.of(), new JsonObject().put("query", query))
        .getJsonArray("items")
        .getJsonObject(0)
        .getJsonObject("patient")
        .getString("id");
  }

  /** The rows of an answer, by id. */
  public static Map<String, JsonObject> rows(JsonObject page) {
    Map<String, JsonObject> rows = new HashMap<>();
    JsonArray items = page.getJsonArray("items");
    for (int i = 0; i < items.size(); i++) {
      rows.put(items.getJsonObject(i).getString("id"), items.getJsonObject(i));
    }
    return rows;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    await(scheduling.close());
    house.close();
  }
}
