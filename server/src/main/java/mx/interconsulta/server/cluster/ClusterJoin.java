package mx.interconsulta.server.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.server.configuration.ServerOptions;
import mx.interconsulta.signaling.bus.VertxBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the cluster, in the background and for as long as it takes: the server serves meanwhile, as
 * it does when the bus is cut. The cluster has a Vert.x of its own, so that nothing but the bus
 * waits for it. docs/decisions/0008 says why Hazelcast and why these times.
 *
 * <p>This class and what it names are loaded only when a cluster is configured.
 */
public final class ClusterJoin {
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(ClusterJoin.class);

  private final ServerOptions.Cluster options;
  private final Timers timers;
  private final VertxBus bus;
  private Future<Vertx> joining = Future.failedFuture("not begun");
  private Timers.Cancellable again = () -> {};
  private boolean closed;

  private ClusterJoin(ServerOptions.Cluster options, Timers timers, VertxBus bus) {
    this.options = options;
    this.timers = timers;
    this.bus = bus;
  }

  /** Begins to join; the bus works when it has. */
  public static ClusterJoin begin(ServerOptions.Cluster options, Timers timers, VertxBus bus) {
    // Before its first class is loaded: it decides then where it logs.
    System.setProperty("hazelcast.logging.type", "slf4j");
    ClusterJoin join = new ClusterJoin(options, timers, bus);
    join.tryApart();
    return join;
  }

  /**
   * Loading and starting it takes seconds: on no event loop, and on a thread of no other Vert.x.
   */
  private void tryApart() {
    Thread thread = new Thread(this::tryNow, "cluster-join");
    thread.setDaemon(true);
    thread.start();
  }

  private synchronized void tryNow() {
    if (closed) {
      return;
    }
    joining =
        Vertx.builder()
            .with(vertx(options))
            .withClusterManager(new HazelcastClusterManager(hazelcast(options)))
            .buildClustered();
    joining
        .onSuccess(
            clustered -> {
              bus.joined(clustered);
              LOG.info("on the bus of the cluster at {}:{}", options.host(), options.port());
            })
        .onFailure(
            failure -> {
              LOG.warn("could not join the cluster yet: {}", failure.toString());
              again = timers.after(AGAIN_AFTER, this::tryApart);
            });
  }

  private static VertxOptions vertx(ServerOptions.Cluster options) {
    return new VertxOptions()
        .setEventLoopPoolSize(2)
        .setWorkerPoolSize(4)
        .setEventBusOptions(
            new EventBusOptions()
                .setHost(options.host())
                .setPort(options.port() + 1)
                .setConnectTimeout(2_000)
                .setReconnectAttempts(2)
                .setReconnectInterval(500)
                .setClusterPingInterval(1_000)
                .setClusterPingReplyInterval(3_000));
  }

  private static Config hazelcast(ServerOptions.Cluster options) {
    Config config = new Config().setClusterName("interconsulta");
    config
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.local.localAddress", options.host())
        // A server that stands still for less than this is not put out of the cluster: that would
        // shake the bus of the others. One that died is noticed by its closed connections.
        .setProperty("hazelcast.max.no.heartbeat.seconds", "60")
        .setProperty("hazelcast.merge.first.run.delay.seconds", "5")
        .setProperty("hazelcast.merge.next.run.delay.seconds", "5")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.max.wait.seconds.before.join", "0")
        .setProperty("hazelcast.max.join.seconds", "3")
        .setProperty("hazelcast.operation.call.timeout.millis", "10000")
        // Sized for a list of servers, not for data.
        .setProperty("hazelcast.partition.count", "11")
        .setProperty("hazelcast.io.thread.count", "1")
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.operation.generic.thread.count", "2")
        .setProperty("hazelcast.event.thread.count", "1");
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    config.addMultiMapConfig(
        new MultiMapConfig("__vertx.subs").setBackupCount(1).setValueCollectionType("SET"));
    config.getSerializationConfig().setJavaSerializationFilterConfig(classesOfTheCluster());
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(options.port()).setPortAutoIncrement(false).setReuseAddress(true);
    network.setPublicAddress(options.host() + ":" + options.port());
    JoinConfig join = network.getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2);
    options.members().forEach(join.getTcpIpConfig()::addMember);
    return config;
  }

  /** Whoever reaches the port makes no other class of ours out of bytes. */
  private static JavaSerializationFilterConfig classesOfTheCluster() {
    JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
    filter.setDefaultsDisabled(true);
    filter
        .getWhitelist()
        .addPrefixes("java.", "com.hazelcast.", "io.vertx.spi.cluster.hazelcast.", "[");
    return filter;
  }

  /** Leaves the cluster. */
  public synchronized Future<Void> leave() {
    closed = true;
    again.cancel();
    return joining.compose(Vertx::close).otherwiseEmpty();
  }
}
