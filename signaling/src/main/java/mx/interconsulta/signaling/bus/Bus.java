package mx.interconsulta.signaling.bus;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * The way to the other servers of a cluster. It makes things faster and lets a page reach a room on
 * another server; nothing durable depends on it. It may lose anything at any time. What does arrive
 * between two servers arrives in the order it was said.
 *
 * <p>Every method may be called from any thread and returns at once; listeners may be called on any
 * thread, one message at a time.
 */
public interface Bus {

  /** No other server can be reached: a process by itself. */
  Bus NONE =
      new Bus() {
        @Override
        public boolean configured() {
          return false;
        }

        @Override
        public void hear(String address, Consumer<Buffer> listener) {}

        @Override
        public void tell(String address, Buffer message) {}

        @Override
        public void tellAll(String address, Buffer message) {}
      };

  /** Whether there are meant to be other servers on it, reachable now or not. */
  boolean configured();

  /** Hears what is said to an address from now on. */
  void hear(String address, Consumer<Buffer> listener);

  /** Says something to the one server that hears an address. */
  void tell(String address, Buffer message);

  /** Says something to every server that hears an address, this one included. */
  void tellAll(String address, Buffer message);
}
