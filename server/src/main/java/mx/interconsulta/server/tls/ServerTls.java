package mx.interconsulta.server.tls;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.RoutingContext;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import mx.interconsulta.server.configuration.ConfigurationException;
import mx.interconsulta.server.configuration.ServerOptions;

/**
 * How the server speaks to browsers: plain HTTP to this machine or behind a proxy; HTTPS otherwise,
 * with the configured certificate or one of the installation's own authority. Blocking; for start.
 */
public final class ServerTls {
  private static final String DOWNLOAD = "/authority.crt";

  private final PemKeyCertOptions certificate;
  private final OwnAuthority authority;

  private ServerTls(PemKeyCertOptions certificate, OwnAuthority authority) {
    this.certificate = certificate;
    this.authority = authority;
  }

  /**
   * What the options ask for.
   *
   * @throws ConfigurationException when a configured certificate cannot be read
   */
  public static ServerTls of(ServerOptions options, Clock clock) {
    ServerOptions.Listen listen = options.listen();
    if (!listen.https()) {
      return new ServerTls(null, null);
    }
    if (listen.certificate() != null) {
      readable("TLS_CERT", listen.certificate());
      readable("TLS_KEY", listen.key());
      return new ServerTls(
          new PemKeyCertOptions()
              .setCertPath(listen.certificate().toString())
              .setKeyPath(listen.key().toString()),
          null);
    }
    OwnAuthority authority = OwnAuthority.open(options.storage().directory().resolve("tls"), clock);
    OwnAuthority.ServerCertificate issued = authority.issue(listen.host());
    return new ServerTls(
        new PemKeyCertOptions()
            .setCertValue(Buffer.buffer(issued.chain()))
            .setKeyValue(Buffer.buffer(issued.key())),
        authority);
  }

  /** Puts it on the HTTP server. */
  public void on(HttpServerOptions http) {
    if (certificate != null) {
      http.setSsl(true).setKeyCertOptions(certificate);
    }
  }

  /** What the person who started the server should know. */
  public List<String> remarks() {
    return authority == null
        ? List.of()
        : List.of(
            "HTTPS by this installation's own authority. Install "
                + DOWNLOAD
                + " on each PC after comparing its SHA-256 fingerprint: "
                + authority.fingerprint());
  }

  /** The authority's certificate, for browsers to install. */
  public Map<String, Handler<RoutingContext>> downloads() {
    if (authority == null) {
      return Map.of();
    }
    String pem = authority.pem();
    return Map.of(
        DOWNLOAD,
        routing ->
            routing
                .response()
                .putHeader("Content-Type", "application/x-x509-ca-cert")
                .putHeader(
                    "Content-Disposition", "attachment; filename=interconsulta-authority.crt")
                .end(pem));
  }

  /** Where browsers reach a server that listens so. */
  public static String url(ServerOptions.Listen listen, int port) {
    String scheme = listen.https() ? "https" : "http";
    boolean usual = port == (listen.https() ? 443 : 80);
    String host = anywhere(listen.host()) ? firstAddress() : listen.host();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return scheme + "://" + literal + (usual ? "" : ":" + port) + "/";
  }

  private static boolean anywhere(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  private static String firstAddress() {
    try {
      for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : Collections.list(device.getInetAddresses())) {
          if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
            return address.getHostAddress();
          }
        }
      }
    } catch (SocketException unknown) {
      return "localhost";
    }
    return "localhost";
  }

  private static void readable(String option, Path file) {
    if (!Files.isReadable(file)) {
      throw new ConfigurationException(option + " cannot be read: " + file);
    }
  }
}
