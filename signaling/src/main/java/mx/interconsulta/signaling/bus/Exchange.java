package mx.interconsulta.signaling.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.platform.sealing.Sealed;
import mx.interconsulta.platform.time.Timers;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This server's end of the {@link Bus}: typed messages to one server by its id, or to all. Each is
 * sealed under the keys that all servers of one database share, bound to whom it is for and when it
 * was said, so that whoever gets at the bus itself can neither read it nor speak on it.
 *
 * <p>Threading: listeners are called on the context given; say things that must keep their order
 * from one context.
 */
public final class Exchange {
  private static final String EVERYBODY = "everybody";
  private static final String ADDRESS = "interconsulta.";

  /** A message on its way for longer, by clocks that agree within 30 s, is somebody's recording. */
  private static final Duration FRESH = Duration.ofSeconds(90);

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final Bus bus;
  private final String server;
  private final Context context;
  private final Timers timers;
  private final FieldSealing sealing;
  private final MeterRegistry meters;
  private final Map<String, Listening<?>> listeners = new ConcurrentHashMap<>();

  private record Listening<T>(Kind<T> kind, BiConsumer<String, T> listener) {
    void hear(String from, JsonObject body) {
      listener.accept(from, kind.read().apply(body));
    }
  }

  /**
   * An end of the bus.
   *
   * @param server id of this process
   * @param context where listeners are called
   */
  public Exchange(Foundation foundation, Bus bus, String server, Context context) {
    this.bus = bus;
    this.server = server;
    this.context = context;
    this.timers = foundation.timers();
    this.sealing = foundation.sealing();
    this.meters = foundation.meters();
  }

  /** The id of this process. */
  public String server() {
    return server;
  }

  /** Whether there are meant to be other servers to reach. */
  public boolean configured() {
    return bus.configured();
  }

  /** The context that listeners are called on. */
  public Context context() {
    return context;
  }

  /** Hears messages of a kind, with the id of the server that said them. */
  public <T> void on(Kind<T> kind, BiConsumer<String, T> listener) {
    listeners.put(kind.name(), new Listening<>(kind, listener));
  }

  /** Begins to listen. */
  public void start() {
    bus.hear(ADDRESS + server, message -> receive(server, message));
    bus.hear(ADDRESS + EVERYBODY, message -> receive(EVERYBODY, message));
  }

  /** Says something to one server; false when it is too long and was not said. */
  public <T> boolean tell(String to, Kind<T> kind, T message) {
    if (!bus.configured()) {
      return false;
    }
    Buffer sealed = seal(to, kind, message);
    if (sealed == null) {
      return false;
    }
    bus.tell(ADDRESS + to, sealed);
    return true;
  }

  /** Says something to all other servers. */
  public <T> void tellAll(Kind<T> kind, T message) {
    if (bus.configured()) {
      Buffer sealed = seal(EVERYBODY, kind, message);
      if (sealed != null) {
        bus.tellAll(ADDRESS + EVERYBODY, sealed);
      }
    }
  }

  private <T> Buffer seal(String to, Kind<T> kind, T message) {
    JsonObject envelope =
        new JsonObject()
            .put("from", server)
            .put("at", timers.clock().millis())
            .put("kind", kind.name())
            .put("body", kind.write().apply(message));
    String text = envelope.encode();
    if (text.length() > kind.longest()) {
      dropped("too-large");
      LOG.warn("a message of kind {} is too long for the bus: {}", kind.name(), text.length());
      return null;
    }
    meters.counter("interconsulta.bus.sent", "kind", kind.name()).increment();
    Sealed sealed = sealing.sealBytes(address(to), text.getBytes(StandardCharsets.UTF_8));
    byte[] key = sealed.key().getBytes(StandardCharsets.UTF_8);
    byte[] bytes = sealed.bytes().getData();
    return Buffer.buffer(2 + key.length + bytes.length)
        .appendUnsignedShort(key.length)
        .appendBytes(key)
        .appendBytes(bytes);
  }

  private void receive(String to, Buffer message) {
    JsonObject envelope;
    try {
      envelope = open(to, message);
    } catch (RuntimeException notOurs) {
      dropped("not-ours");
      return;
    }
    context.runOnContext(turn -> take(envelope));
  }

  private JsonObject open(String to, Buffer message) {
    int keyLength = message.getUnsignedShort(0);
    String key = message.getString(2, 2 + keyLength);
    byte[] bytes = message.getBytes(2 + keyLength, message.length());
    return new JsonObject(
        Buffer.buffer(sealing.openBytes(address(to), new Sealed(key, new Binary(bytes)))));
  }

  private void take(JsonObject envelope) {
    String from = envelope.getString("from");
    if (from.equals(server)) {
      return;
    }
    Listening<?> listening = listeners.get(envelope.getString("kind"));
    long age = timers.clock().millis() - envelope.getLong("at");
    if (listening == null || Math.abs(age) > FRESH.toMillis()) {
      dropped(listening == null ? "unknown" : "old");
      return;
    }
    meters.counter("interconsulta.bus.received", "kind", listening.kind().name()).increment();
    try {
      listening.hear(from, envelope.getJsonObject("body"));
    } catch (RuntimeException unreadable) {
      dropped("unreadable");
      LOG.warn("a message of kind {} could not be taken", listening.kind().name(), unreadable);
    }
  }

  private void dropped(String reason) {
    meters.counter("interconsulta.bus.dropped", "reason", reason).increment();
  }

  private static FieldAddress address(String to) {
    return new FieldAddress("bus", to, "message");
  }
}
