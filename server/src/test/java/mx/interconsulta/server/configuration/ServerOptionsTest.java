package mx.interconsulta.server.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerOptionsTest {
  @TempDir Path directory;

  @Test
  void everyOptionHasTheDefaultThatTheReferenceSays() {
    ServerOptions options = ServerOptions.read(List.of(), Map.of());

    assertEquals("localhost", options.listen().host());
    assertEquals(8080, options.listen().port());
    assertEquals(List.of(), options.listen().trustedProxies());
    assertNull(options.listen().certificate());
    assertNull(options.listen().key());
    assertEquals("", options.listen().publicUrl());
    assertEquals(Runtime.getRuntime().availableProcessors(), options.listen().loops());
    assertEquals(Path.of("data"), options.storage().directory());
    assertTrue(options.storage().embedded());
    assertFalse(options.production());
    assertTrue(options.sample());
    assertTrue(options.sampleHistory());
    assertEquals(Duration.ofMinutes(30), options.identity().idle());
    assertEquals(Duration.ofHours(12), options.identity().absolute());
    assertEquals(19_456, options.identity().argonMemoryKib());
    assertEquals(2, options.identity().argonPasses());
    assertEquals(2, options.identity().argonThreads());
    assertEquals(64, options.identity().argonQueue());
    assertEquals(1024 * 1024, options.limits().bodyBytes());
    assertEquals(256L * 1024 * 1024, options.limits().uploadBytes());
    assertEquals(Duration.ofSeconds(30), options.limits().handler());
    assertEquals(50, options.live().messagesPerSecond());
    assertEquals(List.of(), options.live().iceServers());
    assertEquals("", options.live().iceUser());
    assertEquals("", options.live().icePassword());
    assertNull(options.environment().get("MASTER_KEY_FILE"));
  }

  @Test
  void everyOptionOfTheReferenceCanBeSetByTheEnvironment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOST", "10.1.2.3");
    environment.put("PORT", "9000");
    environment.put("TRUSTED_PROXIES", "10.0.0.0/8, 192.168.1.1");
    environment.put("TLS_CERT", "/etc/tls/chain.pem");
    environment.put("TLS_KEY", "/etc/tls/key.pem");
    environment.put("PUBLIC_URL", "https://interconsulta.example/");
    environment.put("HTTP_LOOPS", "3");
    environment.put("DATA_DIR", "/var/lib/interconsulta");
    environment.put("MONGODB_URI", "mongodb://db.example/x");
    environment.put("MASTER_KEY_FILE", "/etc/key");
    environment.put("PRODUCTION", "true");
    environment.put("SAMPLE", "false");
    environment.put("SAMPLE_HISTORY", "false");
    environment.put("SESSION_IDLE_MINUTES", "20");
    environment.put("SESSION_HOURS", "13");
    environment.put("ARGON2_MEMORY_KIB", "65536");
    environment.put("ARGON2_PASSES", "3");
    environment.put("ARGON2_THREADS", "1");
    environment.put("ARGON2_QUEUE", "10");
    environment.put("BODY_KIB", "512");
    environment.put("UPLOAD_MIB", "64");
    environment.put("HANDLER_SECONDS", "10");
    environment.put("SOCKET_MESSAGES_PER_SECOND", "500");
    environment.put("ICE_SERVERS", "stun:stun.example:3478,turn:turn.example:3478");
    environment.put("ICE_USER", "u");
    environment.put("ICE_PASSWORD", "p");
    environment.put("ICE_SECRET", "s");
    environment.put("MEDIA_BRIDGE", "embedded");
    environment.put("MEDIA_HOST", "10.9.9.9");
    environment.put("MEDIA_PORT", "9100");
    environment.put("MEDIA_ADDRESS", "198.51.100.7, 2001:db8::7");
    environment.put("MEDIA_H264", "true");
    environment.put("CLUSTER_HOST", "10.1.2.3");
    environment.put("CLUSTER_PORT", "7700");
    environment.put("CLUSTER_MEMBERS", "10.1.2.3:7700, 10.1.2.4:7700");
    assertEquals(
        Settings.reference().keySet().stream()
            .map(Settings::variable)
            .collect(java.util.stream.Collectors.toSet()),
        environment.keySet(),
        "an option without a test here");

    ServerOptions options = ServerOptions.read(List.of(), environment);

    assertEquals("10.1.2.3", options.listen().host());
    assertEquals(9000, options.listen().port());
    assertEquals(
        new ServerOptions.Cluster("10.1.2.3", 7700, List.of("10.1.2.3:7700", "10.1.2.4:7700")),
        options.cluster());
    assertEquals(2, options.listen().trustedProxies().size());
    assertEquals(Path.of("/etc/tls/chain.pem"), options.listen().certificate());
    assertEquals(Path.of("/etc/tls/key.pem"), options.listen().key());
    assertEquals("https://interconsulta.example/", options.listen().publicUrl());
    assertEquals(3, options.listen().loops());
    assertEquals(Path.of("/var/lib/interconsulta"), options.storage().directory());
    assertEquals("mongodb://db.example/x", options.storage().mongodbUri());
    assertEquals("/etc/key", options.environment().get("MASTER_KEY_FILE"));
    assertTrue(options.production());
    assertFalse(options.sample());
    assertFalse(options.sampleHistory());
    assertEquals(Duration.ofMinutes(20), options.identity().idle());
    assertEquals(Duration.ofHours(13), options.identity().absolute());
    assertEquals(65_536, options.identity().argonMemoryKib());
    assertEquals(3, options.identity().argonPasses());
    assertEquals(1, options.identity().argonThreads());
    assertEquals(10, options.identity().argonQueue());
    assertEquals(512 * 1024, options.limits().bodyBytes());
    assertEquals(64L * 1024 * 1024, options.limits().uploadBytes());
    assertEquals(Duration.ofSeconds(10), options.limits().handler());
    assertEquals(500, options.live().messagesPerSecond());
    assertEquals(2, options.live().iceServers().size());
    assertEquals("u", options.live().iceUser());
    assertEquals("p", options.live().icePassword());
    assertEquals(
        new ServerOptions.Media(
            "embedded", "10.9.9.9", 9100, List.of("198.51.100.7", "2001:db8::7"), true, "s"),
        options.media());
  }

  @Test
  void aFileHoldsTheSameAndTheEnvironmentWins() throws IOException {
    Path file = directory.resolve("interconsulta.properties");
    Files.writeString(file, "port=9001\nHANDLER_SECONDS=7\n");

    ServerOptions options =
        ServerOptions.read(List.of("--config", file.toString()), Map.of("PORT", "9002"));

    assertEquals(9002, options.listen().port());
    assertEquals(Duration.ofSeconds(7), options.limits().handler());
  }

  @Test
  void whatIsUnknownIsNamed() throws IOException {
    Path file = directory.resolve("interconsulta.properties");
    Files.writeString(file, "prot=9001\n");

    assertRefused("prot", List.of("--config", file.toString()), Map.of());
    assertRefused("--verbose", List.of("--verbose"), Map.of());
    assertRefused(
        "PORT is a number from 0 to 65535, not 80800", List.of(), Map.of("PORT", "80800"));
    assertRefused("SAMPLE is true or false", List.of(), Map.of("SAMPLE", "perhaps"));
    assertRefused("TRUSTED_PROXIES", List.of(), Map.of("TRUSTED_PROXIES", "somewhere"));
    assertRefused("TLS_CERT and TLS_KEY", List.of(), Map.of("TLS_CERT", "a.pem"));
  }

  @Test
  void productionRefusesWhatIsNotForPatients() {
    List<String> production = List.of("--production");
    Map<String, String> good = new HashMap<>();
    good.put("MONGODB_URI", "mongodb://db.example/x");
    good.put("SAMPLE", "false");
    good.put("MASTER_KEY_FILE", "/etc/key");
    good.put("HOST", "10.1.2.3");
    assertTrue(ServerOptions.read(production, good).production());

    assertRefused("embedded database", production, without(good, "MONGODB_URI"));
    assertRefused("sample data", production, without(good, "SAMPLE"));
    assertRefused("master key", production, without(good, "MASTER_KEY_FILE"));
    assertRefused("plain HTTP", production, without(good, "HOST"));
    Map<String, String> proxied = without(good, "HOST");
    proxied.put("TRUSTED_PROXIES", "127.0.0.1");
    assertTrue(ServerOptions.read(production, proxied).production());
  }

  @Test
  void beyondThisMachineItIsHttpsUnlessAProxyBringsIt() {
    assertFalse(ServerOptions.read(List.of(), Map.of("HOST", "127.0.0.1")).listen().https());
    assertTrue(ServerOptions.read(List.of(), Map.of("HOST", "0.0.0.0")).listen().https());
    assertFalse(
        ServerOptions.read(List.of(), Map.of("HOST", "0.0.0.0", "TRUSTED_PROXIES", "10.0.0.1"))
            .listen()
            .https());
  }

  private static Map<String, String> without(Map<String, String> all, String name) {
    Map<String, String> rest = new HashMap<>(all);
    rest.remove(name);
    return rest;
  }

  private static void assertRefused(
      String said, List<String> arguments, Map<String, String> environment) {
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class, () -> ServerOptions.read(arguments, environment));
    assertTrue(refused.getMessage().contains(said), refused.getMessage());
  }
}
