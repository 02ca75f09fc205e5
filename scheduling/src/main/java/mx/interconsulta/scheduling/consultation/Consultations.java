package mx.interconsulta.scheduling.consultation;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Roles;
import mx.interconsulta.scheduling.request.Aftermath;
import mx.interconsulta.scheduling.request.RequestDocument;
import mx.interconsulta.scheduling.request.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable consultations. The live room asks here who may enter and tells who came and went.
 * Every change replaces the document on the version it was read at and tries again when another
 * change came first; whatever is said twice is done once. Safe to use from any context.
 */
public final class Consultations implements Aftermath {
  private static final Logger LOG = LoggerFactory.getLogger(Consultations.class);
  private static final String COLLECTION = "consultations";
  private static final int TRIES = 12;
  private static final int BATCH = 100;

  /** After this long nobody is in a room any more, whatever a dead server left written. */
  private static final Duration LONGEST_VISIT = Duration.ofHours(12);

  /** Who beside the participants may stand at the patient's side. */
  private static final Set<String> STATION =
      Set.of(
          Roles.PHYSICIAN,
          Roles.EMERGENCY_PHYSICIAN,
          Roles.NURSE,
          Roles.RESIDENT,
          Roles.CHIEF_OF_SERVICE);

  private final Database database;
  private final FieldSealing sealing;
  private final Clock clock;
  private final Directory directory;
  private final Requests requests;
  private final Notices notices;
  private final MongoCollection<ConsultationDocument> collection;

  public Consultations(
      Foundation foundation, Directory directory, Requests requests, Notices notices) {
    this.database = foundation.database();
    this.sealing = foundation.sealing();
    this.clock = foundation.timers().clock();
    this.directory = directory;
    this.requests = requests;
    this.notices = notices;
    this.collection = database.collection(COLLECTION, ConsultationDocument.class);
  }

  /** What consultations are found by. */
  public static Indexes indexes(Indexes indexes) {
    return indexes.index(COLLECTION, "request").index(COLLECTION, "due");
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  Future<Optional<ConsultationDocument>> document(String id) {
    return database.first(collection.find(Filters.eq("_id", id))).map(Optional::ofNullable);
  }

  // ---------------------------------------------------------------- what requests do to it

  @Override
  public Future<Void> start(
      String consultation,
      RequestDocument request,
      RequestDocument.Attending attending,
      Instant at) {
    List<ConsultationDocument.Participant> participants = new ArrayList<>();
    participants.add(
        new ConsultationDocument.Participant(
            request.author(),
            Side.REQUESTER.token(),
            request.assignment(),
            request.unit(),
            at,
            null));
    if (attending != null) {
      participants.add(specialist(attending, at));
    }
    ConsultationDocument made =
        new ConsultationDocument(
            consultation,
            1,
            request.id(),
            request.patient(),
            request.unit(),
            request.specialty(),
            request.reason(),
            List.copyOf(participants),
            List.of(),
            List.of(),
            List.of(),
            at,
            null,
            null,
            null,
            null,
            request.sample());
    return database
        .done(collection.insertOne(made))
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? change(
                            consultation,
                            document -> document.attendedBy(specialist(attending, at), at, now()))
                        .mapEmpty()
                    : Future.failedFuture(failure));
  }

  private static ConsultationDocument.Participant specialist(
      RequestDocument.Attending attending, Instant at) {
    return attending == null
        ? null
        : new ConsultationDocument.Participant(
            attending.person(),
            Side.SPECIALIST.token(),
            attending.assignment(),
            attending.unit(),
            at,
            null);
  }

  @Override
  public Future<Void> end(String consultation, String reason, Instant at) {
    EndReason why = EndReason.of(reason).orElseThrow();
    return change(
            consultation,
            document ->
                document.hasEnded()
                    ? Optional.empty()
                    : Optional.of(document.ended(why, null, at, now())))
        .mapEmpty();
  }

  @Override
  public Future<Map<String, Integer>> peopleInRooms(Set<String> consultations) {
    Instant earliest = now().minus(LONGEST_VISIT);
    return database
        .all(collection.find(Filters.in("_id", consultations)))
        .map(
            found -> {
              Map<String, Integer> people = new HashMap<>();
              for (ConsultationDocument document : found) {
                long inRoom =
                    document.visits().stream()
                        .filter(visit -> visit.to() == null && visit.from().isAfter(earliest))
                        .map(ConsultationDocument.Visit::person)
                        .distinct()
                        .count();
                if (inRoom > 0 && !document.hasEnded()) {
                  people.put(document.id(), (int) inRoom);
                }
              }
              return people;
            });
  }

  // ---------------------------------------------------------------- what rooms ask and tell

  /**
   * Whether somebody may enter now. Physicians may always meet without the patient; video with the
   * patient, recording and listeners need a basis of their own.
   *
   * @return fails with {@code not-found} (404) for who has no part in it, {@code
   *     consultation-ended} (409, details: reason), {@code consent-missing} (409, details: scope)
   */
  public Future<Admitted> mayEnter(String consultation, String person, EntryPurpose purpose) {
    return Future.all(document(consultation), directory.grantsOf(person, now()))
        .map(
            both -> {
              ConsultationDocument document =
                  both.<Optional<ConsultationDocument>>resultAt(0).orElseThrow(Problem::notFound);
              Admitted admitted = admit(document, person, both.resultAt(1));
              if (document.hasEnded()) {
                throw Problem.conflict(
                    "consultation-ended", Map.of("reason", document.endReason()));
              }
              // Nobody listens to a patient who did not agree to it, whatever they say they come
              // for.
              boolean listens = admitted.side() == Side.LISTENER;
              requireBasis(document, listens ? EntryPurpose.LISTENING : purpose);
              return admitted;
            });
  }

  private static Admitted admit(ConsultationDocument document, String person, List<Grant> grants) {
    boolean mayVideo = document.allows("video");
    ConsultationDocument.Participant part = document.participant(person);
    if (part != null) {
      return new Admitted(
          Side.valueOf(part.side().toUpperCase(java.util.Locale.ROOT)),
          part.assignment(),
          part.unit(),
          document.request(),
          mayVideo);
    }
    return grants.stream()
        .filter(grant -> STATION.contains(grant.role()) && grant.unit().equals(document.unit()))
        .findFirst()
        .map(
            grant ->
                new Admitted(
                    Side.STATION, grant.assignment(), grant.unit(), document.request(), mayVideo))
        .orElseThrow(Problem::notFound);
  }

  private static void requireBasis(ConsultationDocument document, EntryPurpose purpose) {
    String scope =
        switch (purpose) {
          case CONFER -> null;
          case VIDEO -> "video";
          case RECORDING -> "recording";
          case LISTENING -> "listeners";
        };
    if (scope != null && !document.allows(scope)) {
      throw Problem.conflict("consent-missing", Map.of("scope", scope));
    }
  }

  /** Somebody came into the room. When both sides are in, the request is in consultation. */
  public Future<Void> entered(String consultation, String person, String participant, Instant at) {
    return directory
        .grantsOf(person, now())
        .compose(
            grants ->
                change(
                    consultation,
                    document -> {
                      boolean there =
                          document.visits().stream()
                              .anyMatch(
                                  visit ->
                                      visit.to() == null
                                          && visit.participant().equals(participant));
                      if (there) {
                        return Optional.empty();
                      }
                      Admitted admitted = admit(document, person, grants);
                      return Optional.of(entry(document, person, participant, admitted, at));
                    }))
        .compose(this::startRequest);
  }

  private ConsultationDocument entry(
      ConsultationDocument document,
      String person,
      String participant,
      Admitted admitted,
      Instant at) {
    return document.entered(
        new ConsultationDocument.Participant(
            person, admitted.role(), admitted.assignment(), admitted.unit(), at, null),
        new ConsultationDocument.Visit(participant, person, admitted.role(), at, null, null),
        now());
  }

  private Future<Void> startRequest(ConsultationDocument document) {
    return document.isTogether() && !document.hasEnded()
        ? requests.entered(document.request(), document.id())
        : Future.succeededFuture();
  }

  /** Somebody is gone from the room. */
  public Future<Void> left(
      String consultation, String person, String participant, Instant at, String reason) {
    return change(
            consultation,
            document -> {
              boolean there =
                  document.visits().stream()
                      .anyMatch(
                          visit -> visit.to() == null && visit.participant().equals(participant));
              return there
                  ? Optional.of(document.left(participant, reason, at, now()))
                  : Optional.empty();
            })
        .mapEmpty();
  }

  /** A room is over; the consultation is not. Told once for each room. */
  public Future<Void> roomClosed(String consultation, RoomReport report) {
    return change(
            consultation,
            document ->
                document.reports().stream().anyMatch(one -> one.room().equals(report.room()))
                    ? Optional.empty()
                    : Optional.of(document.with(report, now())))
        .mapEmpty();
  }

  /** Ends a consultation; the first reason stays. */
  public Future<Void> end(String consultation, EndReason reason, String person) {
    return ended(consultation, reason, person).mapEmpty();
  }

  Future<ConsultationDocument> ended(String consultation, EndReason reason, String person) {
    return change(
        consultation,
        document ->
            document.hasEnded()
                ? Optional.empty()
                : Optional.of(document.ended(reason, person, now(), now())));
  }

  // ---------------------------------------------------------------- consent

  Future<ConsultationDocument> record(
      ConsultationDocument base, JsonObject body, Principal principal, Grant grant) {
    ConsentRules.check(body).orThrow("consent-invalid");
    if (base.hasEnded()) {
      throw Problem.conflict("consultation-ended", Map.of("reason", base.endReason()));
    }
    int number = base.consents().size() + 1;
    JsonObject words = new JsonObject();
    for (String field : new String[] {"name", "physicians", "why"}) {
      if (body.getValue(field) != null) {
        words.put(field, body.getValue(field));
      }
    }
    ConsultationDocument.Consent consent =
        new ConsultationDocument.Consent(
            number,
            body.getString("scope"),
            body.getString("basis"),
            now(),
            principal.person(),
            grant.assignment(),
            body.getString("givenBy"),
            body.getString("relationship"),
            body.getString("how"),
            sealing.seal(address(base.id(), number), words.encode()));
    if (!base.version().equals(body.getInteger("version"))) {
      throw Problem.conflict("version-conflict", Map.of("version", base.version()));
    }
    return replace(base, base.with(consent, now()))
        .compose(
            saved -> {
              if (saved.isPresent()) {
                return tell(saved.get()).map(saved.get());
              }
              return document(base.id())
                  .map(
                      current -> {
                        throw Problem.conflict(
                            "version-conflict",
                            Map.of(
                                "version", current.map(ConsultationDocument::version).orElse(0)));
                      });
            });
  }

  /** Fails with {@code consent-invalid} (422, fields) when a consent record cannot be. */
  public static void requireConsent(JsonObject consent) {
    ConsentRules.check(consent).orThrow("consent-invalid");
  }

  /** Records the first consent to video of a consultation; what was recorded already stays. */
  public Future<Void> firstConsent(
      String consultation, JsonObject consent, Principal principal, Grant grant) {
    return document(consultation)
        .compose(
            found -> {
              ConsultationDocument base = found.orElseThrow(Problem::notFound);
              return base.consent("video") != null || base.hasEnded()
                  ? Future.<Void>succeededFuture()
                  : record(base, consent.copy().put("version", base.version()), principal, grant)
                      .mapEmpty();
            });
  }

  JsonObject words(ConsultationDocument document, ConsultationDocument.Consent consent) {
    return new JsonObject(sealing.open(address(document.id(), consent.number()), consent.words()));
  }

  private static FieldAddress address(String id, int number) {
    return new FieldAddress(COLLECTION, id, "consents." + number);
  }

  // ---------------------------------------------------------------- reach

  /**
   * Finds what an operation with the consultation's id in this path parameter is about: people are
   * the participants, units the requesting one.
   */
  public Reach.Lookup lookup(String parameter) {
    return call -> footprint(call.path(parameter));
  }

  private Future<Optional<Footprint>> footprint(String id) {
    return document(id).map(found -> found.map(Consultations::footprint));
  }

  private static Footprint footprint(ConsultationDocument document) {
    Set<String> people =
        document.participants().stream()
            .map(ConsultationDocument.Participant::person)
            .collect(Collectors.toSet());
    return new Footprint(
        document,
        Set.of(document.unit()),
        people,
        Set.of(document.specialty()),
        Set.of(document.patient()));
  }

  /** Who takes part in a consultation, and the team at the patient's side, by role. */
  public static Map<String, Reach.Rule> readers() {
    Map<String, Reach.Rule> rules = new HashMap<>();
    for (String role : Roles.CLINICAL) {
      rules.put(
          role,
          STATION.contains(role)
              ? Reach.Rule.takesPart().or(Reach.Rule.sameUnit())
              : Reach.Rule.takesPart());
    }
    return Map.copyOf(rules);
  }

  /** Only who takes part. */
  static Map<String, Reach.Rule> participants() {
    Map<String, Reach.Rule> rules = new HashMap<>();
    Roles.CLINICAL.forEach(role -> rules.put(role, Reach.Rule.takesPart()));
    return Map.copyOf(rules);
  }

  // ---------------------------------------------------------------- writing and telling

  private Future<ConsultationDocument> change(
      String id, Function<ConsultationDocument, Optional<ConsultationDocument>> next) {
    return change(id, next, TRIES);
  }

  private Future<ConsultationDocument> change(
      String id, Function<ConsultationDocument, Optional<ConsultationDocument>> next, int tries) {
    return document(id)
        .compose(
            found -> {
              ConsultationDocument base = found.orElseThrow(Problem::notFound);
              Optional<ConsultationDocument> changed = next.apply(base);
              if (changed.isEmpty()) {
                return Future.succeededFuture(base);
              }
              return replace(base, changed.get())
                  .compose(
                      saved -> {
                        if (saved.isPresent()) {
                          return tell(saved.get()).map(saved.get());
                        }
                        return tries > 1
                            ? change(id, next, tries - 1)
                            : Future.failedFuture(
                                Problem.conflict(
                                    "version-conflict", Map.of("version", base.version())));
                      });
            });
  }

  private Future<Optional<ConsultationDocument>> replace(
      ConsultationDocument base, ConsultationDocument next) {
    return database
        .first(
            collection.findOneAndReplace(
                Filters.and(Filters.eq("_id", base.id()), Filters.eq("version", base.version())),
                next,
                new FindOneAndReplaceOptions().returnDocument(ReturnDocument.AFTER)))
        .map(Optional::ofNullable);
  }

  /** Tells the participants; what could not be told stays for the sweep. */
  private Future<Void> tell(ConsultationDocument document) {
    return told(document)
        .recover(
            failure -> {
              LOG.warn(
                  "consultation {}: its news stay for the sweep: {}",
                  document.id(),
                  failure.getClass().getSimpleName());
              return Future.succeededFuture();
            });
  }

  private Future<Void> told(ConsultationDocument document) {
    Map<String, String> facts = new HashMap<>();
    facts.put("consultation", document.id());
    facts.put("request", document.request());
    facts.put("version", Integer.toString(document.version()));
    String type = "consultation.changed";
    if (document.hasEnded()) {
      type = "consultation.ended";
      facts.put("reason", document.endReason());
    }
    Set<String> people = new HashSet<>();
    document.participants().forEach(participant -> people.add(participant.person()));
    return notices
        .publish(new Notice(people, type, facts))
        .compose(
            done ->
                database.done(
                    collection.updateOne(
                        Filters.and(
                            Filters.eq("_id", document.id()),
                            Filters.eq("version", document.version())),
                        Updates.unset("due"))));
  }

  /** Tells what a dead server left untold, and starts requests whose rooms were entered. */
  public Future<Void> carryOut(Duration inHand) {
    return database
        .all(collection.find(Filters.lte("due", now().minus(inHand))).limit(BATCH))
        .compose(
            left -> {
              Future<Void> done = Future.succeededFuture();
              for (ConsultationDocument document : left) {
                done =
                    done.compose(ok -> startRequest(document))
                        .recover(gone -> Future.succeededFuture())
                        .compose(ok -> tell(document));
              }
              return done;
            });
  }
}
