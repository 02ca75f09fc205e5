package mx.interconsulta.records.indicator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.records.note.SignedAnswer;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Unit;
import mx.interconsulta.scheduling.request.RequestCase;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * One attention: a request that has a signed note, counted once. Holds what is counted and no
 * clinical word; everything in it follows from the request and the note, so that writing it again
 * writes the same.
 *
 * @param id id of the request: a request is counted once
 * @param rule number of the {@link #RULE} by which it was derived
 * @param note id of the note
 * @param patient id of the patient
 * @param unit CLUES of the unit that asked
 * @param group key of the OOAD of that unit; empty when the directory does not know the unit
 * @param specialty key of the specialty that answered
 * @param kind token of the kind
 * @param visit {@code first} or {@code subsequent}
 * @param mode how it was answered
 * @param answering CLUES of the unit that answered
 * @param askedAt first submission
 * @param answeredAt signature
 * @param year year of the signature on the calendar of the unit that asked
 * @param month year and month there: 202611
 * @param day year, month and day there: 20261122
 * @param minutes whole minutes from first submission to signature
 * @param transfer token of the {@link Transfer}
 * @param kilometres when the transfer was avoided: there and back as the crow flies; else 0
 * @param working when the transfer was avoided: how many of patient and companions work; else 0
 * @param sample whether invented
 */
public record Attention(
    @BsonId @Open String id,
    Integer rule,
    @Open String note,
    @Open String patient,
    @Open String unit,
    @Open String group,
    @Open String specialty,
    @Open String kind,
    @Open String visit,
    @Open String mode,
    @Open String answering,
    Instant askedAt,
    Instant answeredAt,
    Integer year,
    Integer month,
    Integer day,
    Integer minutes,
    @Open String transfer,
    Integer kilometres,
    Integer working,
    Boolean sample) {

  /** The collection. */
  static final String COLLECTION = "attentions";

  /** Grows when an attention is derived in another way; older ones are derived anew at a start. */
  static final int RULE = 1;

  static final String FIRST = "first";
  static final String SUBSEQUENT = "subsequent";

  static Attention of(SignedAnswer answer, RequestCase request, Catalogue catalogue) {
    Unit asking = catalogue.unit(request.unit()).orElse(null);
    Instant asked = request.waitingSince() == null ? answer.signedAt() : request.waitingSince();
    LocalDate day = LocalDate.ofInstant(answer.signedAt(), Calendars.of(asking));
    Travel travel = Travel.of(request.content());
    Transfer transfer = Transfer.of(travel.means(), answer.disposition());
    boolean avoided = transfer == Transfer.AVOIDED;
    int month = day.getYear() * 100 + day.getMonthValue();
    return new Attention(
        request.id(),
        RULE,
        answer.note(),
        answer.patient(),
        request.unit(),
        asking == null ? "" : asking.group(),
        request.specialty(),
        request.kind(),
        request.follows() == null ? FIRST : SUBSEQUENT,
        answer.mode(),
        answer.unit(),
        asked,
        answer.signedAt(),
        day.getYear(),
        month,
        month * 100 + day.getDayOfMonth(),
        (int) Math.max(0, asked.until(answer.signedAt(), ChronoUnit.MINUTES)),
        transfer.token(),
        avoided ? journey(asking, catalogue.unit(answer.unit()).orElse(null)) : 0,
        avoided ? travel.working() : 0,
        request.sample() ? true : null);
  }

  /** There and back in whole km; 0 when one of the two has no coordinates. */
  private static int journey(Unit asking, Unit answering) {
    Integer way = asking == null || answering == null ? null : asking.distanceTo(answering);
    return way == null ? 0 : 2 * way;
  }
}
