package mx.interconsulta.records.indicator;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.records.note.AnswerTally;
import mx.interconsulta.records.note.SignedAnswer;
import mx.interconsulta.scheduling.Scheduling;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.request.RequestCase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programme's figures. What is counted is derived from request and note once, when the relay of
 * a signature passes by, and kept as one {@link Attention} for each request; figures are counted
 * over those. Thread-safe.
 */
public final class Indicators implements AnswerTally {
  private static final Logger LOG = LoggerFactory.getLogger(Indicators.class);

  /** Notes read at once while catching up. */
  private static final int PAGE = 100;

  private final AttentionStore store;
  private final Scheduling scheduling;
  private final List<Operation> operations;
  private volatile boolean closed;

  /** Where the signed notes are, for catching up. */
  public interface Notes {
    /** How many notes are signed. */
    Future<Long> signed();

    /** Signed notes whose id comes after this one, by id. */
    Future<List<SignedAnswer>> signedAfter(String note, int limit);
  }

  private Indicators(Foundation foundation, Scheduling scheduling) {
    this.store = new AttentionStore(foundation.database());
    this.scheduling = scheduling;
    this.operations =
        new FigureOperations(store, scheduling.directory(), scheduling.patients()).all();
  }

  /** Opens the figures; completes when their indexes stand. */
  public static Future<Indicators> open(Foundation foundation, Scheduling scheduling) {
    Indicators indicators = new Indicators(foundation, scheduling);
    return indicators.store.index().map(indicators);
  }

  /** The operations of records.yaml that concern figures. */
  public List<Operation> operations() {
    return operations;
  }

  @Override
  public Future<Void> tally(SignedAnswer answer) {
    return Future.all(
            scheduling.requests().find(answer.request()), scheduling.directory().catalogue())
        .compose(
            both -> {
              Optional<RequestCase> request = both.resultAt(0);
              Catalogue catalogue = both.resultAt(1);
              return request
                  .map(found -> store.put(Attention.of(answer, found, catalogue)))
                  .orElseGet(Future::succeededFuture);
            });
  }

  /**
   * Counts the notes that were signed before this program knew how to: when there are more signed
   * notes than attentions by the present rule. Goes on at the next start when it was cut off.
   */
  public Future<Void> catchUp(Notes notes) {
    return Future.all(notes.signed(), store.count())
        .compose(
            both -> {
              long signed = both.<Long>resultAt(0);
              long counted = both.<Long>resultAt(1);
              return signed > counted ? catchUp(notes, "") : Future.succeededFuture();
            })
        .onFailure(failure -> LOG.warn("older notes are not counted yet", failure));
  }

  private Future<Void> catchUp(Notes notes, String after) {
    return notes
        .signedAfter(after, PAGE)
        .compose(
            page -> {
              if (page.isEmpty() || closed) {
                return Future.succeededFuture();
              }
              List<String> requests = page.stream().map(SignedAnswer::request).toList();
              String last = page.get(page.size() - 1).note();
              return store
                  .counted(requests)
                  .compose(counted -> tally(missing(page, counted)))
                  .compose(done -> catchUp(notes, last));
            });
  }

  private static List<SignedAnswer> missing(List<SignedAnswer> page, Set<String> counted) {
    List<SignedAnswer> missing = new ArrayList<>(page);
    missing.removeIf(answer -> counted.contains(answer.request()));
    return missing;
  }

  private Future<Void> tally(List<SignedAnswer> answers) {
    Future<Void> done = Future.succeededFuture();
    for (SignedAnswer answer : answers) {
      done = done.compose(counted -> tally(answer));
    }
    return done;
  }

  /** Stops catching up. */
  public void close() {
    closed = true;
  }
}
