package mx.interconsulta.scheduling.request;

import java.util.Locale;

/** As whom somebody acts on a request. */
public enum Actor {
  /** The physician who wrote it. */
  AUTHOR,
  /** A specialist of a unit that answers for it, other than its author. */
  COVERING,
  /** The specialist who took it. */
  ATTENDING,
  /** Coordinator of the requesting or of an answering unit, or of the whole network. */
  COORDINATOR,
  /** Coordinator of the requesting unit. */
  OWN_COORDINATOR,
  /** The program itself: a room was entered, a note was signed, time went by. */
  SYSTEM;

  /** The token in the documented table. */
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
