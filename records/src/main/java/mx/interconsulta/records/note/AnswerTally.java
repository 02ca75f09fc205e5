package mx.interconsulta.records.note;

import io.vertx.core.Future;

/**
 * Is told of every signed note, at least once. Declared here so that notes need not know who
 * counts.
 */
@FunctionalInterface
public interface AnswerTally {

  /** Counts a note. Told again it changes nothing; failing, it is told again. */
  Future<Void> tally(SignedAnswer answer);

  /** Counts nothing. */
  static AnswerTally none() {
    return answer -> Future.succeededFuture();
  }
}
