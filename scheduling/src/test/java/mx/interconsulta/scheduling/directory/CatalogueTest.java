package mx.interconsulta.scheduling.directory;

import static mx.interconsulta.platform.TestFoundation.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import mx.interconsulta.scheduling.SampleHouse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The catalogue in memory: who asks at once, what a change forgets, on which context it comes. */
class CatalogueTest {
  @RegisterExtension static final SampleHouse house = SampleHouse.loaded();

  private final Vertx vertx = house.foundation().vertx();
  private final Directory directory = house.scheduling().directory();

  @BeforeEach
  void old() {
    house.house().manualTimers().advance(Directory.FRESH);
  }

  @Test
  void whoAskAtOnceGetOneReading() {
    List<Future<Catalogue>> asked = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      asked.add(directory.catalogue());
    }
    await(Future.all(asked));

    assertEquals(1, asked.stream().map(Future::result).distinct().count());
    assertSame(asked.get(0).result(), await(directory.catalogue()), "while it is fresh");
    house.house().manualTimers().advance(Directory.FRESH);
    assertNotSame(asked.get(0).result(), await(directory.catalogue()), "and no longer");
  }

  @Test
  void aReadingThatBeganBeforeAChangeIsNotKept() {
    Future<Catalogue> before = directory.catalogue();
    directory.forget();
    Future<Catalogue> after = directory.catalogue();

    assertNotSame(await(before), await(after));
    assertSame(await(after), await(directory.catalogue()));
  }

  @Test
  void eachGetsItOnTheContextTheyAskOn() {
    List<Future<Boolean>> asked = new ArrayList<>();
    for (Context context : contexts()) {
      Promise<Boolean> mine = Promise.promise();
      context.runOnContext(
          turn ->
              directory
                  .catalogue()
                  .map(catalogue -> vertx.getOrCreateContext() == context)
                  .onComplete(mine));
      asked.add(mine.future());
    }
    await(Future.all(asked));

    assertEquals(Set.of(true), asked.stream().map(Future::result).collect(Collectors.toSet()));
  }

  /** Event loops' contexts of their own. */
  private List<Context> contexts() {
    List<Context> made = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      made.add(((VertxInternal) vertx).createEventLoopContext());
    }
    return made;
  }
}
