package mx.interconsulta.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import mx.interconsulta.media.IceServerList;
import mx.interconsulta.media.MediaBridge;
import mx.interconsulta.media.direct.DirectBridge;
import mx.interconsulta.media.embedded.EmbeddedBridge;
import mx.interconsulta.media.transport.PortOptions;
import mx.interconsulta.media.transport.TransportLimits;
import mx.interconsulta.media.transport.UdpTcpPort;
import mx.interconsulta.media.transport.dtls.DtlsCertificate;
import mx.interconsulta.server.configuration.ServerOptions;

/** The media bridge that the options ask for, and what an operator may see of it. */
final class MediaChoice {
  private MediaChoice() {}

  /** Opens it; fails with a line that names the address when its ports cannot be had. */
  static Future<MediaBridge> open(
      Vertx vertx, ServerOptions options, Clock clock, MeterRegistry registry) {
    ServerOptions.Live live = options.live();
    ServerOptions.Media media = options.media();
    IceServerList servers =
        new IceServerList(
            live.iceServers(), live.iceUser(), live.icePassword(), media.iceSecret(), clock);
    if (media.bridge().equals("direct")) {
      return Future.succeededFuture(new DirectBridge(vertx, servers));
    }
    String host = media.host().isEmpty() ? options.listen().host() : media.host();
    int udp = udpPort(options);
    int tcp = udp == 0 ? 0 : udp + 1;
    PortOptions port =
        new PortOptions(host, udp, tcp, media.addresses(), true, TransportLimits.STANDARD);
    return vertx
        .executeBlocking(DtlsCertificate::generate, false)
        .compose(certificate -> UdpTcpPort.bind(port, certificate))
        .map(
            bound ->
                new EmbeddedBridge(
                    bound, new EmbeddedBridge.Options(servers, media.preferH264()), registry));
  }

  private static int udpPort(ServerOptions options) {
    int port = options.media().port();
    return port < 0 ? options.listen().port() : port;
  }

  /** What whoever starts it should know of the ports that were asked for. */
  static Optional<String> remark(ServerOptions options) {
    int udp = udpPort(options);
    boolean refused = options.media().bridge().equals("embedded") && udp > 0 && udp < 1024;
    return refused
        ? Optional.of(
            "Media ports UDP "
                + udp
                + " and TCP "
                + (udp + 1)
                + ": Chromium sends nothing to a port below 1024, but for 80 and 443 of a public"
                + " address: set MEDIA_PORT, for example to 8443.")
        : Optional.empty();
  }

  /**
   * GET /media: the rooms as they are now, for somebody at this machine only. What a proxy passes
   * on is not from this machine.
   */
  static Handler<RoutingContext> look(MediaBridge bridge) {
    return context -> {
      boolean here =
          context.request().getHeader("X-Forwarded-For") == null
              && isLoopback(context.request().remoteAddress());
      if (!here || !(bridge instanceof EmbeddedBridge embedded)) {
        context.response().setStatusCode(404).end();
        return;
      }
      embedded
          .look()
          .onSuccess(
              rooms ->
                  context
                      .response()
                      .putHeader("Content-Type", "application/json")
                      .end(rooms.encodePrettily() + "\n"))
          .onFailure(context::fail);
    };
  }

  private static boolean isLoopback(SocketAddress remote) {
    try {
      return remote != null && InetAddress.getByName(remote.hostAddress()).isLoopbackAddress();
    } catch (UnknownHostException nowhere) {
      return false;
    }
  }
}
