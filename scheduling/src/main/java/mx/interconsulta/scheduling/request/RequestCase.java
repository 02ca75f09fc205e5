package mx.interconsulta.scheduling.request;

import java.time.Instant;
import java.util.List;
import mx.interconsulta.scheduling.patient.Identity;

/**
 * A request as the modules above see it, with its newest frozen version opened. Lives in memory
 * only.
 *
 * @param id id of the request
 * @param version version of the document
 * @param frozen number of the newest frozen version; 0 while nothing was sent
 * @param state where it stands
 * @param patient id of the patient, or null in a draft
 * @param patientAsSent the patient's identity as it stood when sent, or null
 * @param requester who asks
 * @param attending who took it, or null
 * @param unit CLUES of the requesting unit
 * @param specialty the specialty it is for now
 * @param reason key of the reason
 * @param kind token of the kind
 * @param priority token of the priority
 * @param consultation id of the newest consultation, or null
 * @param content what the newest version froze
 * @param waitingSince first submission, or null
 * @param submittedAt newest submission, or null
 * @param answer the signed answer, or null
 * @param sample whether invented
 * @param follows id of the answered request that this one follows up; null for a first one
 * @param files every file that was sent with it, with a version or in the thread
 * @param document the document itself, for this package's own rules
 */
public record RequestCase(
    String id,
    int version,
    int frozen,
    RequestState state,
    String patient,
    Identity patientAsSent,
    Party requester,
    Party attending,
    String unit,
    String specialty,
    String reason,
    String kind,
    String priority,
    String consultation,
    RequestContent content,
    Instant waitingSince,
    Instant submittedAt,
    RequestDocument.Answered answer,
    boolean sample,
    String follows,
    List<Enclosure> files,
    RequestDocument document) {

  /**
   * One side of a request.
   *
   * @param person id of the person
   * @param assignment the assignment through which they act
   * @param unit CLUES of the unit for which they act
   */
  public record Party(String person, String assignment, String unit) {}

  static RequestCase of(RequestDocument document, RequestSeals seals) {
    RequestDocument.Frozen newest = document.newest();
    RequestContent.Frozen opened =
        newest == null || newest.sealed() == null ? null : seals.openFrozen(document.id(), newest);
    RequestDocument.Attending attending = document.attending();
    return new RequestCase(
        document.id(),
        document.version(),
        newest == null ? 0 : newest.number(),
        document.stateNow(),
        document.patient(),
        opened == null ? null : opened.patient(),
        new Party(document.author(), document.assignment(), document.unit()),
        attending == null
            ? null
            : new Party(attending.person(), attending.assignment(), attending.unit()),
        document.unit(),
        document.specialty(),
        document.reason(),
        document.kind(),
        document.priority(),
        document.consultation(),
        opened == null ? RequestContent.EMPTY : opened.content(),
        document.waitingSince(),
        newest == null ? null : newest.at(),
        document.answer(),
        document.isSample(),
        document.follows(),
        seals.openAllFiles(document),
        document);
  }

  /** Says nothing about the patient: it may end in a log. */
  @Override
  public String toString() {
    return "RequestCase[" + id + ", " + state + "]";
  }
}
