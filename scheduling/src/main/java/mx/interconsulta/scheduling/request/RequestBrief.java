package mx.interconsulta.scheduling.request;

import java.time.Instant;

/**
 * A request in a patient's record: no clinical text.
 *
 * @param id id of the request
 * @param version version of the document
 * @param frozen number of the newest frozen version
 * @param state where it stands
 * @param submittedAt newest submission
 * @param unit CLUES of the requesting unit
 * @param specialty key of the specialty
 * @param reason key of the reason
 * @param requester id of the author
 * @param attending id of the specialist, or null
 * @param consultation id of the newest consultation, or null
 * @param answerNote id of the signed note, or null
 */
public record RequestBrief(
    String id,
    int version,
    int frozen,
    RequestState state,
    Instant submittedAt,
    String unit,
    String specialty,
    String reason,
    String requester,
    String attending,
    String consultation,
    String answerNote) {

  static RequestBrief of(RequestDocument document) {
    RequestDocument.Frozen newest = document.newest();
    return new RequestBrief(
        document.id(),
        document.version(),
        newest == null ? 0 : newest.number(),
        document.stateNow(),
        newest == null ? null : newest.at(),
        document.unit(),
        document.specialty(),
        document.reason(),
        document.author(),
        document.attending() == null ? null : document.attending().person(),
        document.consultation(),
        document.answer() == null ? null : document.answer().note());
  }
}
