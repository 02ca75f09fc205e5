package mx.interconsulta.scheduling.request;

/** Where a request stands. The names are the tokens in the database and the API. */
public enum RequestState {
  /** Being written; only its author sees it. */
  DRAFT,
  /** Sent; whoever covers it may take it. */
  SUBMITTED,
  /** A specialist has taken it. */
  ACCEPTED,
  /** Booked on a place in the calendars; its room opens shortly before. */
  SCHEDULED,
  /** Both sides have been in the room. */
  IN_CONSULTATION,
  /** The note is signed. */
  ANSWERED,
  /** The requester has said what became of it. */
  CLOSED,
  /** No longer needed. */
  CANCELLED,
  /** Will not be answered. */
  DECLINED,
  /** More was asked of the requester. */
  RETURNED,
  /** Somebody did not come to the booked place. */
  NO_SHOW,
  /** Waited too long. */
  EXPIRED
}
