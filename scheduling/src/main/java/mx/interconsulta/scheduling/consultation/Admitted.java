package mx.interconsulta.scheduling.consultation;

/**
 * Somebody who may enter the room of a consultation now.
 *
 * @param side part they have
 * @param assignment the assignment that grants it
 * @param unit CLUES of the unit for which they come
 * @param request id of the request it serves
 * @param mayVideo whether consent to video with the patient is in force
 */
public record Admitted(
    Side side, String assignment, String unit, String request, boolean mayVideo) {
  /** The part as the room names it. */
  public String role() {
    return side.token();
  }
}
