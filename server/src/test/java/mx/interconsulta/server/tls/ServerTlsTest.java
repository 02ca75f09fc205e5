package mx.interconsulta.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.server.configuration.ConfigurationException;
import mx.interconsulta.server.configuration.ServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path directory;

  @Test
  void toThisMachineAloneItSpeaksPlainly() {
    ServerTls tls = ServerTls.of(options(Map.of()), CLOCK);
    HttpServerOptions http = new HttpServerOptions();

    tls.on(http);

    assertFalse(http.isSsl());
    assertEquals(List.of(), tls.remarks());
    assertEquals(Map.of(), tls.downloads());
    assertFalse(Files.exists(directory.resolve("tls")));
  }

  @Test
  void beyondThisMachineABrowserThatInstalledTheAuthorityTrustsIt() {
    ServerTls tls = ServerTls.of(options(Map.of("HOST", "0.0.0.0")), CLOCK);
    HttpServerOptions http = new HttpServerOptions();
    tls.on(http);
    Vertx vertx = Vertx.vertx();
    try {
      HttpServer server =
          TestFoundation.await(
              vertx
                  .createHttpServer(http)
                  .requestHandler(request -> request.response().end("ours"))
                  .listen(0, "127.0.0.1"));
      String authority = OwnAuthority.open(directory.resolve("tls"), CLOCK).pem();
      HttpClientOptions trusting =
          new HttpClientOptions()
              .setSsl(true)
              .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority)));

      HttpClient client = vertx.createHttpClient(trusting);
      Buffer answer =
          TestFoundation.await(
              client
                  .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
                  .compose(HttpClientRequest::send)
                  .compose(HttpClientResponse::body));

      assertEquals("ours", answer.toString());
      TestFoundation.await(client.close());
    } finally {
      TestFoundation.await(vertx.close());
    }
    assertEquals(Set.of("/authority.crt"), tls.downloads().keySet());
    assertTrue(tls.remarks().get(0).contains("fingerprint"), tls.remarks().get(0));
  }

  @Test
  void aCertificateThatCannotBeReadIsNamed() {
    ServerOptions options =
        options(
            Map.of(
                "HOST", "0.0.0.0",
                "TLS_CERT", directory.resolve("none.pem").toString(),
                "TLS_KEY", directory.resolve("none.key").toString()));

    String said =
        assertThrows(ConfigurationException.class, () -> ServerTls.of(options, CLOCK)).getMessage();

    assertTrue(said.startsWith("TLS_CERT cannot be read: "), said);
  }

  @Test
  void itsAddressIsOneThatABrowserTakes() {
    assertEquals("http://localhost:8080/", url(Map.of(), 8080));
    assertEquals("http://localhost/", url(Map.of(), 80));
    assertEquals("https://10.1.2.3/", url(Map.of("HOST", "10.1.2.3"), 443));
    assertEquals("https://[2001:db8::7]:8443/", url(Map.of("HOST", "2001:db8::7"), 8443));
    assertFalse(url(Map.of("HOST", "0.0.0.0"), 8443).contains("0.0.0.0"));
  }

  private String url(Map<String, String> more, int port) {
    return ServerTls.url(options(more).listen(), port);
  }

  private ServerOptions options(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("DATA_DIR", directory.toString());
    return ServerOptions.read(List.of(), environment);
  }
}
