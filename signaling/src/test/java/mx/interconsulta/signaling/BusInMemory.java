package mx.interconsulta.signaling;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import mx.interconsulta.signaling.bus.Bus;
import mx.interconsulta.signaling.bus.VertxBus;

/** A bus between servers of one test, which the test can cut and mend. */
final class BusInMemory implements Bus {
  private final VertxBus bus = new VertxBus();
  private volatile boolean cut;
  private final AtomicBoolean losing = new AtomicBoolean();

  BusInMemory(Vertx vertx) {
    bus.joined(vertx);
  }

  void cut() {
    cut = true;
  }

  void mend() {
    cut = false;
  }

  /** Loses the next thing that is said to one server. */
  void loseNext() {
    losing.set(true);
  }

  /** Waits until that was said, and lost. */
  void awaitLoss() {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (losing.get()) {
      assertTrue(System.nanoTime() < deadline, "nothing was said");
      Thread.onSpinWait();
    }
  }

  @Override
  public boolean configured() {
    return true;
  }

  @Override
  public void hear(String address, Consumer<Buffer> listener) {
    bus.hear(
        address,
        message -> {
          if (!cut) {
            listener.accept(message);
          }
        });
  }

  @Override
  public void tell(String address, Buffer message) {
    if (!cut && !losing.compareAndSet(true, false)) {
      bus.tell(address, message);
    }
  }

  @Override
  public void tellAll(String address, Buffer message) {
    if (!cut) {
      bus.tellAll(address, message);
    }
  }
}
