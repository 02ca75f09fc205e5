package mx.interconsulta.records.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.sealing.Sealed;
import mx.interconsulta.records.Desk;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NotesTest {
  private static final Instant START = Instant.parse("2026-11-22T15:00:00Z");

  @RegisterExtension static final TestFoundation house = TestFoundation.withManualTime(START);

  private static final Principal SPECIALIST = specialist("specialist-1");
  private static final Principal REQUESTER =
      Desk.person(InventedCases.REQUESTER, "physician", InventedCases.REMOTE_UNIT);
  private static final Principal STRANGER = Desk.person("stranger", "physician", "SRIMS000001");
  private static final Principal ADMINISTRATOR = Desk.person("admin", "administrator", "");

  private final InventedCases cases = new InventedCases();
  private final Proofs proofs = new Proofs();
  private final List<Notice> notices = new CopyOnWriteArrayList<>();
  private final String request = "request-" + UUID.randomUUID();
  private final String another = "another-" + request;
  private final String patient = "patient-" + UUID.randomUUID();
  private Notes notes;
  private Desk desk;

  @BeforeEach
  void open() {
    cases.attended(request, patient, "specialist-1");
    desk = openNotes();
  }

  private Desk openNotes() {
    notes =
        TestFoundation.await(
            Notes.open(
                house.foundation(),
                cases,
                notice -> {
                  notices.add(notice);
                  return Future.succeededFuture();
                },
                proofs,
                AnswerTally.none(),
                NoteFiles.none()));
    return new Desk(house, notes.operations());
  }

  @AfterEach
  void close() {
    TestFoundation.await(notes.close());
  }

  @Test
  void aNewNoteBeginsWithWhatTheRequestSays() {
    JsonObject view = desk.call(SPECIALIST, "getNote", request, new JsonObject());

    assertEquals("draft", view.getString("state"));
    JsonObject draft = view.getJsonObject("draft");
    assertEquals(0, draft.getInteger("version"));
    assertEquals(
        108, draft.getJsonObject("fields").getJsonObject("vitalSigns").getInteger("heartRate"));
    assertEquals(
        List.of("reason", "historySummary", "vitalSigns"), draft.getJsonArray("origins").getList());
    assertEquals(
        "Iker Daniel Ruelas Montaño",
        view.getJsonObject("header").getJsonObject("patient").getString("displayName"));
  }

  @Test
  void aSavedDraftComesBackAsItWasTyped() {
    save(SPECIALIST, 0, "sitting-1", new JsonObject().put("reason", "Otro motivo "));

    JsonObject draft =
        desk.call(SPECIALIST, "getNote", request, new JsonObject()).getJsonObject("draft");
    assertEquals("Otro motivo ", draft.getJsonObject("fields").getString("reason"));
    assertEquals(1, draft.getInteger("version"));
    assertEquals("sitting-1", draft.getString("sitting"));
    assertTrue(draft.getJsonArray("origins").isEmpty());
  }

  @Test
  void theFieldsOfADraftAreNotInTheDatabaseInTheClear() {
    save(SPECIALIST, 0, "sitting-1", new JsonObject().put("reason", "MARCADOR-CLINICO"));

    assertFalse(raw(NoteDraft.COLLECTION).toJson().contains("MARCADOR"));
  }

  @Test
  void aSaveOnAnOldVersionIsRefusedWithTheCurrentOne() {
    save(SPECIALIST, 0, "sitting-1", fields());
    save(SPECIALIST, 1, "sitting-1", fields().put("prognosis", "Bueno."));

    Problem refused = refused(() -> save(SPECIALIST, 1, "sitting-1", fields()));
    assertEquals("version-conflict", refused.code());
    assertEquals(2, refused.details().get("version"));
  }

  @Test
  void aSaveWhoseAnswerWasLostMayBeRepeated() {
    save(SPECIALIST, 0, "sitting-1", fields());
    JsonObject first = save(SPECIALIST, 1, "sitting-1", fields().put("prognosis", "Reservado."));
    JsonObject again = save(SPECIALIST, 1, "sitting-1", fields().put("prognosis", "Reservado."));

    assertEquals(first.getInteger("version"), again.getInteger("version"));
    assertEquals(
        1, save(specialistOf(another), another, 0, "sitting-1", fields()).getInteger("version"));
    assertEquals(
        1, save(specialistOf(another), another, 0, "sitting-1", fields()).getInteger("version"));
  }

  @Test
  void aSecondWindowOfTheAuthorIsToldAndMayTakeOver() {
    save(SPECIALIST, 0, "sitting-1", fields());

    Problem told = refused(() -> save(SPECIALIST, 1, "sitting-2", fields()));
    assertEquals("draft-elsewhere", told.code());
    assertEquals("sitting-1", told.details().get("sitting"));

    desk.call(
        SPECIALIST,
        "saveDraft",
        request,
        draftBody(1, "sitting-2", fields()).put("takeOver", true));
    assertEquals(
        "draft-elsewhere", refused(() -> save(SPECIALIST, 2, "sitting-1", fields())).code());
    assertEquals(
        Map.of("request", request, "sitting", "sitting-2", "version", "2"),
        notices.get(notices.size() - 1).facts());
  }

  @Test
  void anImpossibleVitalSignIsSavedAsTypedAndCannotBeSigned() {
    JsonObject impossible = fields().put("vitalSigns", new JsonObject().put("heartRate", 900));
    save(SPECIALIST, 0, "sitting-1", impossible);

    assertEquals(
        "vital-sign-impossible", refused(() -> prepare(SPECIALIST, request, 1, "video")).code());
  }

  @Test
  void anIncompleteNoteCannotBePreparedAndSaysWhatIsMissing() {
    JsonObject gaps = fields();
    gaps.remove("prognosis");
    gaps.put("treatment", "  ");
    gaps.put("diagnoses", new JsonArray());
    save(SPECIALIST, 0, "sitting-1", gaps);

    Problem refused = refused(() -> prepare(SPECIALIST, request, 1, "video"));
    assertEquals("note-incomplete", refused.code());
    assertEquals(List.of("diagnoses", "treatment", "prognosis"), refused.details().get("missing"));
  }

  @Test
  void anAnswerInWritingNeedsNoExamination() {
    JsonObject unseen = fields();
    unseen.remove("physicalExam");
    unseen.remove("vitalSigns");
    save(SPECIALIST, 0, "sitting-1", unseen);

    assertEquals("note-incomplete", refused(() -> prepare(SPECIALIST, request, 1, "video")).code());
    assertEquals(
        "written",
        prepare(SPECIALIST, request, 1, "written").getJsonObject("content").getString("mode"));
  }

  @Test
  void whoHasNoCedulaCannotSign() {
    cases.cedula = null;
    save(SPECIALIST, 0, "sitting-1", fields());

    assertEquals(
        "author-without-cedula", refused(() -> prepare(SPECIALIST, request, 1, "video")).code());
  }

  @Test
  void whatIsPreparedHasTheHashItSays() throws Exception {
    save(SPECIALIST, 0, "sitting-1", fields());
    JsonObject prepared = prepare(SPECIALIST, request, 1, "video");

    assertEquals(prepared.getString("hash"), sha256(prepared.getString("canonical")));
    assertEquals(
        prepared.getJsonObject("content"), new JsonObject(prepared.getString("canonical")));
  }

  @Test
  void aSignedNoteIsReadByTheRequesterAndTheRequestIsAnswered() throws Exception {
    JsonObject signed = signWhole(SPECIALIST, request);

    assertEquals(List.of(request), cases.answered);
    JsonObject read =
        desk.call(REQUESTER, "getNote", request, new JsonObject()).getJsonObject("signed");
    assertEquals(signed.getString("hash"), read.getString("hash"));
    assertEquals(signed.getString("hash"), sha256(read.getString("canonical")));
    assertEquals(
        "Reservado.", read.getJsonObject("content").getJsonObject("fields").getString("prognosis"));
    assertEquals(List.of(request), cases.read);
    assertEquals(0L, count(NoteDraft.COLLECTION));
    assertNull(raw(SignedEntry.COLLECTION).getString("due"));
  }

  @Test
  void whoIsNotOfTheCaseFindsNoNote() {
    JsonObject signed = signWhole(SPECIALIST, request);

    assertEquals(
        404, refused(() -> desk.call(STRANGER, "getNote", request, new JsonObject())).status());
    assertEquals(
        404,
        refused(
                () ->
                    desk.call(STRANGER, "getSignedNote", signed.getString("id"), new JsonObject()))
            .status());
    assertEquals(
        404, refused(() -> desk.call(STRANGER, "getRecord", patient, new JsonObject())).status());
    assertEquals(
        403,
        refused(() -> desk.call(ADMINISTRATOR, "getRecord", patient, new JsonObject())).status());
  }

  @Test
  void theRequesterSeesNothingOfADraft() {
    save(SPECIALIST, 0, "sitting-1", fields());

    assertEquals(
        "none", desk.call(REQUESTER, "getNote", request, new JsonObject()).getString("state"));
  }

  @Test
  void aSpecialistWhoNoLongerAttendsCannotWriteOrSign() {
    save(SPECIALIST, 0, "sitting-1", fields());
    JsonObject prepared = prepare(SPECIALIST, request, 1, "video");
    cases.attended(request, patient, "specialist-1");
    cases.files.computeIfPresent(request, (id, file) -> released(file));

    assertEquals("not-attending", refused(() -> save(SPECIALIST, 1, "sitting-1", fields())).code());
    assertEquals("not-attending", refused(() -> sign(SPECIALIST, request, prepared)).code());
  }

  @Test
  void aProofOfAnotherHashDoesNotSign() {
    save(SPECIALIST, 0, "sitting-1", fields());
    JsonObject prepared = prepare(SPECIALIST, request, 1, "video");
    String other = proofs.make("specialist-1", "0".repeat(64));

    Problem refused =
        refused(
            () ->
                desk.call(
                    SPECIALIST,
                    "signNote",
                    request,
                    new JsonObject().put("hash", prepared.getString("hash")).put("proof", other)));
    assertEquals("proof-invalid", refused.code());
    assertEquals(0L, count(SignedEntry.COLLECTION));
  }

  @Test
  void aDraftThatWasSavedAfterPreparingMustBePreparedAgain() {
    save(SPECIALIST, 0, "sitting-1", fields());
    JsonObject prepared = prepare(SPECIALIST, request, 1, "video");
    save(SPECIALIST, 1, "sitting-1", fields().put("prognosis", "Bueno."));

    assertEquals("not-prepared", refused(() -> sign(SPECIALIST, request, prepared)).code());
  }

  @Test
  void whatWasPreparedTooLongAgoMustBePreparedAgain() {
    save(SPECIALIST, 0, "sitting-1", fields());
    JsonObject prepared = prepare(SPECIALIST, request, 1, "video");
    house.manualTimers().advance(Signing.PREPARED_FOR.plusSeconds(1));

    assertEquals("not-prepared", refused(() -> sign(SPECIALIST, request, prepared)).code());
  }

  @Test
  void signingTwiceAnswersTheSameNoteAndNeedsNoSecondProof() {
    save(SPECIALIST, 0, "sitting-1", fields());
    JsonObject prepared = prepare(SPECIALIST, request, 1, "video");
    JsonObject first = sign(SPECIALIST, request, prepared);
    JsonObject again =
        desk.call(
            SPECIALIST,
            "signNote",
            request,
            new JsonObject().put("hash", prepared.getString("hash")).put("proof", "used up"));

    assertEquals(first, again);
    assertEquals(1L, count(SignedEntry.COLLECTION));
  }

  @Test
  void aSignedNoteTakesNoMoreDrafts() {
    JsonObject signed = signWhole(SPECIALIST, request);

    Problem refused = refused(() -> save(SPECIALIST, 0, "sitting-1", fields()));
    assertEquals("note-signed", refused.code());
    assertEquals(signed.getString("id"), refused.details().get("note"));
  }

  @Test
  void theNextEntryOfAPatientHoldsTheHashOfTheOneBefore() {
    JsonObject first = signWhole(SPECIALIST, request);
    JsonObject second = signWhole(specialistOf(another), another);

    assertEquals(1, first.getJsonObject("content").getInteger("sequence"));
    assertEquals(2, second.getJsonObject("content").getInteger("sequence"));
    assertEquals(first.getString("hash"), second.getJsonObject("content").getString("previous"));
  }

  @Test
  void whoPreparedBeforeAnotherEntryWasSignedPreparesAgain() {
    save(SPECIALIST, 0, "sitting-1", fields());
    JsonObject prepared = prepare(SPECIALIST, request, 1, "video");
    JsonObject other = signWhole(specialistOf(another), another);

    assertEquals("record-moved", refused(() -> sign(SPECIALIST, request, prepared)).code());
    JsonObject anew = prepare(SPECIALIST, request, 1, "video");
    assertEquals(other.getString("hash"), anew.getJsonObject("content").getString("previous"));
    sign(SPECIALIST, request, anew);
  }

  @Test
  void sixteenSignersOfOnePatientAtOnceMakeOneChain() {
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String one = "request-" + i + "-of-" + patient;
      requests.add(one);
      save(specialistOf(one), one, 0, "sitting-1", fields());
    }
    int rounds = 0;
    while (!requests.isEmpty()) {
      rounds++;
      Map<String, JsonObject> prepared = new HashMap<>();
      for (String one : requests) {
        prepared.put(one, prepare(specialistOf(one), one, 1, "video"));
      }
      Map<String, Future<JsonObject>> signing = new HashMap<>();
      prepared.forEach(
          (request, what) ->
              signing.put(request, startSigning(specialistOf(request), request, what)));
      int before = requests.size();
      for (Map.Entry<String, Future<JsonObject>> one : signing.entrySet()) {
        try {
          TestFoundation.await(one.getValue());
          requests.remove(one.getKey());
        } catch (Problem refused) {
          assertEquals("record-moved", refused.code());
        }
      }
      assertEquals(before - 1, requests.size(), "exactly one of those who prepared alike signs");
    }
    assertEquals(16, rounds);
    JsonArray items =
        desk.call(REQUESTER, "getRecord", patient, new JsonObject()).getJsonArray("items");
    assertEquals(16, items.size());
    items.forEach(item -> assertFalse(((JsonObject) item).getBoolean("damaged", false)));
  }

  @Test
  void oneAuthorWhoPressesSixteenTimesSignsOnce() {
    save(SPECIALIST, 0, "sitting-1", fields());
    JsonObject prepared = prepare(SPECIALIST, request, 1, "video");
    List<Future<JsonObject>> presses = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      presses.add(startSigning(SPECIALIST, request, prepared));
    }

    TestFoundation.await(Future.join(presses).otherwiseEmpty());
    assertTrue(presses.stream().anyMatch(Future::succeeded));
    presses.stream()
        .filter(Future::failed)
        .forEach(press -> assertEquals("proof-invalid", ((Problem) press.cause()).code()));
    assertEquals(1L, count(SignedEntry.COLLECTION));
  }

  @Test
  void aRequestThatDoesNotListenIsToldLater() {
    cases.deaf = true;
    JsonObject signed = signWhole(SPECIALIST, request);
    assertTrue(cases.answered.isEmpty());
    assertEquals(SignedEntry.ANSWER, raw(SignedEntry.COLLECTION).getString("due"));

    cases.deaf = false;
    openNotes();

    assertEquals(List.of(request), cases.answered);
    assertNull(raw(SignedEntry.COLLECTION).getString("due"));
    assertEquals(
        signed.getString("hash"),
        desk.call(REQUESTER, "getNote", request, new JsonObject())
            .getJsonObject("signed")
            .getString("hash"));
  }

  @Test
  void whatIsToldTwiceHarmsNothing() {
    signWhole(SPECIALIST, request);
    house
        .database()
        .done(
            signed()
                .updateOne(Filters.eq("request", request), Updates.set("due", SignedEntry.ANSWER)))
        .await();
    openNotes();

    assertEquals(List.of(request, request), cases.answered);
    assertNull(raw(SignedEntry.COLLECTION).getString("due"));
  }

  @Test
  void aNoteWhoseHashWasChangedIsNotShown() {
    JsonObject signed = signWhole(SPECIALIST, request);
    house
        .database()
        .done(
            signed().updateOne(Filters.eq("request", request), Updates.set("hash", "f".repeat(64))))
        .await();

    assertEquals(
        "note-damaged",
        refused(
                () ->
                    desk.call(REQUESTER, "getSignedNote", signed.getString("id"), new JsonObject()))
            .code());
    assertTrue(onlyItem().getBoolean("damaged"));
  }

  @Test
  void aNoteWhoseBytesWereExchangedForAnothersIsNotShown() {
    JsonObject first = signWhole(SPECIALIST, request);
    JsonObject second = signWhole(specialistOf(another), another);
    Document other =
        house.database().first(signed().find(Filters.eq("_id", second.getString("id")))).await();
    house
        .database()
        .done(
            signed()
                .updateOne(
                    Filters.eq("_id", first.getString("id")),
                    Updates.combine(
                        Updates.set("canonical", other.get("canonical")),
                        Updates.set("hash", other.get("hash")))))
        .await();

    assertEquals(
        "note-damaged",
        refused(
                () ->
                    desk.call(REQUESTER, "getSignedNote", first.getString("id"), new JsonObject()))
            .code());
  }

  @Test
  void anAddendumFollowsTheNoteAndLeavesItAsItIs() {
    JsonObject note = signWhole(SPECIALIST, request);
    JsonObject addendum = add(SPECIALIST, note, "Se anexa reporte del ecocardiograma dirigido.");

    JsonObject read = desk.call(REQUESTER, "getSignedNote", note.getString("id"), new JsonObject());
    assertEquals(note.getString("hash"), read.getString("hash"));
    assertEquals(note.getString("canonical"), read.getString("canonical"));
    JsonObject added = read.getJsonArray("addenda").getJsonObject(0);
    assertEquals(addendum.getString("hash"), added.getString("hash"));
    assertEquals(note.getString("hash"), added.getJsonObject("content").getString("noteHash"));
    assertEquals(note.getString("hash"), added.getJsonObject("content").getString("previous"));
    assertEquals("note.addendum", notices.get(notices.size() - 1).type());
  }

  @Test
  void twoAddendaStandInTheOrderTheyWereSigned() {
    JsonObject note = signWhole(SPECIALIST, request);
    add(SPECIALIST, note, "Primera.");
    add(SPECIALIST, note, "Segunda.");

    JsonArray addenda =
        desk.call(REQUESTER, "getSignedNote", note.getString("id"), new JsonObject())
            .getJsonArray("addenda");
    assertEquals("Primera.", addenda.getJsonObject(0).getJsonObject("content").getString("text"));
    assertEquals("Segunda.", addenda.getJsonObject(1).getJsonObject("content").getString("text"));
  }

  @Test
  void nobodyButTheAuthorAdds() {
    JsonObject note = signWhole(SPECIALIST, request);
    JsonObject text = new JsonObject().put("text", "Ajena.");

    assertEquals(
        403,
        refused(() -> desk.call(REQUESTER, "prepareAddendum", note.getString("id"), text))
            .status());
    assertEquals(
        404,
        refused(
                () ->
                    desk.call(
                        specialist("specialist-9"), "prepareAddendum", note.getString("id"), text))
            .status());
  }

  @Test
  void aSignedNoteKeepsNothingClinicalInTheClear() {
    signWhole(SPECIALIST, request);

    String kept = raw(SignedEntry.COLLECTION).toJson();
    assertFalse(kept.contains("Iker"));
    assertFalse(kept.contains("Reservado"));
  }

  @Test
  void thePlainHashOfTheOpenedBytesIsTheOneThatIsKept() throws Exception {
    signWhole(SPECIALIST, request);
    Document kept = raw(SignedEntry.COLLECTION);
    Document sealed = kept.get("canonical", Document.class);
    byte[] bytes =
        house
            .foundation()
            .sealing()
            .openBytes(
                SignedEntry.canonicalOf(kept.getString("_id")),
                new Sealed(sealed.getString("key"), sealed.get("bytes", Binary.class)));

    assertEquals(
        kept.getString("hash"),
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  private JsonObject onlyItem() {
    return desk.call(REQUESTER, "getRecord", patient, new JsonObject())
        .getJsonArray("items")
        .getJsonObject(0);
  }

  private Principal specialistOf(String id) {
    String person = "specialist-of-" + id;
    if (!cases.files.containsKey(id)) {
      cases.attended(id, patient, person);
    }
    return specialist(person);
  }

  private static Principal specialist(String person) {
    return Desk.person(person, "specialist", "JCIMS000325", "paediatric-cardiology");
  }

  private static CaseFile released(CaseFile file) {
    return new CaseFile(
        file.request(),
        file.version(),
        file.patient(),
        "",
        "",
        file.requester(),
        file.consultation(),
        file.patientHeader(),
        file.requesterHeader(),
        file.specialty(),
        file.specialtyName(),
        file.prefill(),
        file.footprint());
  }

  static JsonObject fields() {
    return new JsonObject()
        .put("reason", "Soplo por estudiar.")
        .put("historySummary", "Soplo detectado a los 4 años.")
        .put("physicalExam", "Soplo holosistólico III/VI. Alerta, orientado.")
        .put("vitalSigns", new JsonObject().put("heartRate", 108).put("temperature", 36.7))
        .put(
            "diagnoses",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("text", "Defecto del tabique ventricular")
                        .put("system", "CIE-10")
                        .put("code", "Q21.0")))
        .put("diagnosticCriteria", "Ecocardiograma dirigido.")
        .put("studyPlan", "Ecocardiograma completo en 6 meses.")
        .put("suggestions", "Vigilar peso.")
        .put("treatment", "Sin tratamiento farmacológico.")
        .put("prognosis", "Reservado.")
        .put("disposition", "managed-at-unit");
  }

  private static JsonObject draftBody(int version, String sitting, JsonObject fields) {
    return new JsonObject().put("version", version).put("sitting", sitting).put("fields", fields);
  }

  private JsonObject save(Principal who, int version, String sitting, JsonObject fields) {
    return save(who, request, version, sitting, fields);
  }

  private JsonObject save(
      Principal who, String id, int version, String sitting, JsonObject fields) {
    return desk.call(who, "saveDraft", id, draftBody(version, sitting, fields));
  }

  private JsonObject prepare(Principal who, String id, int version, String mode) {
    return desk.call(
        who, "prepareNote", id, new JsonObject().put("version", version).put("mode", mode));
  }

  private JsonObject sign(Principal who, String id, JsonObject prepared) {
    return TestFoundation.await(startSigning(who, id, prepared));
  }

  private Future<JsonObject> startSigning(Principal who, String id, JsonObject prepared) {
    String hash = prepared.getString("hash");
    return desk.start(
        who,
        "signNote",
        Map.of("id", id),
        Map.of(),
        new JsonObject().put("hash", hash).put("proof", proofs.make(who.person(), hash)));
  }

  private JsonObject signWhole(Principal who, String id) {
    save(who, id, 0, "sitting-1", fields());
    return sign(who, id, prepare(who, id, 1, "video"));
  }

  private JsonObject add(Principal who, JsonObject note, String text) {
    String id = note.getString("id");
    String hash =
        desk.call(who, "prepareAddendum", id, new JsonObject().put("text", text)).getString("hash");
    return desk.call(
        who,
        "signAddendum",
        id,
        new JsonObject().put("hash", hash).put("proof", proofs.make(who.person(), hash)));
  }

  private static Problem refused(Runnable call) {
    return assertThrows(Problem.class, call::run);
  }

  private MongoCollection<Document> signed() {
    return house.database().driver().getCollection(SignedEntry.COLLECTION);
  }

  private Document raw(String collection) {
    return house
        .database()
        .first(
            house
                .database()
                .driver()
                .getCollection(collection)
                .find(Filters.eq("request", request)))
        .await();
  }

  private long count(String collection) {
    return house
        .database()
        .first(
            house
                .database()
                .driver()
                .getCollection(collection)
                .countDocuments(Filters.eq("request", request)))
        .await();
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
