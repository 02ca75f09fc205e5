package mx.interconsulta.scheduling.escalation;

import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Person;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.directory.Specialty;
import mx.interconsulta.scheduling.request.Aftermath;
import mx.interconsulta.scheduling.request.RequestDocument;
import mx.interconsulta.scheduling.request.RequestState;
import mx.interconsulta.scheduling.request.Requests;
import mx.interconsulta.scheduling.request.Urgencias;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What rings for emergencies. One durable document each says for whom, since when and what each has
 * answered, so that any server goes on where another died: every two seconds one of them claims the
 * next round, looks who has come or gone, and rings for those who are new.
 *
 * <p>Safe to use from any context and from several servers at once.
 */
public final class Escalations implements Urgencias {
  /** Between two rounds of one escalation. */
  static final Duration ROUND = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int TRIES = 6;
  private static final Logger LOG = LoggerFactory.getLogger(Escalations.class);

  private final EscalationStore store;
  private final Directory directory;
  private final Requests requests;
  private final Ringer ringer;
  private final Roll roll;
  private final Timers timers;
  private final Counter unanswered;
  private final Timer answered;
  private final AtomicInteger ringing = new AtomicInteger();
  private final AtomicBoolean looking = new AtomicBoolean();
  private Timers.Cancellable looks = () -> {};

  public Escalations(
      Foundation foundation,
      Directory directory,
      Requests requests,
      Aftermath consultations,
      Presence presence,
      Ringer ringer) {
    this.store = new EscalationStore(foundation.database());
    this.directory = directory;
    this.requests = requests;
    this.ringer = ringer;
    this.roll = new Roll(directory, presence, requests, consultations);
    this.timers = foundation.timers();
    this.unanswered =
        Counter.builder("interconsulta.emergencies.unanswered")
            .description("emergencies that nobody took in time")
            .register(foundation.meters());
    this.answered =
        Timer.builder("interconsulta.emergencies.answered")
            .description("from submission to acceptance of an emergency")
            .publishPercentileHistogram()
            .register(foundation.meters());
    Gauge.builder("interconsulta.emergencies.ringing", ringing, AtomicInteger::get)
        .description("emergencies that ring now")
        .register(foundation.meters());
  }

  /** What escalations are found by. */
  public static Indexes indexes(Indexes indexes) {
    return EscalationStore.indexes(indexes);
  }

  EscalationStore store() {
    return store;
  }

  /** Looks for rounds that are due, now and from now on. */
  public Future<Void> start() {
    looks = timers.every(LOOK, this::look);
    return rounds().otherwiseEmpty();
  }

  /** Stops looking; harmless when it never started. */
  public void stop() {
    looks.cancel();
  }

  private Instant now() {
    return timers.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  // ---------------------------------------------------------------- what requests do to it

  @Override
  public Future<Void> moved(RequestDocument request) {
    return switch (request.stateNow()) {
      case SUBMITTED -> begin(request);
      case ACCEPTED, IN_CONSULTATION -> taken(request);
      case DRAFT -> Future.succeededFuture();
      default -> over(request.id(), request.stateNow());
    };
  }

  private Future<Void> begin(RequestDocument request) {
    return store
        .find(request.id())
        .compose(
            found ->
                found.isPresent()
                    ? again(found.get(), request)
                    : Future.all(patience(request.specialty()), triage(request.id()), call(request))
                        .compose(
                            all ->
                                made(request, all.resultAt(0), all.resultAt(1), all.resultAt(2))));
  }

  private Future<Integer> patience(String specialty) {
    return directory
        .catalogue()
        .map(
            catalogue ->
                catalogue
                    .specialty(specialty)
                    .map(Specialty::patience)
                    .orElse(Specialty.RING_SECONDS));
  }

  private Future<Integer> triage(String request) {
    return requests
        .find(request)
        .map(found -> found.map(one -> one.content().triage()).orElse(Triage.MOST_URGENT));
  }

  private Future<Roll.Standing> call(RequestDocument request) {
    return roll.call(request.coveredBy(), request.specialty(), request.author(), now());
  }

  private Future<Void> made(
      RequestDocument request, int patience, Integer triage, Roll.Standing standing) {
    Instant now = now();
    Map<String, EscalationDocument.Rung> people = Roll.changes(Map.of(), standing, now);
    boolean nobody = people.values().stream().noneMatch(EscalationDocument.Rung::sounds);
    EscalationDocument made =
        new EscalationDocument(
            request.id(),
            1,
            EscalationDocument.RINGING,
            request.author(),
            request.unit(),
            request.specialty(),
            triage,
            request.coveredBy(),
            request.waitingSince(),
            patience,
            people,
            nobody ? now : null,
            nobody ? true : null,
            null,
            null,
            null,
            now.plus(ROUND),
            request.sample());
    return store
        .insert(made)
        .compose(
            inserted ->
                inserted.isEmpty()
                    ? Future.succeededFuture()
                    : ringer
                        .ring(made.sounding(), made.ringing())
                        .compose(rung -> nobody ? tellUnanswered(made) : told()));
  }

  private static Future<Void> told() {
    return Future.succeededFuture();
  }

  /** It waits again: given back or sent elsewhere. Its clock has not moved. */
  private Future<Void> again(EscalationDocument base, RequestDocument request) {
    boolean same =
        base.rings()
            && base.specialty().equals(request.specialty())
            && base.coveredBy().equals(request.coveredBy());
    if (same) {
      return told();
    }
    return requests
        .find(request.id())
        .compose(
            current -> {
              // What is relayed late may be old news: somebody may have taken it meanwhile.
              RequestDocument now = current.map(one -> one.document()).orElse(request);
              return now.stateNow() == RequestState.SUBMITTED ? waits(base, now) : moved(now);
            });
  }

  private Future<Void> waits(EscalationDocument base, RequestDocument request) {
    return patience(request.specialty())
        .compose(
            patience -> {
              List<Bson> updates =
                  new ArrayList<>(
                      List.of(
                          Updates.set("state", EscalationDocument.RINGING),
                          Updates.set("specialty", request.specialty()),
                          Updates.set("coveredBy", request.coveredBy()),
                          Updates.set("patience", patience),
                          Updates.unset("takenBy"),
                          Updates.unset("takenAt"),
                          Updates.unset("ending"),
                          Updates.set("due", now())));
              if (base.takenBy() != null && base.people().containsKey(base.takenBy())) {
                // Whoever gave it back is not rung again for the same case.
                updates.add(
                    Updates.set(
                        "people." + base.takenBy(),
                        base.people()
                            .get(base.takenBy())
                            .become(RingState.DECLINED, "released", now())));
              }
              return store.change(base, updates);
            })
        .compose(changed -> changed.map(this::round).orElseGet(() -> begin(request)));
  }

  private Future<Void> taken(RequestDocument request) {
    RequestDocument.Attending attending = request.attending();
    List<Bson> updates =
        new ArrayList<>(
            List.of(
                Updates.set("state", EscalationDocument.TAKEN),
                Updates.set("takenBy", attending.person()),
                Updates.set("takenAt", attending.at())));
    return store
        .find(request.id())
        .compose(
            found -> {
              if (found.isEmpty() || !found.get().rings()) {
                // Told again: whoever ended it may have died before it told anybody.
                return Future.succeededFuture(
                    found.filter(one -> attending.person().equals(one.takenBy())));
              }
              EscalationDocument.Rung taker = found.get().people().get(attending.person());
              if (taker != null) {
                updates.add(
                    Updates.set(
                        "people." + attending.person() + ".state", RingState.ACCEPTED.token()));
                updates.add(Updates.set("people." + attending.person() + ".since", attending.at()));
                updates.add(Updates.unset("people." + attending.person() + ".reason"));
              }
              return store
                  .end(request.id(), updates)
                  .onSuccess(
                      ended ->
                          ended.ifPresent(
                              one ->
                                  answered.record(Duration.between(one.since(), attending.at()))));
            })
        .compose(
            ended ->
                ended
                    .map(one -> hush(one, EscalationDocument.TAKEN, attending.person()))
                    .orElseGet(Escalations::told));
  }

  private Future<Void> over(String request, RequestState state) {
    return store
        .end(
            request,
            List.of(
                Updates.set("state", EscalationDocument.OVER), Updates.set("ending", state.name())))
        .compose(
            ended -> ended.map(one -> hush(one, state.name(), null)).orElseGet(Escalations::told));
  }

  private Future<Void> hush(EscalationDocument ended, String why, String takenBy) {
    return ended.unanswered() == null
        ? ringer.quiet(ended.everybody(), ended.ringing(), why, takenBy)
        : coordinators(ended)
            .compose(
                people -> {
                  people.addAll(ended.everybody());
                  return ringer.quiet(people, ended.ringing(), why, takenBy);
                });
  }

  // ---------------------------------------------------------------- rounds

  private void look() {
    if (looking.compareAndSet(false, true)) {
      rounds()
          .onFailure(failure -> LOG.warn("escalations: {}", failure.getClass().getSimpleName()))
          .onComplete(done -> looking.set(false));
    }
  }

  /** Makes every round that is due and that no other server has claimed. */
  public Future<Void> rounds() {
    Instant now = now();
    return store
        .due(now.plus(ROUND))
        .onSuccess(found -> ringing.set(found.size()))
        .compose(
            found -> {
              Future<Void> done = told();
              for (EscalationDocument one : found) {
                if (!one.due().isAfter(now)) {
                  done = done.compose(ok -> claim(one));
                }
              }
              return done;
            });
  }

  private Future<Void> claim(EscalationDocument seen) {
    return store
        .claim(seen, now().plus(ROUND))
        .compose(claimed -> claimed.map(this::round).orElseGet(Escalations::told))
        .recover(
            failure -> {
              LOG.warn("escalation {}: {}", seen.id(), failure.getClass().getSimpleName());
              return told();
            });
  }

  private Future<Void> round(EscalationDocument base) {
    return round(base, TRIES);
  }

  private Future<Void> round(EscalationDocument base, int tries) {
    return requests
        .find(base.id())
        .compose(
            request -> {
              if (request.isPresent() && request.get().state() != RequestState.SUBMITTED) {
                return moved(request.get().document());
              }
              List<String> units =
                  request.map(one -> one.document().coveredBy()).orElse(base.coveredBy());
              return roll.call(units, base.specialty(), base.author(), now())
                  .compose(standing -> settle(base, units, standing, tries));
            });
  }

  private Future<Void> settle(
      EscalationDocument base, List<String> units, Roll.Standing standing, int tries) {
    Instant now = now();
    Map<String, EscalationDocument.Rung> changes = Roll.changes(base.people(), standing, now);
    Map<String, EscalationDocument.Rung> after = new HashMap<>(base.people());
    after.putAll(changes);
    boolean nobody = after.values().stream().noneMatch(EscalationDocument.Rung::sounds);
    boolean late = !now.isBefore(base.since().plusSeconds(base.patience()));
    boolean overdue = base.unanswered() == null && (nobody || late);
    if (changes.isEmpty() && !overdue && units.equals(base.coveredBy())) {
      // Rung again until a window of theirs has said that it sounds: whoever should have rung may
      // have died first.
      return unheard(base).isEmpty() ? told() : ringer.ring(unheard(base), base.ringing());
    }
    List<Bson> updates = new ArrayList<>();
    changes.forEach((person, rung) -> updates.add(Updates.set("people." + person, rung)));
    updates.add(Updates.set("coveredBy", units));
    if (overdue) {
      updates.add(Updates.set("unanswered", now));
      updates.add(nobody ? Updates.set("nobody", true) : Updates.unset("nobody"));
    }
    return store
        .change(base, updates)
        .compose(
            changed -> {
              if (changed.isEmpty()) {
                return tries == 0
                    ? told()
                    : store
                        .find(base.id())
                        .compose(
                            current ->
                                current
                                    .filter(EscalationDocument::rings)
                                    .map(one -> round(one, tries - 1))
                                    .orElseGet(Escalations::told));
              }
              return tell(changed.get(), newlySounding(base, changes), overdue);
            });
  }

  private static Set<String> unheard(EscalationDocument escalation) {
    Set<String> people = new LinkedHashSet<>();
    escalation
        .people()
        .forEach(
            (person, rung) -> {
              if (rung.sounds() && (rung.windows() == null || rung.windows().isEmpty())) {
                people.add(person);
              }
            });
    return people;
  }

  private static Set<String> newlySounding(
      EscalationDocument base, Map<String, EscalationDocument.Rung> changes) {
    Set<String> people = new LinkedHashSet<>();
    changes.forEach(
        (person, rung) -> {
          EscalationDocument.Rung before = base.people().get(person);
          if (rung.sounds() && (before == null || !before.sounds())) {
            people.add(person);
          }
        });
    return people;
  }

  private Future<Void> tell(EscalationDocument changed, Set<String> rung, boolean overdue) {
    Future<Void> rings = rung.isEmpty() ? told() : ringer.ring(rung, changed.ringing());
    return rings
        .compose(done -> ringer.changed(Set.of(changed.author()), changed.ringing()))
        .compose(done -> overdue ? tellUnanswered(changed) : told());
  }

  private Future<Void> tellUnanswered(EscalationDocument changed) {
    unanswered.increment();
    return coordinators(changed)
        .compose(
            people -> {
              people.addAll(changed.everybody());
              return ringer.unanswered(people, changed.ringing());
            });
  }

  private Future<Set<String>> coordinators(EscalationDocument escalation) {
    Set<String> units = new LinkedHashSet<>(escalation.coveredBy());
    units.add(escalation.unit());
    return directory
        .coordinators(units)
        .map(
            found -> {
              Set<String> people = new LinkedHashSet<>();
              found.stream().map(Person::id).forEach(people::add);
              return people;
            });
  }

  // ---------------------------------------------------------------- what people answer

  /** One of a person's windows sounds. */
  Future<Void> sounds(String request, String person, String window) {
    return store
        .person(
            request,
            person,
            RingState.SOUNDING,
            Map.of(),
            Updates.addToSet("people." + person + ".windows", window))
        .compose(this::tellAuthor);
  }

  /** A person gave a sign of life on the notice. */
  Future<Void> seen(String request, String person) {
    Instant now = now();
    return store
        .person(
            request,
            person,
            Set.of(RingState.RINGING, RingState.SILENT),
            Map.of(
                "state", RingState.ACKNOWLEDGED.token(),
                "since", now,
                "seenAt", now))
        .compose(this::tellAuthor);
  }

  /** A person cannot take it; it no longer rings for them, in any window. */
  Future<Void> declined(String request, String person, String reason) {
    return store
        .person(
            request,
            person,
            Set.of(
                RingState.RINGING, RingState.SILENT, RingState.ACKNOWLEDGED, RingState.UNREACHABLE),
            Map.of("state", RingState.DECLINED.token(), "since", now(), "reason", reason))
        .compose(
            changed ->
                changed
                    .map(
                        one ->
                            ringer
                                .quiet(Set.of(person), one.ringing(), "declined", null)
                                .compose(done -> tellAuthor(changed)))
                    .orElseGet(Escalations::told));
  }

  private Future<Void> tellAuthor(Optional<EscalationDocument> changed) {
    return changed
        .map(one -> ringer.changed(Set.of(one.author()), one.ringing()))
        .orElseGet(Escalations::told);
  }
}
