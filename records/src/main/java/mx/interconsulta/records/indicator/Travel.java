package mx.interconsulta.records.indicator;

import io.vertx.core.json.JsonObject;
import mx.interconsulta.scheduling.request.RequestContent;

/**
 * How the patient would otherwise have travelled, as the request says it.
 *
 * @param means token, or null when it was not asked
 * @param working how many of patient and companions would have missed work
 */
record Travel(String means, int working) {
  static Travel of(RequestContent content) {
    JsonObject travel = content.travel();
    if (travel == null) {
      return new Travel(null, 0);
    }
    boolean patientWorks = Boolean.TRUE.equals(travel.getBoolean("patientWorks"));
    return new Travel(
        travel.getString("means"),
        travel.getInteger("companionsWorking", 0) + (patientWorks ? 1 : 0));
  }
}
