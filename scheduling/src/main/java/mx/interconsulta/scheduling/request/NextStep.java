package mx.interconsulta.scheduling.request;

import mx.interconsulta.platform.operation.Principal;

/**
 * The one next thing somebody may do about a request: what a row's button says.
 *
 * @param step token of schema {@code NextStep}
 * @param group action, waiting or done
 */
record NextStep(String step, String group) {
  private static final NextStep WAIT = new NextStep("wait", "waiting");
  private static final NextStep NONE = new NextStep("none", "done");

  static NextStep of(Principal principal, RequestDocument document, int roomPeople) {
    if (document.author().equals(principal.person())) {
      return ofAuthor(document, roomPeople);
    }
    if (document.isAttending(principal.person())) {
      return ofSpecialist(document, roomPeople);
    }
    boolean over = isOver(document.stateNow());
    if (document.stateNow() == RequestState.SUBMITTED) {
      if (RequestReach.as(Actor.COVERING, principal, document) != null) {
        return action("accept");
      }
      if (RequestReach.as(Actor.COORDINATOR, principal, document) != null) {
        return action("assign");
      }
    }
    return over ? NONE : WAIT;
  }

  private static NextStep ofAuthor(RequestDocument document, int roomPeople) {
    return switch (document.stateNow()) {
      case DRAFT -> action("complete-draft");
      case RETURNED -> action("answer-question");
      case SUBMITTED -> RequestRules.rings(document) ? action("enter-room") : WAIT;
      case ACCEPTED -> {
        if (document.isAsked()) {
          yield action("answer-question");
        }
        yield isWritten(document) && roomPeople == 0 ? WAIT : action("enter-room");
      }
      case IN_CONSULTATION -> action("enter-room");
      case SCHEDULED -> {
        if (document.consultation() != null) {
          yield action("enter-room");
        }
        yield document.isAsked() ? action("answer-question") : WAIT;
      }
      case NO_SHOW -> action("choose-time");
      case ANSWERED -> action(document.answer().readAt() == null ? "read-note" : "close");
      case CLOSED, CANCELLED, DECLINED, EXPIRED -> NONE;
    };
  }

  private static NextStep ofSpecialist(RequestDocument document, int roomPeople) {
    return switch (document.stateNow()) {
      case ACCEPTED ->
          document.isAsked() && roomPeople == 0
              ? WAIT
              : action(isWritten(document) && roomPeople == 0 ? "write-note" : "enter-room");
      case SCHEDULED -> document.consultation() == null ? WAIT : action("enter-room");
      case IN_CONSULTATION -> action(roomPeople > 0 ? "enter-room" : "write-note");
      default -> isOver(document.stateNow()) ? NONE : WAIT;
    };
  }

  /** A second opinion may be answered in writing, so nobody is expected in a room. */
  private static boolean isWritten(RequestDocument document) {
    return document.isWritten() || RequestRules.SECOND_OPINION.equals(document.kind());
  }

  private static boolean isOver(RequestState state) {
    return switch (state) {
      case ANSWERED, CLOSED, CANCELLED, DECLINED, EXPIRED -> true;
      default -> false;
    };
  }

  private static NextStep action(String step) {
    return new NextStep(step, "action");
  }
}
