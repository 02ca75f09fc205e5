package mx.interconsulta.records;

import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.audit.AuditSink;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.proof.SigningProofs;
import mx.interconsulta.records.attachment.Attachments;
import mx.interconsulta.records.attachment.KeptFiles;
import mx.interconsulta.records.indicator.Indicators;
import mx.interconsulta.records.note.Notes;
import mx.interconsulta.records.note.SignedAnswer;
import mx.interconsulta.records.sample.SampleHistory;
import mx.interconsulta.records.trail.StaffNames;
import mx.interconsulta.records.trail.Trail;
import mx.interconsulta.scheduling.Scheduling;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Person;

/** What came out of a consultation: the outcome note, its signature, figures, who used what. */
public final class Records {
  private final Trail trail;
  private final StaffNames staff;
  private final Notes notes;
  private final Attachments attachments;
  private final Indicators indicators;
  private final SampleHistory history;
  private volatile Future<Void> caughtUp = Future.succeededFuture();

  private Records(
      Trail trail,
      StaffNames staff,
      Notes notes,
      Attachments attachments,
      Indicators indicators,
      SampleHistory history) {
    this.trail = trail;
    this.staff = staff;
    this.notes = notes;
    this.attachments = attachments;
    this.indicators = indicators;
    this.history = history;
  }

  /**
   * Opens the module; completes when its indexes stand and what was due has been told. Notes that
   * nobody has counted yet are counted behind it.
   */
  public static Future<Records> open(
      Foundation foundation, Scheduling scheduling, Notices notices, SigningProofs proofs) {
    return Future.all(
            Trail.open(foundation),
            Indicators.open(foundation, scheduling),
            KeptFiles.open(foundation))
        .compose(
            opened -> {
              Trail trail = opened.resultAt(0);
              Indicators indicators = opened.resultAt(1);
              KeptFiles files = opened.resultAt(2);
              return Notes.open(foundation, scheduling, notices, proofs, indicators, files)
                  .map(
                      notes ->
                          new Records(
                              trail,
                              namesFrom(scheduling.directory()),
                              notes,
                              new Attachments(foundation, scheduling, notes, files),
                              indicators,
                              new SampleHistory(foundation, scheduling, notes, indicators)));
            })
        .onSuccess(records -> records.caughtUp = records.indicators.catchUp(records.signed()));
  }

  private static StaffNames namesFrom(Directory directory) {
    return persons ->
        directory
            .people(persons)
            .map(
                people ->
                    people.values().stream()
                        .collect(Collectors.toUnmodifiableMap(Person::id, Person::displayName)));
  }

  private Indicators.Notes signed() {
    return new Indicators.Notes() {
      @Override
      public Future<Long> signed() {
        return notes.signed();
      }

      @Override
      public Future<List<SignedAnswer>> signedAfter(String note, int limit) {
        return notes.signedAfter(note, limit);
      }
    };
  }

  /** The operations of records.yaml. */
  public List<Operation> operations() {
    return Stream.of(
            notes.operations(),
            attachments.operations(),
            trail.operations(staff),
            indicators.operations())
        .flatMap(List::stream)
        .toList();
  }

  /** Where every use of patient data is written before its answer leaves. */
  public AuditSink auditSink() {
    return trail.sink();
  }

  /** Fails while the audit trail cannot be written or read. */
  public Future<Void> checkTrail() {
    return trail.check();
  }

  /** Completes when the notes are counted that were signed before anybody counted. */
  public Future<Void> caughtUp() {
    return caughtUp;
  }

  /** The past of the sample network; nothing is written until it is asked to. */
  public SampleHistory sampleHistory() {
    return history;
  }

  /** Ends the module's timers and writes down how far the trail has come. */
  public Future<Void> close() {
    indicators.close();
    return history
        .close()
        .eventually(attachments::close)
        .eventually(notes::close)
        .eventually(trail::close);
  }
}
