package mx.interconsulta.records.note;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations of notes, as records.yaml describes them. Thread-safe. */
final class NoteOperations {
  private static final Logger LOG = LoggerFactory.getLogger(NoteOperations.class);

  private final CaseFiles files;
  private final Drafts drafts;
  private final NoteLedger ledger;
  private final Signing signing;
  private final Addenda addenda;
  private final AnswerRelay relay;
  private final NoteReach reach;
  private final Notices notices;

  NoteOperations(
      CaseFiles files,
      Drafts drafts,
      NoteLedger ledger,
      Signing signing,
      Addenda addenda,
      AnswerRelay relay,
      NoteReach reach,
      Notices notices) {
    this.files = files;
    this.drafts = drafts;
    this.ledger = ledger;
    this.signing = signing;
    this.addenda = addenda;
    this.relay = relay;
    this.reach = reach;
    this.notices = notices;
  }

  List<Operation> all() {
    return List.of(
        operation("getNote", AuditPurpose.of("note.read"), reach.readingOfRequest(), this::getNote),
        operation(
            "saveDraft",
            AuditPurpose.perSitting("note.draft"),
            reach.writingOfRequest(),
            this::saveDraft),
        operation(
            "prepareNote",
            AuditPurpose.of("note.prepare"),
            reach.writingOfRequest(),
            this::prepareNote),
        operation(
            "signNote", AuditPurpose.of("note.sign"), reach.writingOfRequest(), this::signNote),
        operation(
            "getSignedNote",
            AuditPurpose.of("note.read"),
            reach.readingOfNote(),
            this::getSignedNote),
        operation(
            "prepareAddendum",
            AuditPurpose.of("addendum.prepare"),
            reach.writingOfNote(),
            this::prepareAddendum),
        operation(
            "signAddendum",
            AuditPurpose.of("addendum.sign"),
            reach.writingOfNote(),
            this::signAddendum),
        operation(
            "getRecord", AuditPurpose.of("record.read"), reach.readingOfRecord(), this::getRecord));
  }

  /**
   * The grant under which the caller attends, when they still hold it; else the one that opened.
   */
  private static Grant granted(Call call, String assignment) {
    return call.principal().grants().stream()
        .filter(grant -> grant.assignment().equals(assignment))
        .findFirst()
        .orElseGet(call::grant);
  }

  private static Operation operation(
      String id, AuditPurpose purpose, Reach reach, Handler.Json handler) {
    return new Operation(id, purpose, reach, handler);
  }

  private Future<Answer> getNote(Call call) {
    CaseFile file = call.document(CaseFile.class);
    return ledger
        .find(NoteLedger.noteIdOf(file.request()))
        .compose(
            signed ->
                signed.isPresent()
                    ? signedView(file, signed.get(), call).map(note -> NoteViews.signed(file, note))
                    : draftView(file, call))
        .map(view -> Answer.ok(view, Set.of(file.patient())));
  }

  private Future<JsonObject> draftView(CaseFile file, Call call) {
    String person = call.principal().person();
    if (!file.attendedBy(person)) {
      return Future.succeededFuture(NoteViews.none(file));
    }
    return files
        .author(person, granted(call, file.assignment()))
        .compose(
            author ->
                drafts
                    .find(file.request(), person)
                    .map(
                        found ->
                            NoteViews.draft(
                                file,
                                author,
                                found.orElse(null),
                                found.map(drafts::open).orElseGet(file::prefill))));
  }

  private Future<JsonObject> signedView(CaseFile file, SignedEntry note, Call call) {
    return ledger
        .addendaOf(note.id())
        .map(added -> NoteViews.note(ledger, note, added))
        .compose(view -> read(file, call).map(view));
  }

  private Future<Void> read(CaseFile file, Call call) {
    return file.requester().equals(call.principal().person())
        ? files.read(file.request(), file.requester())
        : Future.succeededFuture();
  }

  private Future<Answer> saveDraft(Call call) {
    CaseFile file = call.document(CaseFile.class);
    JsonObject body = call.body();
    JsonObject fields = body.getJsonObject("fields");
    String person = call.principal().person();
    Drafts.Save save =
        new Drafts.Save(
            body.getInteger("version"),
            body.getString("sitting"),
            body.getBoolean("takeOver", false),
            fields);
    return signing
        .mayWrite(file, person)
        .compose(free -> drafts.save(file, person, save))
        .onSuccess(saved -> tellOtherWindows(saved, save))
        .map(saved -> Answer.ok(NoteViews.saved(file, saved, fields), Set.of(file.patient())));
  }

  /** Another window of the author learns at once that it no longer holds the draft. */
  private void tellOtherWindows(NoteDraft saved, Drafts.Save save) {
    if (save.takeOver() || save.version() == 0) {
      publish(
          Set.of(saved.author()),
          "draft.taken-over",
          Map.of(
              "request", saved.request(),
              "sitting", saved.sitting(),
              "version", Integer.toString(saved.version())));
    }
  }

  private Future<Answer> prepareNote(Call call) {
    CaseFile file = call.document(CaseFile.class);
    JsonObject body = call.body();
    Signing.Prepare asked =
        new Signing.Prepare(
            body.getInteger("version"),
            body.getString("sitting", ""),
            NoteMode.valueOf(body.getString("mode").toUpperCase(Locale.ROOT)));
    return signing
        .prepare(file, call.principal().person(), granted(call, file.assignment()), asked)
        .map(content -> Answer.ok(NoteViews.prepared(content), Set.of(file.patient())));
  }

  private Future<Answer> signNote(Call call) {
    CaseFile file = call.document(CaseFile.class);
    return signing
        .sign(
            file,
            call.principal().person(),
            granted(call, file.assignment()),
            call.body().getString("hash"),
            call.body().getString("proof"))
        .compose(signed -> relay.relay(signed).map(signed))
        .compose(signed -> ledger.addendaOf(signed.id()).map(added -> view(signed, added)))
        .map(view -> Answer.created(view, Set.of(file.patient())));
  }

  private JsonObject view(SignedEntry signed, List<SignedEntry> added) {
    return NoteViews.note(ledger, signed, added);
  }

  private Future<Answer> getSignedNote(Call call) {
    NoteReach.SignedCase signed = call.document(NoteReach.SignedCase.class);
    return signedView(signed.file(), signed.note(), call)
        .map(view -> Answer.ok(view, Set.of(signed.note().patient())));
  }

  private Future<Answer> prepareAddendum(Call call) {
    NoteReach.SignedCase signed = call.document(NoteReach.SignedCase.class);
    return addenda
        .prepare(
            signed.note(),
            signed.file().patientHeader(),
            call.principal().person(),
            granted(call, signed.note().assignment()),
            call.body().getString("text"))
        .map(content -> Answer.ok(NoteViews.prepared(content), Set.of(signed.note().patient())));
  }

  private Future<Answer> signAddendum(Call call) {
    NoteReach.SignedCase signed = call.document(NoteReach.SignedCase.class);
    return addenda
        .sign(
            signed.note(),
            call.principal().person(),
            granted(call, signed.note().assignment()),
            call.body().getString("hash"),
            call.body().getString("proof"))
        .onSuccess(added -> tellOfAddendum(signed, added))
        .map(
            added ->
                Answer.created(NoteViews.addendum(ledger, added), Set.of(signed.note().patient())));
  }

  private void tellOfAddendum(NoteReach.SignedCase signed, SignedEntry added) {
    publish(
        Set.of(signed.file().requester(), added.author()),
        "note.addendum",
        Map.of("request", added.request(), "note", added.note(), "addendum", added.id()));
  }

  private Future<Answer> getRecord(Call call) {
    String patient = call.path("id");
    JsonObject header = call.document(JsonObject.class);
    return files
        .requestsOf(patient, call.principal())
        .compose(
            requests ->
                ledger
                    .ofPatient(patient)
                    .map(entries -> NoteViews.timeline(ledger, requests, entries)))
        .map(
            items ->
                Answer.ok(
                    new JsonObject().put("patient", header).put("items", items), Set.of(patient)));
  }

  private void publish(Set<String> people, String type, Map<String, String> facts) {
    notices
        .publish(new Notice(people, type, facts))
        .onFailure(failure -> LOG.warn("the notice {} was not published", type, failure));
  }
}
