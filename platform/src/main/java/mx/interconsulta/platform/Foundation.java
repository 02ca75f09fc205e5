package mx.interconsulta.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.Objects;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.platform.time.Timers;

/**
 * What every module stands on.
 *
 * @param vertx the one Vert.x of the process
 * @param timers clock and timers; tests pass ones they advance
 * @param database the way to MongoDB
 * @param sealing field encryption
 * @param meters where meters are registered
 */
public record Foundation(
    Vertx vertx, Timers timers, Database database, FieldSealing sealing, MeterRegistry meters) {
  public Foundation {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(timers, "timers");
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(sealing, "sealing");
    Objects.requireNonNull(meters, "meters");
  }
}
