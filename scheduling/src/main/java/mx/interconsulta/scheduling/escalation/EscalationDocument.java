package mx.interconsulta.scheduling.escalation;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * The escalation of one emergency in the database: for whom it rings, and what each has answered.
 * Nothing in it is about the patient. Every change is one conditional write; those of one person
 * touch only that person's entry, so that twenty may answer at once.
 *
 * @param id id of the request
 * @param version grows with each change
 * @param state {@code ringing}, {@code taken} or {@code over}
 * @param author id of the physician who asks
 * @param unit CLUES of the requesting unit
 * @param specialty key of the specialty that is asked
 * @param triage level, 1 to 5
 * @param coveredBy CLUES of the units whose specialists it rings for
 * @param since when the request was sent first: the one clock, whatever happens after
 * @param patience seconds after which it counts as unanswered
 * @param people for whom it rings, by id of the person
 * @param unanswered since when it counts as unanswered, or null
 * @param nobody whether nobody was signed in when it first counted as unanswered
 * @param takenBy id of who took it, or null
 * @param takenAt when, or null
 * @param ending state in which the request ended without being taken, or null
 * @param due when the next round is to be made; absent when it no longer rings
 * @param sample whether invented
 */
public record EscalationDocument(
    @BsonId @Open String id,
    Integer version,
    @Open String state,
    @Open String author,
    @Open String unit,
    @Open String specialty,
    Integer triage,
    List<@Open String> coveredBy,
    Instant since,
    Integer patience,
    Map<@Open String, Rung> people,
    Instant unanswered,
    Boolean nobody,
    @Open String takenBy,
    Instant takenAt,
    @Open String ending,
    Instant due,
    Boolean sample) {

  static final String RINGING = "ringing";
  static final String TAKEN = "taken";
  static final String OVER = "over";

  /**
   * One person for whom it rings.
   *
   * @param place in the order that never changes, from 0
   * @param unit CLUES of the unit for which they answer
   * @param state token of the {@link RingState}
   * @param since since when
   * @param reason why they decline or cannot be reached: a token, or null
   * @param windows their windows that said they sound
   * @param rungAt when it first rang for them, or null
   * @param seenAt when they gave a sign of life, or null
   */
  public record Rung(
      Integer place,
      @Open String unit,
      @Open String state,
      Instant since,
      @Open String reason,
      List<@Open String> windows,
      Instant rungAt,
      Instant seenAt) {

    RingState stateNow() {
      return RingState.of(state);
    }

    boolean sounds() {
      return RingState.SOUNDING.contains(stateNow());
    }

    Rung become(RingState next, String why, Instant now) {
      boolean gone = next == RingState.UNREACHABLE;
      return new Rung(
          place,
          unit,
          next.token(),
          now,
          why,
          gone ? null : windows,
          rungAt == null && next == RingState.RINGING ? now : rungAt,
          seenAt);
    }
  }

  boolean rings() {
    return RINGING.equals(state);
  }

  /** Everybody whose windows sound. */
  Set<String> sounding() {
    return people.entrySet().stream()
        .filter(entry -> entry.getValue().sounds())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Everybody who has anything to do with it. */
  Set<String> everybody() {
    Set<String> all = new LinkedHashSet<>(people.keySet());
    all.add(author);
    return all;
  }

  Ringer.Ringing ringing() {
    return new Ringer.Ringing(id, version, specialty, unit, triage, since);
  }
}
