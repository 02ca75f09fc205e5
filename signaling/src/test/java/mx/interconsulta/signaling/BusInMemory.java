package mx.interconsulta.signaling;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import mx.interconsulta.signaling.bus.Bus;
import mx.interconsulta.signaling.bus.VertxBus;

/** A bus between servers of one test, which the test can cut and mend. */
final class BusInMemory implements Bus {
  private final VertxBus bus = new VertxBus();
  private final AtomicInteger said = new AtomicInteger();
  private volatile boolean cut;
  private volatile Predicate<Integer> lost = number -> false;

  BusInMemory(Vertx vertx) {
    bus.joined(vertx);
  }

  void cut() {
    cut = true;
  }

  void mend() {
    cut = false;
  }

  /** Loses the messages whose number, from 1 on, fits. */
  void lose(Predicate<Integer> which) {
    lost = which;
  }

  /** How many messages were said to one server. */
  int said() {
    return said.get();
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
    if (!cut && !lost.test(said.incrementAndGet())) {
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
