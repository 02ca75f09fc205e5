package mx.interconsulta.scheduling.request;

import java.util.List;
import java.util.Locale;

/** What can happen to a request, each with its closed list of reasons. */
public enum RequestEvent {
  SUBMIT("submitted", List.of()),
  RESUBMIT("submitted", List.of()),
  ACCEPT("accepted", List.of()),
  RELEASE("released", List.of("called-away", "end-of-shift", "other-specialty", "technical")),
  REDIRECT(
      "redirected",
      List.of(
          "uncovered",
          "waiting-too-long",
          "other-specialty",
          "agreement",
          "specialist-unavailable")),
  DECLINE(
      "declined",
      List.of(
          "not-indicated", "needs-presence", "other-specialty", "duplicate", "already-answered")),
  RETURN(
      "returned",
      List.of(
          "more-history",
          "more-examination",
          "studies-missing",
          "question-unclear",
          "identity-unclear")),
  CANCEL(
      "cancelled",
      List.of(
          "improved",
          "transferred",
          "patient-refused",
          "patient-left",
          "died",
          "answered-elsewhere",
          "duplicate",
          "made-in-error")),
  /** A question to the author while the request stays taken: the thread. */
  ASK("asked", List.of()),
  /** What the author answers in the thread, with the files added since. */
  REPLY("replied", List.of()),
  /** The author adds what an emergency was sent without; it keeps its place. */
  SUPPLEMENT("supplemented", List.of()),
  ENTER("started", List.of()),
  ANSWER("answered", List.of()),
  CLOSE(
      "closed",
      List.of(
          "followed",
          "followed-in-part",
          "not-followed",
          "transferred",
          "died",
          "lost-to-follow-up")),
  EXPIRE("expired", List.of("waited-too-long", "draft-abandoned")),
  BOOK("booked", List.of()),
  MOVE(
      "moved",
      List.of(
          "patient-unavailable",
          "requester-unavailable",
          "specialist-unavailable",
          "station-unavailable",
          "sooner-needed",
          "technical")),
  UNBOOK(
      "unbooked",
      List.of(
          "patient-unavailable",
          "requester-unavailable",
          "specialist-unavailable",
          "station-unavailable",
          "other-specialist",
          "place-lost")),
  OPEN("opened", List.of()),
  LATE(
      "late",
      List.of(
          "previous-case",
          "patient-on-the-way",
          "emergency",
          "technical",
          "nobody-in-room",
          "one-side-missing")),
  MISS(
      "missed",
      List.of(
          "patient-absent",
          "requester-absent",
          "specialist-absent",
          "technical",
          "nobody-in-room",
          "one-side-missing"));

  private final String told;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of: it never changes.
  private final List<String> reasons;

  RequestEvent(String told, List<String> reasons) {
    this.told = told;
    this.reasons = reasons;
  }

  /** The token in the database and the API. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of the notice that tells of it. */
  public String notice() {
    return "request." + told;
  }

  /** Reasons that only the program gives: it saw nobody, or half of them, or lost a place. */
  private static final List<String> OF_PROGRAM =
      List.of("nobody-in-room", "one-side-missing", "place-lost");

  /** Whether a person may give this reason. */
  public static boolean isPressed(String reason) {
    return !OF_PROGRAM.contains(reason);
  }

  /** The closed list of reasons; empty when the event has none. */
  public List<String> reasons() {
    return reasons;
  }

  static RequestEvent of(String token) {
    return valueOf(token.toUpperCase(Locale.ROOT));
  }
}
