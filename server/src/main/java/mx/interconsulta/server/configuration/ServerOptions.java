package mx.interconsulta.server.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import mx.interconsulta.server.http.AddressRange;
import mx.interconsulta.server.http.HttpLimits;
import mx.interconsulta.server.http.LoopbackNames;
import mx.interconsulta.server.identity.IdentityOptions;

/**
 * Everything that can be set, typed and checked: {@code reference.properties} says what each means.
 *
 * @param listen where it listens
 * @param storage where the data is
 * @param production whether it is clinical production
 * @param sample whether an empty database gets the sample network
 * @param sampleHistory whether the sample network also has a past
 * @param identity sessions and passwords
 * @param limits how much a call may ask for
 * @param live the live connections
 * @param media the media bridge
 * @param cluster the other servers
 * @param environment the variables of the process, for the master key
 */
public record ServerOptions(
    Listen listen,
    Storage storage,
    boolean production,
    boolean sample,
    boolean sampleHistory,
    IdentityOptions identity,
    HttpLimits limits,
    Live live,
    Media media,
    Cluster cluster,
    Map<String, String> environment) {

  /**
   * Where it listens.
   *
   * @param host address or name
   * @param port TCP port; 0 for a free one
   * @param trustedProxies whose forwarded headers are believed
   * @param certificate PEM file of the certificate chain; null for none
   * @param key PEM file of its private key; null for none
   * @param publicUrl address under which browsers reach it; empty to make it up
   * @param loops event loops that serve HTTP
   */
  public record Listen(
      String host,
      int port,
      List<AddressRange> trustedProxies,
      Path certificate,
      Path key,
      String publicUrl,
      int loops) {
    public Listen {
      trustedProxies = List.copyOf(trustedProxies);
    }

    /** The port of the public URL; empty without one. */
    public OptionalInt publicPort() {
      if (publicUrl.isEmpty()) {
        return OptionalInt.empty();
      }
      URI url = URI.create(publicUrl);
      int own = "https".equals(url.getScheme()) ? 443 : 80;
      return OptionalInt.of(url.getPort() < 0 ? own : url.getPort());
    }

    /** Whether only this machine can connect. */
    public boolean loopback() {
      return LoopbackNames.contains(host);
    }

    /** Whether it speaks HTTPS itself. */
    public boolean https() {
      return certificate != null || (!loopback() && trustedProxies.isEmpty());
    }
  }

  /**
   * Where the data is.
   *
   * @param directory of the embedded database, keys, certificates and demo accounts
   * @param mongodbUri MongoDB to use; empty for the embedded database
   */
  public record Storage(Path directory, String mongodbUri) {
    /** Whether the data is in the embedded database of this process. */
    public boolean embedded() {
      return mongodbUri.isEmpty();
    }
  }

  /**
   * The live connections.
   *
   * @param messagesPerSecond that one connection may send
   * @param iceServers STUN and TURN URLs for browsers
   * @param iceUser user of the TURN servers; empty for none
   * @param icePassword password of the TURN servers; empty for none
   */
  public record Live(
      int messagesPerSecond, List<String> iceServers, String iceUser, String icePassword) {
    public Live {
      iceServers = List.copyOf(iceServers);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
      return "Live[" + messagesPerSecond + " messages/s, " + iceServers + "]";
    }
  }

  /**
   * The media bridge.
   *
   * @param bridge {@code embedded} or {@code direct}
   * @param host address to bind; empty for that of {@link Listen}
   * @param port UDP port, and the one below the TCP port; 0 for any two, -1 for that of {@link
   *     Listen}
   * @param addresses further ones under which this machine is reached, in front of a NAT
   * @param preferH264 whether H.264 is used where everybody in a room decodes it
   * @param iceSecret shared with the TURN servers; empty for none
   */
  public record Media(
      String bridge,
      String host,
      int port,
      List<String> addresses,
      boolean preferH264,
      String iceSecret) {
    public Media {
      addresses = List.copyOf(addresses);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
      return "Media[" + bridge + " on " + host + ":" + port + ", " + addresses + "]";
    }
  }

  /**
   * The cluster's bus.
   *
   * @param host address of this server on the bus
   * @param port TCP port of its membership; messages go over the one after it
   * @param members host:port of every server, this one included; empty for a process by itself
   */
  public record Cluster(String host, int port, List<String> members) {
    public Cluster {
      members = List.copyOf(members);
    }

    /** Whether there are other servers. */
    public boolean configured() {
      return !members.isEmpty();
    }
  }

  /**
   * Reads and checks the options.
   *
   * @throws ConfigurationException with one line that says what to change
   */
  public static ServerOptions read(List<String> arguments, Map<String, String> environment) {
    Settings settings = Settings.gather(arguments, environment);
    ServerOptions options =
        new ServerOptions(
            listen(settings),
            new Storage(Path.of(settings.text("data-dir")), settings.text("mongodb-uri")),
            settings.flag("production"),
            settings.flag("sample"),
            settings.flag("sample-history"),
            identity(settings),
            new HttpLimits(
                settings.number("body-kib", 1, 65_536) * 1024L,
                settings.number("upload-mib", 1, 65_536) * 1024L * 1024L,
                Duration.ofSeconds(settings.number("handler-seconds", 1, 600))),
            new Live(
                settings.number("socket-messages-per-second", 1, 1_000_000),
                settings.list("ice-servers"),
                settings.text("ice-user"),
                settings.text("ice-password")),
            media(settings),
            cluster(settings),
            environment(settings, environment));
    options.refuseWhatProductionMustNot(settings);
    return options;
  }

  private static Map<String, String> environment(
      Settings settings, Map<String, String> environment) {
    Map<String, String> variables = new java.util.HashMap<>(environment);
    if (!settings.text("master-key-file").isEmpty()) {
      variables.put("MASTER_KEY_FILE", settings.text("master-key-file"));
    }
    return Map.copyOf(variables);
  }

  private static Listen listen(Settings settings) {
    String certificate = settings.text("tls-cert");
    String key = settings.text("tls-key");
    if (certificate.isEmpty() != key.isEmpty()) {
      throw new ConfigurationException("TLS_CERT and TLS_KEY are given together or not at all");
    }
    try {
      URI.create(settings.text("public-url"));
    } catch (IllegalArgumentException malformed) {
      throw new ConfigurationException("PUBLIC_URL is no address", malformed);
    }
    if (settings.text("host").isEmpty()) {
      throw new ConfigurationException("HOST is empty");
    }
    int loops = settings.number("http-loops", 0, 256);
    return new Listen(
        settings.text("host"),
        settings.number("port", 0, 65_535),
        proxies(settings),
        certificate.isEmpty() ? null : Path.of(certificate),
        key.isEmpty() ? null : Path.of(key),
        settings.text("public-url"),
        loops == 0 ? Runtime.getRuntime().availableProcessors() : loops);
  }

  private static Media media(Settings settings) {
    String bridge = settings.text("media-bridge");
    if (!bridge.equals("embedded") && !bridge.equals("direct")) {
      throw new ConfigurationException("MEDIA_BRIDGE is embedded or direct");
    }
    return new Media(
        bridge,
        settings.text("media-host"),
        settings.text("media-port").isEmpty() ? -1 : settings.number("media-port", 0, 65_534),
        settings.list("media-address"),
        settings.flag("media-h264"),
        settings.text("ice-secret"));
  }

  private static Cluster cluster(Settings settings) {
    List<String> members = settings.list("cluster-members");
    for (String member : members) {
      if (!member.matches("[^:\\s]+:[0-9]{1,5}|\\[[0-9a-fA-F:]+]:[0-9]{1,5}")) {
        throw new ConfigurationException("CLUSTER_MEMBERS: " + member + " is not host:port");
      }
    }
    String host = settings.text("cluster-host");
    if (!members.isEmpty() && (host.isEmpty() || host.equals("0.0.0.0") || host.equals("::"))) {
      throw new ConfigurationException("CLUSTER_HOST is the one address of this server's bus");
    }
    return new Cluster(host, settings.number("cluster-port", 1, 65_534), members);
  }

  private static List<AddressRange> proxies(Settings settings) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String text : settings.list("trusted-proxies")) {
      try {
        ranges.add(AddressRange.parse(text));
      } catch (IllegalArgumentException malformed) {
        throw new ConfigurationException("TRUSTED_PROXIES: " + malformed.getMessage(), malformed);
      }
    }
    return ranges;
  }

  private static IdentityOptions identity(Settings settings) {
    return new IdentityOptions(
        Duration.ofMinutes(settings.number("session-idle-minutes", 1, 720)),
        Duration.ofHours(settings.number("session-hours", 12, 24 * 7)),
        IdentityOptions.DEFAULTS.code(),
        IdentityOptions.DEFAULTS.proof(),
        settings.number("argon2-memory-kib", 8, 4 * 1024 * 1024),
        settings.number("argon2-passes", 1, 100),
        settings.number("argon2-threads", 1, 64),
        settings.number("argon2-queue", 1, 10_000));
  }

  private void refuseWhatProductionMustNot(Settings settings) {
    if (!production) {
      return;
    }
    if (storage.embedded()) {
      throw new ConfigurationException(
          "--production refuses the embedded database: set MONGODB_URI");
    }
    if (sample) {
      throw new ConfigurationException(
          "--production refuses sample data: add --no-sample or set SAMPLE=false");
    }
    if (settings.text("master-key-file").isEmpty()
        && environment.getOrDefault("MASTER_KEY", "").isBlank()) {
      throw new ConfigurationException(
          "--production asks for a master key: set MASTER_KEY_FILE or MASTER_KEY");
    }
    if (!listen.https() && listen.trustedProxies().isEmpty()) {
      throw new ConfigurationException(
          "--production refuses plain HTTP: set TLS_CERT and TLS_KEY, a HOST beyond this machine,"
              + " or TRUSTED_PROXIES");
    }
  }
}
