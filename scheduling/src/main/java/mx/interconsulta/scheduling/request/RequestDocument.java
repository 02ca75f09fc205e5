package mx.interconsulta.scheduling.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A request in the database: one document with its frozen versions, its history and its outbox.
 *
 * @param id UUID made by the page
 * @param version grows with each change; every change is conditional on it
 * @param state name of the {@link RequestState}
 * @param author id of the physician who asks
 * @param assignment the assignment through which they ask
 * @param unit CLUES of the requesting unit
 * @param patient id of the patient, or null in a draft
 * @param kind token of the kind, or null in a draft
 * @param specialty the specialty it is for now; a redirect may change it
 * @param reason key of the reason, or null in a draft
 * @param priority urgent, soon or routine, or null in a draft
 * @param content sealed {@link RequestContent}: the working copy
 * @param versions what each submission froze
 * @param coveredBy CLUES of the units that answer for it since it was sent
 * @param routed whether a coordinator chose the unit, so that coverage no longer does
 * @param addressee person a coordinator asked by name, or null
 * @param attending who took it, or null
 * @param consultation id of the newest consultation, or null
 * @param answer the signed answer, or null
 * @param furtherNotes ids of notes signed after the first
 * @param createdAt first save
 * @param waitingSince first submission, or null
 * @param changedAt last change
 * @param history every event, oldest first
 * @param outbox what still has to be told or done elsewhere
 * @param due when the outbox was filled; absent when it is empty
 * @param sample whether invented
 * @param follows id of the answered request that this one follows up; absent for a first one
 * @param appointment the place it is booked on, or was when it was held or missed; or null
 * @param wake when time does the next thing to it: the room opens, somebody is late; or null
 */
public record RequestDocument(
    @BsonId @Open String id,
    Integer version,
    @Open String state,
    @Open String author,
    @Open String assignment,
    @Open String unit,
    @Open String patient,
    @Open String kind,
    @Open String specialty,
    @Open String reason,
    @Open String priority,
    Sealed content,
    List<Frozen> versions,
    List<@Open String> coveredBy,
    Boolean routed,
    @Open String addressee,
    Attending attending,
    @Open String consultation,
    Answered answer,
    List<@Open String> furtherNotes,
    Instant createdAt,
    Instant waitingSince,
    Instant changedAt,
    List<Happening> history,
    List<Errand> outbox,
    Instant due,
    Boolean sample,
    @Open String follows,
    Booked appointment,
    Instant wake) {

  /** What may happen while a question of the thread waits for its answer. */
  private static final Set<String> STILL_ASKED =
      Set.of(
          RequestEvent.ENTER.token(),
          RequestEvent.BOOK.token(),
          RequestEvent.MOVE.token(),
          RequestEvent.OPEN.token(),
          RequestEvent.LATE.token());

  /** How an acceptance means to answer without a room. */
  static final String WRITTEN = "written";

  /**
   * What one submission froze.
   *
   * @param number 1 for the first submission
   * @param at when
   * @param by id of the author
   * @param assignment the assignment through which they asked
   * @param kind token of the kind
   * @param specialty key of the specialty
   * @param reason key of the reason
   * @param priority token of the priority
   * @param sealed the sealed patient identity and clinical text of that moment
   */
  public record Frozen(
      Integer number,
      Instant at,
      @Open String by,
      @Open String assignment,
      @Open String kind,
      @Open String specialty,
      @Open String reason,
      @Open String priority,
      Sealed sealed) {}

  /**
   * Who took it, through which assignment, for which unit, when; mode {@code written} when they
   * mean to answer without a room, otherwise null.
   */
  public record Attending(
      @Open String person,
      @Open String assignment,
      @Open String unit,
      Instant at,
      @Open String mode) {}

  /**
   * The signed answer: note, mode (video, written, telephone), author, when; first reading; in how
   * long the note asks for a follow-up, or null.
   */
  public record Answered(
      @Open String note,
      @Open String mode,
      @Open String person,
      Instant at,
      Instant readAt,
      @Open String followUp) {}

  /**
   * One event of the history.
   *
   * @param version version of the document that it made
   * @param at when
   * @param event token of the {@link RequestEvent}
   * @param from state before
   * @param to state after
   * @param by id of the person, or null for the program
   * @param assignment the assignment that granted it, or null for the program
   * @param reason token of the closed list, or null
   * @param note sealed text written with it, or null
   * @param unit for a redirect, the unit it went to
   * @param specialty for a redirect, the specialty it went to
   * @param files sealed facts of the files that came with it, or null
   */
  public record Happening(
      Integer version,
      Instant at,
      @Open String event,
      @Open String from,
      @Open String to,
      @Open String by,
      @Open String assignment,
      @Open String reason,
      Sealed note,
      @Open String unit,
      @Open String specialty,
      Sealed files) {}

  /**
   * What a change still has to tell or do elsewhere; doing it twice is harmless.
   *
   * @param version version of the document that the change made
   * @param event what happened
   * @param at when
   * @param type type of the notice
   * @param facts ids and states
   * @param people ids of people to tell
   * @param units units whose specialists are told
   * @param specialty in which specialty they are told
   * @param consultation consultation to start or end, or null
   * @param attending for a start, who took the request; otherwise null
   * @param ending for an end, the reason; otherwise null
   * @param place the place to confirm or to let go, or null
   * @param outcome how the place is let go, or null to confirm it
   */
  public record Errand(
      Integer version,
      @Open String event,
      Instant at,
      @Open String type,
      Map<@Open String, @Open String> facts,
      List<@Open String> people,
      List<@Open String> units,
      @Open String specialty,
      @Open String consultation,
      Attending attending,
      @Open String ending,
      Booked place,
      @Open String outcome) {}

  /** Where it stands. */
  public RequestState stateNow() {
    return RequestState.valueOf(state);
  }

  List<String> covering() {
    return coveredBy == null ? List.of() : coveredBy;
  }

  List<Frozen> frozen() {
    return versions == null ? List.of() : versions;
  }

  Frozen newest() {
    return frozen().isEmpty() ? null : versions.get(versions.size() - 1);
  }

  List<Happening> events() {
    return history == null ? List.of() : history;
  }

  boolean isAttending(String person) {
    return attending != null && attending.person().equals(person);
  }

  boolean isSample() {
    return Boolean.TRUE.equals(sample);
  }

  boolean isRouted() {
    return Boolean.TRUE.equals(routed);
  }

  /** Whether a question of the thread still waits for its author's answer. */
  boolean isAsked() {
    boolean asked = false;
    for (Happening happening : events()) {
      if (happening.event().equals(RequestEvent.ASK.token())) {
        asked = true;
      } else if (!STILL_ASKED.contains(happening.event())) {
        asked = false;
      }
    }
    return asked;
  }

  /** Whether whoever took it means to answer without a room. */
  boolean isWritten() {
    return attending != null && WRITTEN.equals(attending.mode());
  }

  /** The newest event of a kind, or null. */
  Happening last(RequestEvent event) {
    Happening found = null;
    for (Happening happening : events()) {
      if (happening.event().equals(event.token())) {
        found = happening;
      }
    }
    return found;
  }
}
