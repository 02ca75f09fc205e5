package mx.interconsulta.records.note;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Reach;

/**
 * How far notes reach. A note reaches whoever may read the clinical side of its request; the record
 * of a patient whoever may read the record; writing is for whoever takes part in the request as a
 * specialist. An administrator, a coordinator, an auditor or a director is in none of these.
 */
final class NoteReach {
  private static final String SPECIALIST = "specialist";

  private final Foundation foundation;
  private final CaseFiles files;
  private final NoteLedger ledger;

  /** A signed note with the request it answers. */
  record SignedCase(SignedEntry note, CaseFile file) {}

  NoteReach(Foundation foundation, CaseFiles files, NoteLedger ledger) {
    this.foundation = foundation;
    this.files = files;
    this.ledger = ledger;
  }

  /** The request of the path, for whoever may read it. */
  Reach readingOfRequest() {
    return new Reach.Document(request(), onCase(files.readers()));
  }

  /** The request of the path, for the specialists that take part in it. */
  Reach writingOfRequest() {
    return new Reach.Document(request(), Map.of(SPECIALIST, Reach.Rule.takesPart()));
  }

  /** The note of the path, for whoever may read its request. */
  Reach readingOfNote() {
    return new Reach.Document(note(), onSigned(files.readers()));
  }

  /** The note of the path, for its author. */
  Reach writingOfNote() {
    return new Reach.Document(
        note(),
        Map.of(
            SPECIALIST,
            (principal, grant, footprint) ->
                ((SignedCase) footprint.document()).note().author().equals(principal.person())));
  }

  /** The patient of the path, for whoever may read the record. */
  Reach readingOfRecord() {
    return new Reach.Document(
        call -> files.patient(call.path("id"), call.at()), files.recordReaders());
  }

  private Reach.Lookup request() {
    return call ->
        files
            .find(call.path("id"), foundation.timers().clock().instant())
            .map(found -> found.map(file -> around(file, file)));
  }

  private Reach.Lookup note() {
    return call ->
        ledger
            .find(call.path("id"))
            .compose(
                found ->
                    found.filter(SignedEntry::isNote).isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : files
                            .find(found.get().request(), foundation.timers().clock().instant())
                            .map(
                                file ->
                                    file.map(
                                        there ->
                                            around(new SignedCase(found.get(), there), there))));
  }

  private static Footprint around(Object document, CaseFile file) {
    Footprint there = file.footprint();
    return new Footprint(
        document, there.units(), there.people(), there.specialties(), there.patients());
  }

  private static Map<String, Reach.Rule> onCase(Map<String, Reach.Rule> rules) {
    return over(rules, document -> ((CaseFile) document).footprint());
  }

  private static Map<String, Reach.Rule> onSigned(Map<String, Reach.Rule> rules) {
    return over(rules, document -> ((SignedCase) document).file().footprint());
  }

  /** The request's own rules, asked about the request's own footprint. */
  private static Map<String, Reach.Rule> over(
      Map<String, Reach.Rule> rules, java.util.function.Function<Object, Footprint> request) {
    return rules.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey,
                rule ->
                    (principal, grant, footprint) ->
                        rule.getValue()
                            .reaches(principal, grant, request.apply(footprint.document()))));
  }
}
