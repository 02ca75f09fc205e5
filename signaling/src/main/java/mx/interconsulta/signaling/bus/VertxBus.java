package mx.interconsulta.signaling.bus;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A bus on the event bus of a Vert.x that may join its cluster later than this process starts, or
 * never. Until then nothing is heard and what is said is lost, as when the bus is cut. All goes
 * through one context of that Vert.x, which keeps the order. Thread-safe.
 */
public final class VertxBus implements Bus {
  private final Map<String, Consumer<Buffer>> listeners = new LinkedHashMap<>();
  private volatile Context context;

  @Override
  public boolean configured() {
    return true;
  }

  /** Whether the cluster was joined. */
  public boolean joined() {
    return context != null;
  }

  /** Goes over the event bus of this Vert.x from now on. */
  public synchronized void joined(Vertx clustered) {
    Context own = clustered.getOrCreateContext();
    listeners.forEach((address, listener) -> listen(own, address, listener));
    context = own;
  }

  @Override
  public synchronized void hear(String address, Consumer<Buffer> listener) {
    listeners.put(address, listener);
    Context own = context;
    if (own != null) {
      listen(own, address, listener);
    }
  }

  @Override
  public void tell(String address, Buffer message) {
    Context own = context;
    if (own != null) {
      own.runOnContext(turn -> own.owner().eventBus().send(address, message));
    }
  }

  @Override
  public void tellAll(String address, Buffer message) {
    Context own = context;
    if (own != null) {
      own.runOnContext(turn -> own.owner().eventBus().publish(address, message));
    }
  }

  private static void listen(Context own, String address, Consumer<Buffer> listener) {
    own.runOnContext(
        turn ->
            own.owner()
                .eventBus()
                .<Buffer>consumer(address, message -> listener.accept(message.body())));
  }
}
