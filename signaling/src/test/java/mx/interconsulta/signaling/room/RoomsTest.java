package mx.interconsulta.signaling.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.MongoTimeoutException;
import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.platform.time.ManualTimers;
import mx.interconsulta.signaling.RecordedAttendance;
import mx.interconsulta.signaling.bus.Bus;
import mx.interconsulta.signaling.bus.Exchange;
import mx.interconsulta.signaling.node.ServerNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;

class RoomsTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void close() {
    TestFoundation.await(vertx.close());
  }

  /** The asking thread may be held up until the answer is there: on two cores it was. */
  @Test
  void anOpeningThatFailsBeforeItHasReturnedIsTriedAnewTheNextTime() {
    Rooms rooms = rooms();
    Rooms.PassRequest request = new Rooms.PassRequest("c", "ana", "s", "d", false);

    for (int i = 1; i <= 3; i++) {
      assertThrows(MongoTimeoutException.class, () -> TestFoundation.await(rooms.admit(request)));
      assertEquals(i, asked.get());
    }
  }

  private Rooms rooms() {
    ManualTimers timers = new ManualTimers(Instant.parse("2026-11-30T22:00:00Z"));
    Foundation foundation =
        new Foundation(
            vertx,
            timers,
            new Database(vertx, database()),
            made(FieldSealing.class, (proxy, method, arguments) -> null),
            new SimpleMeterRegistry());
    Context context = vertx.getOrCreateContext();
    return new Rooms(
        null,
        new RoomLeases(foundation, new ServerNode(foundation, context)),
        null,
        new RecordedAttendance().lets("c", "ana", "requester"),
        null,
        timers,
        null,
        null,
        new Exchange(foundation, Bus.NONE, "server", context));
  }

  /** A database that is out of reach, and says so before it returns. */
  private MongoDatabase database() {
    FindPublisher<?> nothing =
        made(
            FindPublisher.class,
            (proxy, method, arguments) -> {
              asked.incrementAndGet();
              ((Subscriber<?>) arguments[0]).onError(new MongoTimeoutException("out of reach"));
              CountDownLatch told = new CountDownLatch(1);
              vertx.getOrCreateContext().runOnContext(turn -> told.countDown());
              told.await();
              return null;
            });
    MongoCollection<?> collection =
        made(MongoCollection.class, (proxy, method, arguments) -> nothing);
    return made(
        MongoDatabase.class,
        (proxy, method, arguments) ->
            method.getName().equals("getCollection") ? collection : proxy);
  }

  private static <T> T made(Class<T> type, InvocationHandler does) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, does));
  }
}
