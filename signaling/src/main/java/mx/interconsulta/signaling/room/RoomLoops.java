package mx.interconsulta.signaling.room;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Contexts for rooms to live on, spread over the event loops. */
public final class RoomLoops {
  private final Vertx vertx;
  private final List<Context> contexts;
  private final String deployment;
  private final AtomicInteger turn = new AtomicInteger();

  private RoomLoops(Vertx vertx, List<Context> contexts, String deployment) {
    this.vertx = vertx;
    this.contexts = contexts;
    this.deployment = deployment;
  }

  /** Makes as many contexts as are asked for. */
  public static Future<RoomLoops> open(Vertx vertx, int count) {
    List<Context> contexts = new CopyOnWriteArrayList<>();
    return vertx
        .deployVerticle(
            () ->
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    contexts.add(context);
                    return Future.succeededFuture();
                  }
                },
            new DeploymentOptions().setInstances(count))
        .map(deployment -> new RoomLoops(vertx, List.copyOf(contexts), deployment));
  }

  /** The next context, in turn. */
  public Context next() {
    return contexts.get(Math.floorMod(turn.getAndIncrement(), contexts.size()));
  }

  public Future<Void> close() {
    return vertx.undeploy(deployment);
  }
}
