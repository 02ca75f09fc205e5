package mx.interconsulta.scheduling.consultation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a consultation ended: a closed list; every consultation that ended has exactly one. */
public enum EndReason {
  /** What was asked was answered. */
  COMPLETED(true),
  /** Line or equipment gave up. */
  TECHNICAL_FAILURE(true),
  /** Consent to video was withdrawn. */
  CONSENT_WITHDRAWN(true),
  /** The patient had to leave. */
  PATIENT_LEFT(true),
  /** The requesting side did not come. */
  REQUESTER_NO_SHOW(true),
  /** The specialist did not come. */
  SPECIALIST_NO_SHOW(true),
  /** It went on, or was answered, by telephone. */
  CONTINUED_BY_TELEPHONE(true),
  /** The note was written without meeting. */
  ANSWERED_IN_WRITING(true),
  /** The patient was transferred. */
  PATIENT_TRANSFERRED(true),
  /** The specialist was called away; the request waits again. */
  RELEASED(false),
  /** A coordinator sent the request elsewhere. */
  REDIRECTED(false),
  /** It was booked for another time, or no longer booked. */
  RESCHEDULED(false),
  /** The specialist asked the requester for more. */
  RETURNED(false),
  /** The specialist declined after accepting. */
  DECLINED(false),
  /** The request was cancelled. */
  CANCELLED(false),
  /** Everybody left and nobody came back. */
  ABANDONED(false),
  /** The server of the room was lost and nobody came back. */
  SERVER_LOST(false);

  private final boolean pressed;

  EndReason(boolean pressed) {
    this.pressed = pressed;
  }

  /** The token in the database and the API. */
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a person may give it; the others are the program's. */
  public boolean pressed() {
    return pressed;
  }

  /** The reason of a token; empty when there is none. */
  public static Optional<EndReason> of(String token) {
    return Arrays.stream(values()).filter(reason -> reason.token().equals(token)).findFirst();
  }
}
