package mx.interconsulta.server.http;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.model.Filters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;

/** Operations on invented things: one for each shape and each way to go wrong. */
final class ThingOperations {
  static final String FILE = "0123456789abcdefghij";
  private static final AuditPurpose READ = AuditPurpose.of("thing.read");
  private static final AuditPurpose WRITE = AuditPurpose.perSitting("thing.write");
  private static final Map<String, Reach.Rule> RULES = Map.of("physician", Reach.Rule.sameUnit());

  final List<JsonObject> written = new CopyOnWriteArrayList<>();

  List<Operation> all() {
    Reach.Document document = new Reach.Document(ThingOperations::find, RULES);
    Reach.Listing listing =
        new Reach.Listing(
            Map.of("physician", (principal, grant) -> Filters.eq("unit", grant.unit())));
    return List.of(
        new Operation("readThing", READ, document, json(ThingOperations::read)),
        new Operation("writeThing", WRITE, document, json(this::write)),
        new Operation("listThings", READ, listing, json(ThingOperations::list)),
        new Operation(
            "listWithoutScope",
            READ,
            listing,
            json(call -> Future.succeededFuture(Answer.ok(new JsonArray(), Set.of())))),
        new Operation(
            "forgetPatients",
            READ,
            document,
            json(call -> Future.succeededFuture(Answer.ok(new JsonObject(), null)))),
        new Operation(
            "breakThing",
            WRITE,
            document,
            json(
                call -> {
                  throw new IllegalStateException("Juana Pérez, NSS 12345678903");
                })),
        new Operation(
            "takenThing",
            WRITE,
            document,
            json(
                call ->
                    Future.failedFuture(
                        Problem.conflict("setup-done", Map.of("state", "ACCEPTED"))))),
        new Operation(
            "slowThing", READ, document, json(call -> Promise.<Answer>promise().future())),
        new Operation(
            "lostThing",
            READ,
            document,
            json(call -> Future.failedFuture(new MongoTimeoutException("no primary")))),
        new Operation("downloadThing", READ, document, (Handler.StreamOut) this::download),
        new Operation("uploadThing", READ, document, (Handler.StreamIn) this::upload));
  }

  static JsonObject paths() {
    JsonObject body =
        new JsonObject(
            """
            {"type":"object","additionalProperties":false,"required":["version","name"],
             "properties":{
               "version":{"type":"integer","minimum":0},
               "sitting":{"type":"string"},
               "name":{"type":"string","minLength":2,"maxLength":5},
               "saturation":{"type":"integer","minimum":40,"maximum":100},
               "kind":{"type":"string","enum":["a","b"]},
               "day":{"type":"string","format":"date"},
               "content":{"$ref":"#/components/schemas/Id"},
               "inner":{"type":"object","additionalProperties":false,"required":["list"],
                 "properties":{"list":{"type":"array","maxItems":2,
                   "items":{"$ref":"#/components/schemas/Id"}}}}}}
            """);
    JsonObject paths = new JsonObject();
    paths
        .put("/api/things", new JsonObject().put("get", operation("listThings", false, null)))
        .put(
            "/api/things/{id}",
            new JsonObject()
                .put("get", operation("readThing", true, null))
                .put("put", operation("writeThing", true, body)))
        .put(
            "/api/things/{id}/upload",
            new JsonObject()
                .put(
                    "put",
                    operation("uploadThing", true, null)
                        .put(
                            "requestBody",
                            new JsonObject(
                                "{\"content\":{\"application/octet-stream\":{\"schema\":"
                                    + "{\"type\":\"string\",\"format\":\"binary\"}}}}"))))
        .put(
            "/api/scopeless",
            new JsonObject().put("get", operation("listWithoutScope", false, null)));
    for (String id :
        List.of(
            "forgetPatients",
            "breakThing",
            "takenThing",
            "slowThing",
            "lostThing",
            "downloadThing")) {
      paths.put("/api/things/{id}/" + id, new JsonObject().put("get", operation(id, true, null)));
    }
    return paths;
  }

  private static Future<Optional<Footprint>> find(Call call) {
    return Future.succeededFuture(
        switch (call.path("id")) {
          case "mine" -> Optional.of(thing("mine", "ensenada", "patient-1"));
          case "theirs" -> Optional.of(thing("theirs", "tepic", "patient-2"));
          default -> Optional.empty();
        });
  }

  private static Footprint thing(String id, String unit, String patient) {
    return new Footprint(id, Set.of(unit), Set.of(), Set.of(), Set.of(patient));
  }

  private static Future<Answer> read(Call call) {
    return Future.succeededFuture(
        Answer.ok(
            new JsonObject().put("thing", call.document(String.class)),
            call.footprint().patients()));
  }

  private static Future<Answer> list(Call call) {
    String scope = call.scope().toBsonDocument().toJson();
    return Future.succeededFuture(
        Answer.ok(new JsonObject().put("scope", scope), Set.of("patient-9")));
  }

  private Future<Answer> write(Call call) {
    written.add(call.body());
    return Future.succeededFuture(Answer.done(call.footprint().patients()));
  }

  private Future<Handler.Download> download(Call call) {
    return Future.succeededFuture(
        new Handler.Download(
            "text/plain",
            "Señal 1.txt",
            FILE.length(),
            (from, to) -> Future.succeededFuture(new OneChunk(from, to)),
            call.footprint().patients()));
  }

  private Future<Answer> upload(Call call, ReadStream<Buffer> body) {
    Promise<Answer> promise = Promise.promise();
    int[] length = new int[1];
    body.handler(chunk -> length[0] += chunk.length());
    body.exceptionHandler(promise::tryFail);
    body.endHandler(
        end ->
            promise.tryComplete(
                Answer.ok(new JsonObject().put("bytes", length[0]), call.footprint().patients())));
    body.resume();
    return promise.future();
  }

  private static JsonObject operation(String id, boolean hasId, JsonObject body) {
    JsonObject operation =
        new JsonObject()
            .put("operationId", id)
            .put(
                "responses",
                new JsonObject()
                    .put(
                        "default",
                        new JsonObject(
                            "{\"description\":\"any\",\"content\":{\"application/problem+json\":"
                                + "{\"schema\":{\"type\":\"object\"}}}}")));
    if (hasId) {
      operation.put(
          "parameters",
          new JsonArray()
              .add(
                  new JsonObject(
                      "{\"name\":\"id\",\"in\":\"path\",\"required\":true,"
                          + "\"schema\":{\"$ref\":\"#/components/schemas/Id\"}}"))
              .add(
                  new JsonObject(
                      "{\"name\":\"limit\",\"in\":\"query\","
                          + "\"schema\":{\"type\":\"integer\",\"maximum\":100}}")));
    }
    if (body != null) {
      operation.put(
          "requestBody",
          new JsonObject()
              .put("required", true)
              .put(
                  "content",
                  new JsonObject().put("application/json", new JsonObject().put("schema", body))));
    }
    return operation;
  }

  private static Handler.Json json(Handler.Json handler) {
    return handler;
  }

  /** A range of the file, in one piece. */
  private static final class OneChunk implements ReadStream<Buffer> {
    private final Buffer bytes;
    private io.vertx.core.Handler<Void> end;

    OneChunk(long from, long to) {
      bytes = Buffer.buffer(FILE.substring((int) from, (int) to));
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(io.vertx.core.Handler<Throwable> handler) {
      return this;
    }

    @Override
    public ReadStream<Buffer> handler(io.vertx.core.Handler<Buffer> handler) {
      if (handler != null) {
        io.vertx.core.Vertx.currentContext()
            .runOnContext(
                turn -> {
                  handler.handle(bytes);
                  end.handle(null);
                });
      }
      return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
      return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
      return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
      return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(io.vertx.core.Handler<Void> handler) {
      end = handler;
      return this;
    }
  }
}
