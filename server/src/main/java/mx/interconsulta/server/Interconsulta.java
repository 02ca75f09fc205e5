package mx.interconsulta.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import mx.interconsulta.media.MediaBridge;
import mx.interconsulta.media.embedded.EmbeddedBridge;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.DatabaseConnection;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.operation.OperationTable;
import mx.interconsulta.platform.sealing.EnvelopeSealing;
import mx.interconsulta.platform.sealing.MasterKey;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.records.Records;
import mx.interconsulta.scheduling.Scheduling;
import mx.interconsulta.scheduling.SchedulingOptions;
import mx.interconsulta.server.cluster.ClusterJoin;
import mx.interconsulta.server.configuration.ConfigurationException;
import mx.interconsulta.server.configuration.ServerOptions;
import mx.interconsulta.server.health.Health;
import mx.interconsulta.server.health.Metrics;
import mx.interconsulta.server.http.ApiDocument;
import mx.interconsulta.server.http.HttpListener;
import mx.interconsulta.server.http.Pages;
import mx.interconsulta.server.http.ProblemTexts;
import mx.interconsulta.server.http.Proxies;
import mx.interconsulta.server.http.SecurityHeaders;
import mx.interconsulta.server.http.SignedIn;
import mx.interconsulta.server.http.Site;
import mx.interconsulta.server.identity.Identity;
import mx.interconsulta.server.identity.SamplePerson;
import mx.interconsulta.server.tls.ServerTls;
import mx.interconsulta.signaling.Signaling;
import mx.interconsulta.signaling.SignalingOptions;
import mx.interconsulta.signaling.bus.Bus;
import mx.interconsulta.signaling.bus.VertxBus;

/**
 * The whole product, put together: what each module needs from another meets here and nowhere else.
 * Started in order, each step when the one it stands on is there; closed in the opposite order.
 */
public final class Interconsulta {
  private final Vertx vertx;
  private final Timers timers;
  private final ServerOptions options;
  private final Metrics metrics;
  private final Health health = new Health();
  private final List<String> remarks = new ArrayList<>();
  private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();

  private MediaBridge bridge;
  private DatabaseConnection database;
  private Foundation foundation;
  private Signaling signaling;
  private Scheduling scheduling;
  private Identity identity;
  private Records records;
  private OperationTable table;
  private HttpListener listener;
  private boolean sample;
  private boolean samplePast;

  private Interconsulta(Vertx vertx, Timers timers, ServerOptions options, Metrics metrics) {
    this.vertx = vertx;
    this.timers = timers;
    this.options = options;
    this.metrics = metrics;
  }

  /**
   * Starts everything; completes when pages and API answer. On failure what was started is closed
   * again, and the Future fails with what the person who started it should read.
   */
  public static Future<Interconsulta> start(
      Vertx vertx, Timers timers, ServerOptions options, Metrics metrics) {
    Interconsulta product = new Interconsulta(vertx, timers, options, metrics);
    return product
        .started()
        .map(product)
        .recover(failure -> product.close().transform(closed -> Future.failedFuture(failure)));
  }

  /** Where browsers reach it. */
  public String url() {
    return ServerTls.url(options.listen(), listener.port());
  }

  public int port() {
    return listener.port();
  }

  /** Lines for the person who started it: warnings, tokens, fingerprints. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** Every operation, as mounted. */
  public OperationTable table() {
    return table;
  }

  /** What all modules stand on. */
  public Foundation foundation() {
    return foundation;
  }

  /** Closes everything, last started first; never fails. */
  public Future<Void> close() {
    Supplier<Future<Void>> next = closing.pollFirst();
    return next == null
        ? Future.succeededFuture()
        : next.get().otherwiseEmpty().compose(closed -> close());
  }

  private Future<Void> started() {
    Future<Pages> pages = vertx.executeBlocking(Pages::load, false);
    // Ciphers are measured when media begin: that goes on beside the opening of the database.
    MediaChoice.remark(options).ifPresent(remarks::add);
    Future<MediaBridge> media =
        MediaChoice.open(vertx, options, timers.clock(), metrics.registry());
    closing.addFirst(() -> media.compose(MediaBridge::close));
    return openDatabase()
        .compose(open -> here(media))
        .compose(this::openLiveAndScheduling)
        .compose(open -> loadSample())
        .compose(people -> openIdentity(people).compose(open -> openRecords()))
        .compose(open -> pages)
        .compose(this::listen)
        .compose(port -> signaling.announce(publicUrl(), place()))
        .compose(announced -> putOutSetupToken())
        .onSuccess(served -> livePast());
  }

  /** The past of the sample network, behind a server that serves. */
  private void livePast() {
    if (samplePast) {
      Future<Void> lived = records.sampleHistory().load(database.kind().isEmbedded());
      health.tell(
          "sample-history", () -> lived.isComplete() ? Health.State.UP : Health.State.WARMING);
    }
  }

  private Future<Void> openDatabase() {
    return DatabaseConnection.open(
            vertx,
            options.storage().mongodbUri(),
            options.storage().directory(),
            metrics.commandListeners())
        .compose(
            connection -> {
              database = connection;
              closing.addFirst(connection::close);
              boolean embedded = connection.kind().isEmbedded();
              if (embedded && options.production()) {
                throw new ConfigurationException(
                    "--production refuses the embedded database: MONGODB_URI names one");
              }
              health.require("database", connection::ping);
              if (embedded) {
                health.warn("embedded-database-not-for-clinical-production");
                remarks.add(
                    "The embedded database is for trying and teaching, NOT for clinical production:"
                        + " set MONGODB_URI.");
              }
              if (options.production() && !connection.isReplicated()) {
                health.warn("mongodb-not-a-replica-set");
                remarks.add(
                    "MONGODB_URI names a single server: what it has acknowledged is lost with its"
                        + " disk. Use a replica set of three data bearers.");
              }
              return vertx.executeBlocking(
                  () ->
                      MasterKey.find(
                          options.environment(), embedded ? options.storage().directory() : null),
                  false);
            })
        .compose(key -> EnvelopeSealing.open(database.database(), key, timers.clock()))
        .map(
            sealing -> {
              foundation =
                  new Foundation(vertx, timers, database.database(), sealing, metrics.registry());
              return null;
            });
  }

  /** The way to the other servers, when there are any; nothing of a cluster is loaded without. */
  private Bus openBus() {
    if (!options.cluster().configured()) {
      return Bus.NONE;
    }
    VertxBus bus = new VertxBus();
    ClusterJoin join = ClusterJoin.begin(options.cluster(), timers, bus);
    closing.addFirst(join::leave);
    health.tell("cluster", () -> bus.joined() ? Health.State.UP : Health.State.WARMING);
    return bus;
  }

  /** The live connection first: scheduling has news from its first moment on. */
  /** As it comes, and back from the media loop: what follows has no business there. */
  private <T> Future<T> here(Future<T> elsewhere) {
    Context context = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    elsewhere.onComplete(
        result -> context.runOnContext(turn -> promise.complete(result)),
        failure -> context.runOnContext(turn -> promise.fail(failure)));
    return promise.future();
  }

  private Future<Void> openLiveAndScheduling(MediaBridge opening) {
    bridge = opening;
    health.require("media", bridge::check);
    SignalingOptions live =
        SignalingOptions.DEFAULTS
            .withMessagesPerSecond(options.live().messagesPerSecond())
            .withRoomLoops(options.listen().loops());
    return Signaling.open(foundation, () -> scheduling.consultations(), bridge, openBus(), live)
        .compose(
            opened -> {
              signaling = opened;
              closing.addFirst(opened::close);
              return Scheduling.open(
                  foundation,
                  opened.notices(),
                  people -> opened.presence().presentNow(people),
                  person -> identity.personLeft(person),
                  opened.ringer(),
                  SchedulingOptions.defaults());
            })
        .map(
            opened -> {
              scheduling = opened;
              closing.addFirst(opened::close);
              return null;
            });
  }

  /** The people of the sample network, when this database is or becomes one. */
  private Future<List<SamplePerson>> loadSample() {
    return Future.all(scheduling.directory().isEmpty(), scheduling.directory().isSample())
        .compose(
            is -> {
              boolean empty = is.resultAt(0);
              boolean alreadySample = is.resultAt(1);
              if (alreadySample && options.production()) {
                throw new ConfigurationException(
                    "--production refuses sample data: this database holds the sample network");
              }
              sample = alreadySample || (empty && options.sample());
              samplePast = sample && options.sample() && options.sampleHistory();
              return sample && options.sample()
                  ? scheduling.sample().load().map(Interconsulta::people)
                  : Future.succeededFuture(List.of());
            });
  }

  private static List<SamplePerson> people(
      List<mx.interconsulta.scheduling.sample.SamplePerson> people) {
    return people.stream()
        .map(
            one ->
                new SamplePerson(
                    one.person(), one.user(), one.role(), one.displayName(), one.unitName()))
        .toList();
  }

  private Future<Void> openIdentity(List<SamplePerson> people) {
    return Identity.indexes(Indexes.declare())
        .create(foundation.database())
        .compose(indexed -> openIndexedIdentity(people));
  }

  private Future<Void> openIndexedIdentity(List<SamplePerson> people) {
    identity =
        Identity.open(
            foundation,
            new DirectoryStaff(scheduling.directory()),
            options.identity(),
            new Identity.Setting(
                this::portOfBrowsers,
                options.production(),
                database.kind().isEmbedded(),
                sample,
                options.listen().loopback() && !options.production(),
                bridge instanceof EmbeddedBridge embedded && embedded.onLoopback()),
            new LiveEndings(signaling),
            options.storage().directory());
    identity.shareSignIns(signaling.exchange());
    closing.addFirst(
        () -> {
          identity.close();
          return Future.succeededFuture();
        });
    if (people.isEmpty()) {
      return Future.succeededFuture();
    }
    remarks.add(
        "Sample network: every person and patient is invented. Demo accounts: "
            + options.storage().directory().resolve("demo-accounts.json"));
    return identity
        .prepareSample(people)
        .map(
            hashed -> {
              health.tell(
                  "sample-accounts",
                  () -> hashed.succeeded() ? Health.State.UP : Health.State.WARMING);
              return null;
            });
  }

  private Future<Void> openRecords() {
    return Records.open(foundation, scheduling, signaling.notices(), identity.signingProofs())
        .map(
            opened -> {
              records = opened;
              closing.addFirst(opened::close);
              health.require("audit", opened::checkTrail);
              return null;
            });
  }

  private Future<Integer> listen(Pages pages) {
    table =
        new OperationTable()
            .add(identity.operations())
            .add(scheduling.operations())
            .add(records.operations())
            .add(signaling.operations());
    health.tell("pages", () -> pages.present() ? Health.State.UP : Health.State.DOWN);
    ServerTls tls = ServerTls.of(options, timers.clock());
    remarks.addAll(tls.remarks());
    return Site.build(vertx, parts(pages, tls))
        .compose(
            handler -> {
              HttpServerOptions http =
                  new HttpServerOptions()
                      .setHost(options.listen().host())
                      .setPort(options.listen().port());
              tls.on(http);
              listener = new HttpListener(vertx, http, SignalingOptions.HARD_LIMIT, handler);
              closing.addFirst(listener::close);
              return listener.listen(
                  options.listen().loops(), (context, loop) -> metrics.watch(vertx, context, loop));
            });
  }

  private Site.Parts parts(Pages pages, ServerTls tls) {
    Map<String, Handler<RoutingContext>> plain = new HashMap<>();
    plain.put("/health/live", health.live());
    plain.put("/health/ready", health.ready());
    plain.put("/metrics", metrics.scrape());
    plain.put("/media", MediaChoice.look(bridge));
    plain.putAll(tls.downloads());
    return new Site.Parts(
        ApiDocument.load(),
        table,
        identity.signIns(),
        records.auditSink(),
        ProblemTexts.load(),
        new Proxies(options.listen().trustedProxies()),
        timers,
        options.limits(),
        metrics.registry(),
        pages,
        (socket, caller) -> signaling.connect(socket, visitor(caller)),
        new SecurityHeaders(options.listen().https()),
        options.listen().loopback() && options.listen().trustedProxies().isEmpty(),
        plain);
  }

  private PageVisitor visitor(SignedIn caller) {
    return new PageVisitor(caller, identity, timers.clock());
  }

  /** What no other process can have while this one listens. */
  private String place() {
    return machine() + " " + options.listen().host() + ":" + listener.port();
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "";
    }
  }

  /** The port that browsers see: a proxy's, when one stands before several servers. */
  private int portOfBrowsers() {
    return options.listen().publicPort().orElseGet(listener::port);
  }

  private String publicUrl() {
    return options.listen().publicUrl().isEmpty() ? url() : options.listen().publicUrl();
  }

  private Future<Void> putOutSetupToken() {
    return identity
        .setupToken()
        .map(
            (Optional<String> token) -> {
              token.ifPresent(
                  one ->
                      remarks.add(
                          "Empty database. One-time setup token for the first administrator: "
                              + one));
              return null;
            });
  }
}
