package mx.interconsulta.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import mx.interconsulta.platform.TestFoundation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Forwarded headers are believed from configured proxies and from nobody else. */
class ProxiesTest {
  private static Vertx vertx;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    TestFoundation.await(vertx.close());
  }

  @Test
  void withoutTrustTheConnectionItselfIsBelieved() throws Exception {
    JsonObject peer =
        peerSeenBy(
            new Proxies(List.of()),
            "X-Forwarded-For",
            "203.0.113.9",
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-Host",
            "hospital.example");

    assertEquals("127.0.0.1", peer.getString("address"));
    assertTrue(peer.getString("origin").startsWith("http://127.0.0.1:"));
    assertFalse(peer.getBoolean("atThisMachine"), "a forwarded header says there is a proxy");
  }

  @Test
  void aTrustedProxyTellsAddressSchemeAndHost() throws Exception {
    JsonObject peer =
        peerSeenBy(
            new Proxies(List.of(AddressRange.parse("127.0.0.0/8"))),
            "X-Forwarded-For",
            "203.0.113.9",
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-Host",
            "Hospital.example:443");

    assertEquals("203.0.113.9", peer.getString("address"));
    assertEquals("https://hospital.example", peer.getString("origin"));
    assertFalse(peer.getBoolean("atThisMachine"));
  }

  @Test
  void whatAStrangerClaimedBeforeTheProxyIsNotBelieved() throws Exception {
    JsonObject peer =
        peerSeenBy(
            new Proxies(List.of(AddressRange.parse("127.0.0.1"), AddressRange.parse("10.0.0.0/8"))),
            "X-Forwarded-For",
            "127.0.0.1, 198.51.100.7, 10.1.2.3");

    assertEquals("198.51.100.7", peer.getString("address"));
  }

  @Test
  void theStandardHeaderIsReadToo() throws Exception {
    JsonObject peer =
        peerSeenBy(
            new Proxies(List.of(AddressRange.parse("127.0.0.1"))),
            "Forwarded",
            "for=\"[2001:db8::7]:4711\";proto=https;host=hospital.example");

    assertEquals("2001:db8::7", peer.getString("address"));
    assertEquals("https://hospital.example", peer.getString("origin"));
  }

  @Test
  void rangesHoldToTheirBits() {
    AddressRange range = AddressRange.parse("10.20.0.0/15");

    assertTrue(range.contains("10.21.255.255"));
    assertFalse(range.contains("10.22.0.0"));
    assertFalse(range.contains("::1"));
    assertFalse(range.contains("hospital.example"));
    assertTrue(AddressRange.parse("fd00::/8").contains("fd12::1"));
    for (String wrong : List.of("10.0.0.0/33", "hospital.example", "10.0.0.0/x", "")) {
      assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(wrong), wrong);
    }
  }

  @Test
  void onlyThisMachinesOwnNamesAreItsOwn() {
    for (String own :
        List.of("localhost", "LOCALHOST", "a.localhost", "127.0.0.1", "127.9.9.9", "::1")) {
      assertTrue(LoopbackNames.contains(own), own);
    }
    for (String foreign : List.of("localhost.evil.example", "0.0.0.0", "10.0.0.1", "evil")) {
      assertFalse(LoopbackNames.contains(foreign), foreign);
    }
  }

  private static JsonObject peerSeenBy(Proxies proxies, String... headers) throws Exception {
    HttpServer server =
        TestFoundation.await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      Peer peer = proxies.peer(request);
                      request
                          .response()
                          .end(
                              new JsonObject()
                                  .put("address", peer.address())
                                  .put("origin", peer.origin())
                                  .put("atThisMachine", peer.atThisMachine())
                                  .toBuffer());
                    })
                .listen(0, "127.0.0.1"));
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort()));
      for (int i = 0; i < headers.length; i += 2) {
        request.header(headers[i], headers[i + 1]);
      }
      return new JsonObject(
          HttpClient.newHttpClient()
              .send(request.build(), HttpResponse.BodyHandlers.ofString())
              .body());
    } finally {
      TestFoundation.await(server.close());
    }
  }
}
