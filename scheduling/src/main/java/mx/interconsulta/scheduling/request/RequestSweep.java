package mx.interconsulta.scheduling.request;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What time does to requests: outboxes that a dead server left behind are carried out, waiting
 * requests are covered anew when coverage changed, old ones expire, states are counted for the
 * metrics. Every server sweeps; doing it twice is harmless.
 */
public final class RequestSweep {
  private static final Logger LOG = LoggerFactory.getLogger(RequestSweep.class);

  /** An outbox younger than this is still being carried out by whoever filled it. */
  private static final Duration IN_HAND = Duration.ofSeconds(2);

  private static final Duration OUTBOX_PERIOD = Duration.ofSeconds(2);
  private static final Duration WAKE_PERIOD = Duration.ofSeconds(2);
  private static final Duration COVERAGE_PERIOD = Duration.ofSeconds(10);
  private static final Duration COUNT_PERIOD = Duration.ofSeconds(15);
  private static final Duration EXPIRY_PERIOD = Duration.ofMinutes(1);
  private static final int BATCH = 200;
  private static final int WAITING = 5000;

  private final Requests requests;
  private final CoverageFinder coverage;
  private final Timers timers;
  private final Duration requestAge;
  private final Duration draftAge;
  private final Map<RequestState, AtomicLong> counts = new EnumMap<>(RequestState.class);
  private final List<Timers.Cancellable> running = new ArrayList<>();

  public RequestSweep(
      Requests requests,
      mx.interconsulta.scheduling.directory.Directory directory,
      Foundation foundation,
      Duration requestAge,
      Duration draftAge) {
    this.requests = requests;
    this.timers = foundation.timers();
    this.coverage =
        new CoverageFinder(
            directory, people -> Future.succeededFuture(java.util.Set.of()), timers.clock());
    this.requestAge = requestAge;
    this.draftAge = draftAge;
    register(foundation.meters());
  }

  private void register(MeterRegistry meters) {
    for (RequestState state : RequestState.values()) {
      AtomicLong count = new AtomicLong();
      counts.put(state, count);
      Gauge.builder("interconsulta.requests", count, AtomicLong::get)
          .description("requests by state")
          .tag("state", state.name())
          .register(meters);
    }
  }

  /** Carries out what is left from before, then goes on by itself. */
  public Future<Void> start() {
    running.add(every(OUTBOX_PERIOD, this::carryOut));
    running.add(every(WAKE_PERIOD, this::wake));
    running.add(every(COVERAGE_PERIOD, this::coverAnew));
    running.add(every(EXPIRY_PERIOD, this::expire));
    running.add(every(COUNT_PERIOD, this::count));
    return carryOut().compose(done -> wake()).compose(done -> count());
  }

  /** Stops; harmless when it never started. */
  public void stop() {
    running.forEach(Timers.Cancellable::cancel);
    running.clear();
  }

  @FunctionalInterface
  private interface Turn {
    Future<Void> take();
  }

  /** A turn that is still running when the next is due skips that one. */
  private Timers.Cancellable every(Duration period, Turn turn) {
    AtomicBoolean busy = new AtomicBoolean();
    return timers.every(
        period,
        () -> {
          if (busy.compareAndSet(false, true)) {
            turn.take()
                .onFailure(failure -> LOG.warn("sweep: {}", failure.getClass().getSimpleName()))
                .onComplete(done -> busy.set(false));
          }
        });
  }

  /** Carries out outboxes whose server seems to be gone. */
  public Future<Void> carryOut() {
    return requests.relay().sweep(requests.now().minus(IN_HAND)).mapEmpty();
  }

  /** Opens the rooms of booked requests, notices who is late and what was not held. */
  public Future<Void> wake() {
    Instant now = requests.now();
    return requests
        .store()
        .awake(now, BATCH)
        .compose(
            due -> {
              Future<Void> done = Future.succeededFuture();
              for (RequestDocument document : due) {
                done = done.compose(ok -> wake(document, now));
              }
              return done;
            });
  }

  private Future<Void> wake(RequestDocument document, Instant now) {
    Booked booked = document.appointment();
    if (booked == null || document.stateNow() != RequestState.SCHEDULED) {
      return Future.succeededFuture();
    }
    if (document.consultation() == null && now.isBefore(booked.missedAt())) {
      return requests.opened(document);
    }
    return whoIsThere(document)
        .compose(
            reason ->
                now.isBefore(booked.missedAt())
                    ? requests.late(document, reason)
                    : requests.missed(document, reason));
  }

  private Future<String> whoIsThere(RequestDocument document) {
    if (document.consultation() == null) {
      return Future.succeededFuture("nobody-in-room");
    }
    return requests
        .relay()
        .aftermath()
        .peopleInRooms(java.util.Set.of(document.consultation()))
        .map(rooms -> rooms.isEmpty() ? "nobody-in-room" : "one-side-missing");
  }

  /** Covers waiting requests anew where coverage has changed, and tells whom they reach now. */
  public Future<Void> coverAnew() {
    return requests
        .store()
        .waiting(WAITING)
        .compose(
            waiting -> {
              Future<Void> done = Future.succeededFuture();
              for (RequestDocument document : waiting) {
                done = done.compose(ok -> coverAnew(document));
              }
              return done;
            });
  }

  private Future<Void> coverAnew(RequestDocument document) {
    return coverage
        .units(document.unit(), document.specialty(), document.reason())
        .compose(
            units ->
                units.equals(document.covering())
                    ? Future.succeededFuture()
                    : requests
                        .store()
                        .cover(document, units, news(document, units))
                        .compose(
                            covered ->
                                covered.isPresent()
                                    ? requests.relay().relay(covered.get())
                                    : Future.succeededFuture()));
  }

  private RequestDocument.Errand news(RequestDocument document, List<String> units) {
    List<String> added =
        units.stream().filter(unit -> !document.covering().contains(unit)).toList();
    Map<String, String> facts = new HashMap<>();
    facts.put("request", document.id());
    facts.put("version", Integer.toString(document.version()));
    facts.put("event", "cover");
    facts.put("state", document.state());
    facts.put("unit", document.unit());
    facts.put("specialty", document.specialty());
    facts.put("priority", document.priority());
    facts.put("units", String.join(" ", units));
    return new RequestDocument.Errand(
        document.version(),
        "cover",
        requests.now(),
        RequestEvent.SUBMIT.notice(),
        facts,
        List.of(document.author()),
        added,
        document.specialty(),
        null,
        null,
        null,
        null,
        null);
  }

  /** Expires what has waited too long. */
  public Future<Void> expire() {
    Instant now = requests.now();
    return expire(RequestState.SUBMITTED, now.minus(requestAge))
        .compose(done -> expire(RequestState.RETURNED, now.minus(requestAge)))
        .compose(done -> expire(RequestState.NO_SHOW, now.minus(requestAge)))
        .compose(done -> expire(RequestState.DRAFT, now.minus(draftAge)));
  }

  private Future<Void> expire(RequestState state, Instant before) {
    return requests
        .store()
        .unchangedSince(state, before, BATCH)
        .compose(
            old -> {
              Future<Void> done = Future.succeededFuture();
              for (RequestDocument document : old) {
                done = done.compose(ok -> requests.expired(document));
              }
              return done;
            });
  }

  /** Counts the requests of each state for the metrics. */
  public Future<Void> count() {
    Future<Void> done = Future.succeededFuture();
    for (RequestState state : RequestState.values()) {
      done = done.compose(ok -> count(state));
    }
    return done;
  }

  private Future<Void> count(RequestState state) {
    RequestStore store = requests.store();
    return store
        .database()
        .first(
            store
                .collection()
                .countDocuments(com.mongodb.client.model.Filters.eq("state", state.name())))
        .map(
            count -> {
              counts.get(state).set(count);
              return null;
            });
  }
}
