package mx.interconsulta.records.sample;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.platform.time.PastTimers;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.records.note.AnswerTally;
import mx.interconsulta.records.note.NoteSeeding;
import mx.interconsulta.records.note.Notes;
import mx.interconsulta.scheduling.Scheduling;
import mx.interconsulta.scheduling.consultation.Consultations;
import mx.interconsulta.scheduling.patient.Identity;
import mx.interconsulta.scheduling.patient.Patients;
import mx.interconsulta.scheduling.request.RequestCase;
import mx.interconsulta.scheduling.request.RequestSeeding;
import mx.interconsulta.scheduling.request.RequestState;
import mx.interconsulta.scheduling.request.Requests;
import mx.interconsulta.scheduling.sample.SamplePerson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the past of the sample network: each case is registered, asked, taken, answered, signed
 * and closed by the code that does it every day, under a clock set to the moment. Nobody is told;
 * no meter moves. One case after the other, so that a server that serves meanwhile hardly notices.
 * What was begun and cut off is finished by whichever server comes next.
 */
public final class SampleHistory {
  private static final Logger LOG = LoggerFactory.getLogger(SampleHistory.class);
  private static final Notices NOBODY = notice -> Future.succeededFuture();

  private final Scheduling scheduling;
  private final Notes present;
  private final PastTimers past;
  private final Instant now;
  private final Patients patients;
  private final Requests requests;
  private final RequestSeeding seeding;
  private final NoteSeeding notes;
  private final Map<String, String> persons = new HashMap<>();
  private final PastLease lease;
  private final Timers timers;
  private final Promise<Void> over = Promise.promise();
  private volatile Future<Void> writing = Future.succeededFuture();
  private volatile Timers.Cancellable again = () -> {};
  private volatile boolean closed;

  /** Under the clock of the foundation, what is written lies before now. */
  public SampleHistory(
      Foundation foundation, Scheduling scheduling, Notes present, AnswerTally tally) {
    this.scheduling = scheduling;
    this.present = present;
    this.timers = foundation.timers();
    this.lease = new PastLease(foundation);
    this.now = timers.clock().instant();
    this.past = new PastTimers(now);
    Foundation then =
        new Foundation(
            foundation.vertx(),
            past,
            foundation.database(),
            foundation.sealing(),
            new SimpleMeterRegistry());
    this.patients = new Patients(then);
    this.requests = new Requests(then, scheduling.directory(), NOBODY);
    // Consultations are given the instant of each change; what they still have to tell is of now.
    Foundation quiet =
        new Foundation(
            foundation.vertx(),
            foundation.timers(),
            foundation.database(),
            foundation.sealing(),
            new SimpleMeterRegistry());
    this.requests.use(new Consultations(quiet, scheduling.directory(), requests, NOBODY));
    this.seeding = new RequestSeeding(requests, scheduling.directory(), patients);
    this.notes = new NoteSeeding(then, scheduling.directory(), patients, requests, tally);
  }

  /**
   * Writes what is not there yet, unless another server does; then it goes on should that one die.
   * Completes when all of it is written.
   *
   * @param alone whether this server has the database to itself
   */
  public Future<Void> load(boolean alone) {
    List<PlannedCase> cases = cases();
    turn(cases, alone).onFailure(over::tryFail);
    return over.future();
  }

  private Future<Void> turn(List<PlannedCase> cases, boolean alone) {
    return lease
        .take(alone)
        .compose(
            turn -> {
              if (closed || turn == PastLease.Turn.NOBODYS) {
                over.tryComplete();
              } else if (turn == PastLease.Turn.ANOTHERS) {
                again =
                    timers.after(
                        PastLease.AGAIN_AFTER, () -> turn(cases, false).onFailure(over::tryFail));
              } else {
                writing = written(cases);
                return writing.onSuccess(done -> over.tryComplete());
              }
              return Future.succeededFuture();
            });
  }

  private Future<Void> written(List<PlannedCase> cases) {
    return missing(cases)
        .compose(left -> left.isEmpty() ? Future.succeededFuture() : undisturbed(left))
        .compose(done -> (closed ? lease.release() : lease.done()).mapEmpty());
  }

  private List<PlannedCase> cases() {
    Map<String, String> physicians = new HashMap<>();
    Map<String, String> emergency = new HashMap<>();
    for (SamplePerson person : scheduling.sample().people()) {
      persons.put(person.user(), person.person());
      if (person.role().equals("physician")) {
        physicians.putIfAbsent(person.unit(), person.user());
      }
      if (person.role().equals("emergency-physician")) {
        emergency.putIfAbsent(person.unit(), person.user());
      }
    }
    return new HistoryPlan(now, physicians, emergency).cases();
  }

  private Future<List<PlannedCase>> missing(List<PlannedCase> cases) {
    List<PlannedCase> left = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (PlannedCase planned : cases) {
      done =
          done.compose(asked -> requests.find(requestId(planned.key())))
              .map(
                  found -> {
                    if (!isThere(found, planned.end())) {
                      left.add(planned);
                    }
                    return null;
                  });
    }
    return done.map(left);
  }

  /**
   * While the past is written the sweeps rest: a request of last year that waits for a moment is
   * not overdue, and its news are old.
   */
  private Future<Void> undisturbed(List<PlannedCase> cases) {
    scheduling.sweep().stop();
    present.rest();
    Future<Void> done = Future.succeededFuture();
    for (PlannedCase planned : cases) {
      done =
          done.compose(written -> lease.renew())
              .compose(ours -> closed || !ours ? Future.succeededFuture() : write(planned));
    }
    return done.eventually(
        () -> {
          present.resume();
          return closed ? Future.succeededFuture() : scheduling.sweep().start();
        });
  }

  /** Stops; completes when the case that was being written is. */
  public Future<Void> close() {
    closed = true;
    again.cancel();
    over.tryComplete();
    return writing;
  }

  /** A case that cannot be written is left out, with a line for whoever reads the log. */
  private Future<Void> write(PlannedCase planned) {
    return live(planned)
        .recover(
            failure -> {
              LOG.warn("{} of the sample's history was left out", planned.key(), failure);
              return Future.succeededFuture();
            });
  }

  /** Whether nothing is left to do; what people made of a waiting case since is theirs. */
  private static boolean isThere(Optional<RequestCase> found, PlannedCase.End end) {
    if (found.isEmpty() || found.get().state() == RequestState.DRAFT) {
      return false;
    }
    RequestState state = found.get().state();
    return switch (end) {
      case WAITING -> true;
      case TAKEN, DECLINED -> state != RequestState.SUBMITTED;
      case ANSWERED -> found.get().answer() != null;
      case CLOSED -> state == RequestState.CLOSED;
    };
  }

  private Future<Void> live(PlannedCase planned) {
    String id = requestId(planned.key());
    String author = persons.get(planned.author());
    String specialist = persons.get(planned.specialist());
    JsonObject draft = planned.draft().copy().put("patient", patientId(planned.patient()));
    if (planned.follows() != null) {
      draft.put("follows", requestId(planned.follows()));
    }
    past.moveTo(planned.asked());
    Future<Void> asked =
        registered(planned, author).compose(there -> seeding.send(id, draft, author));
    return switch (planned.end()) {
      case WAITING -> asked;
      case DECLINED ->
          asked.compose(
              sent -> {
                past.moveTo(planned.taken());
                return seeding.decline(
                    id, specialist, "needs-presence", "Enviar a consulta presencial de la unidad.");
              });
      case TAKEN -> asked.compose(sent -> take(planned, id, specialist));
      case ANSWERED, CLOSED ->
          asked
              .compose(sent -> take(planned, id, specialist))
              .compose(
                  taken -> {
                    past.moveTo(planned.signed());
                    return notes.sign(id, specialist, planned.mode(), planned.note());
                  })
              .compose(signed -> close(planned, id, author));
    };
  }

  private Future<Void> take(PlannedCase planned, String id, String specialist) {
    past.moveTo(planned.taken());
    return seeding.accept(id, specialist);
  }

  private Future<Void> close(PlannedCase planned, String id, String author) {
    if (planned.closed() == null) {
      return Future.succeededFuture();
    }
    past.moveTo(planned.closed());
    return seeding.close(id, author, "followed");
  }

  private Future<Void> registered(PlannedCase planned, String author) {
    if (planned.identity() == null) {
      return Future.succeededFuture();
    }
    String id = patientId(planned.patient());
    return patients
        .find(id)
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture()
                    : patients
                        .save(
                            id, 0, Identity.from(planned.identity()), planned.unit(), author, true)
                        .mapEmpty());
  }

  private static String patientId(String key) {
    return id("patient", key);
  }

  private static String requestId(String key) {
    return id("request", key);
  }

  private static String id(String kind, String key) {
    return UUID.nameUUIDFromBytes(
            ("interconsulta sample history " + kind + " " + key).getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
