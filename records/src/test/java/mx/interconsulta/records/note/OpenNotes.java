package mx.interconsulta.records.note;

import io.vertx.core.Future;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.Scheduling;

/** Notes for the tests of what goes with them: nobody signs there. */
public final class OpenNotes {
  private OpenNotes() {}

  public static Future<Notes> of(Foundation foundation, Scheduling scheduling, NoteFiles files) {
    return Notes.open(
        foundation,
        new SchedulingCaseFiles(
            scheduling.directory(), scheduling.patients(), scheduling.requests()),
        notice -> Future.succeededFuture(),
        (person, hash, proof) -> Future.failedFuture(new Problem(403, "proof-invalid")),
        AnswerTally.none(),
        files);
  }
}
