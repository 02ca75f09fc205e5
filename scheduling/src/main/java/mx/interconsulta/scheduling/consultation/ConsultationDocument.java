package mx.interconsulta.scheduling.consultation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A consultation in the database: who takes part, on what consent, who is in the room, how it
 * ended.
 *
 * @param id made from the request and its acceptance, so that making it twice makes one
 * @param version grows with each change
 * @param request id of the request it serves
 * @param patient id of the patient
 * @param unit CLUES of the requesting unit
 * @param specialty key of the specialty
 * @param reason key of the reason
 * @param participants who takes part
 * @param consents every consent record, oldest first
 * @param visits who came into the room, when, and when they left
 * @param reports one for each room it has had
 * @param startedAt when the request was accepted
 * @param endedAt when it ended, or null
 * @param endReason token of the {@link EndReason}, or null
 * @param endedBy id of the person who ended it, or null for the program
 * @param due when something changed that is not told yet; absent when all is told
 * @param sample whether invented
 */
public record ConsultationDocument(
    @BsonId @Open String id,
    Integer version,
    @Open String request,
    @Open String patient,
    @Open String unit,
    @Open String specialty,
    @Open String reason,
    List<Participant> participants,
    List<Consent> consents,
    List<Visit> visits,
    List<RoomReport> reports,
    Instant startedAt,
    Instant endedAt,
    @Open String endReason,
    @Open String endedBy,
    Instant due,
    Boolean sample) {

  /** Why a visit ended of which nobody said that it did. */
  private static final String LOST = "connection-lost";

  /** Who takes part, in which part, through which assignment, from when to when. */
  public record Participant(
      @Open String person,
      @Open String side,
      @Open String assignment,
      @Open String unit,
      Instant from,
      Instant to) {
    Participant until(Instant end) {
      return new Participant(person, side, assignment, unit, from, end);
    }
  }

  /**
   * One consent record.
   *
   * @param number 1 for the first
   * @param scope video, recording or listeners
   * @param basis given, withdrawn or emergency
   * @param at when
   * @param recordedBy id of the person who recorded it
   * @param assignment the assignment through which they did
   * @param givenBy patient, parent, guardian or representative, or null
   * @param relationship token, or null
   * @param how verbal or written, or null
   * @param words sealed names and reasons
   */
  public record Consent(
      Integer number,
      @Open String scope,
      @Open String basis,
      Instant at,
      @Open String recordedBy,
      @Open String assignment,
      @Open String givenBy,
      @Open String relationship,
      @Open String how,
      Sealed words) {}

  /** One stay in the room, open while {@code to} is absent. */
  public record Visit(
      @Open String participant,
      @Open String person,
      @Open String side,
      Instant from,
      Instant to,
      @Open String reason) {}

  boolean hasEnded() {
    return endedAt != null;
  }

  Participant participant(String person) {
    return participants.stream()
        .filter(one -> one.person().equals(person) && one.to() == null)
        .findFirst()
        .orElse(null);
  }

  /** The newest record of a scope, or null. */
  Consent consent(String scope) {
    Consent newest = null;
    for (Consent consent : consents) {
      if (consent.scope().equals(scope)) {
        newest = consent;
      }
    }
    return newest;
  }

  /** Whether consent of a scope is in force; an emergency opens video only. */
  boolean allows(String scope) {
    Consent newest = consent(scope);
    if (newest == null) {
      return false;
    }
    return switch (newest.basis()) {
      case "given" -> true;
      case "emergency" -> scope.equals("video");
      default -> false;
    };
  }

  /** The people in the room now. */
  Set<String> peopleIn() {
    Set<String> people = new HashSet<>();
    for (Visit visit : visits) {
      if (visit.to() == null) {
        people.add(visit.person());
      }
    }
    return people;
  }

  /** Whether the patient's side and the specialist are in the room together. */
  boolean isTogether() {
    Set<String> sides = new HashSet<>();
    for (Visit visit : visits) {
      if (visit.to() == null) {
        sides.add(visit.side());
      }
    }
    return sides.contains(Side.SPECIALIST.token())
        && (sides.contains(Side.REQUESTER.token()) || sides.contains(Side.STATION.token()));
  }

  // Each change makes the next version; what it changes is not told yet.

  private ConsultationDocument next(
      List<Participant> nextParticipants,
      List<Consent> nextConsents,
      List<Visit> nextVisits,
      List<RoomReport> nextReports,
      Instant now) {
    return new ConsultationDocument(
        id,
        version + 1,
        request,
        patient,
        unit,
        specialty,
        reason,
        List.copyOf(nextParticipants),
        List.copyOf(nextConsents),
        List.copyOf(nextVisits),
        List.copyOf(nextReports),
        startedAt,
        endedAt,
        endReason,
        endedBy,
        now,
        sample);
  }

  ConsultationDocument with(Consent consent, Instant now) {
    List<Consent> all = new ArrayList<>(consents);
    all.add(consent);
    return next(participants, all, visits, reports, now);
  }

  /**
   * The same with this specialist and no other; empty when it stands so already or has ended.
   *
   * @param specialist who takes part from now on, or null for nobody
   */
  Optional<ConsultationDocument> attendedBy(Participant specialist, Instant at, Instant now) {
    List<Participant> all = new ArrayList<>();
    boolean there = specialist == null;
    boolean changed = false;
    for (Participant one : participants) {
      boolean seated = one.side().equals(Side.SPECIALIST.token()) && one.to() == null;
      boolean same = specialist != null && one.person().equals(specialist.person());
      there |= seated && same;
      changed |= seated && !same;
      all.add(seated && !same ? one.until(at) : one);
    }
    if (hasEnded() || (there && !changed)) {
      return Optional.empty();
    }
    if (!there) {
      all.add(specialist);
    }
    return Optional.of(next(all, consents, visits, reports, now));
  }

  ConsultationDocument entered(Participant who, Visit visit, Instant now) {
    List<Participant> all = new ArrayList<>(participants);
    if (participant(who.person()) == null) {
      all.add(who);
    }
    // Whoever comes in anew is no longer where a lost room left them.
    List<Visit> more = new ArrayList<>();
    for (Visit earlier : visits) {
      boolean same = earlier.person().equals(visit.person());
      more.add(same ? closed(earlier, LOST, visit.from()) : earlier);
    }
    more.add(visit);
    return next(all, consents, more, reports, now);
  }

  ConsultationDocument left(String participant, String why, Instant at, Instant now) {
    return next(
        participants,
        consents,
        visits.stream()
            .map(visit -> visit.participant().equals(participant) ? closed(visit, why, at) : visit)
            .toList(),
        reports,
        now);
  }

  ConsultationDocument with(RoomReport report, Instant now) {
    List<RoomReport> all = new ArrayList<>(reports);
    all.add(report);
    return next(
        participants,
        consents,
        visits.stream().map(visit -> closed(visit, report.reason(), report.closedAt())).toList(),
        all,
        now);
  }

  ConsultationDocument ended(EndReason why, String person, Instant at, Instant now) {
    return new ConsultationDocument(
        id,
        version + 1,
        request,
        patient,
        unit,
        specialty,
        reason,
        participants,
        consents,
        visits,
        reports,
        startedAt,
        at,
        why.token(),
        person,
        now,
        sample);
  }

  private static Visit closed(Visit visit, String why, Instant at) {
    return visit.to() != null
        ? visit
        : new Visit(visit.participant(), visit.person(), visit.side(), visit.from(), at, why);
  }
}
