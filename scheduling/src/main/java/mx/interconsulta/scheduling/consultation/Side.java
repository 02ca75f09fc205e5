package mx.interconsulta.scheduling.consultation;

import java.util.Locale;

/** The part somebody has in a consultation. */
public enum Side {
  /** The physician who asked. */
  REQUESTER,
  /** The specialist who answers. */
  SPECIALIST,
  /** The team beside the patient: nurse, resident, another physician of the requesting unit. */
  STATION,
  /** Somebody who listens. */
  LISTENER;

  /** The token in the database and the API. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}
