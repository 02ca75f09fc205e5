package mx.interconsulta.records.attachment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.records.Desk;
import mx.interconsulta.records.attachment.check.Checked;
import mx.interconsulta.records.note.Notes;
import mx.interconsulta.records.note.OpenNotes;
import mx.interconsulta.scheduling.Scheduling;
import mx.interconsulta.scheduling.SchedulingOptions;
import mx.interconsulta.scheduling.escalation.Ringer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What nobody will read goes by itself; what something names stays for good. */
class AttachmentSweepTest {
  private static final String PHYSICIAN = "mariana.cota";

  @RegisterExtension
  static final TestFoundation house =
      TestFoundation.withManualTime(Instant.parse("2026-11-24T17:00:00Z"));

  private static Scheduling scheduling;
  private static Attachments attachments;
  private static AttachmentStore store;
  private static Desk desk;

  @BeforeAll
  static void open() {
    scheduling =
        TestFoundation.await(
            Scheduling.open(
                house.foundation(),
                notice -> Future.succeededFuture(),
                people -> Future.succeededFuture(people),
                person -> Future.succeededFuture(),
                Ringer.none(),
                SchedulingOptions.defaults()));
    TestFoundation.await(scheduling.sample().load());
    KeptFiles files = TestFoundation.await(KeptFiles.open(house.foundation()));
    Notes notes = TestFoundation.await(OpenNotes.of(house.foundation(), scheduling, files));
    attachments = new Attachments(house.foundation(), scheduling, notes, files);
    store = new AttachmentStore(house.foundation());
    List<Operation> operations = new ArrayList<>(scheduling.operations());
    operations.addAll(attachments.operations());
    desk = new Desk(house, operations);
  }

  @AfterAll
  static void close() {
    TestFoundation.await(attachments.close());
    TestFoundation.await(scheduling.close());
  }

  private static Principal as(String user) {
    var standing = TestFoundation.await(scheduling.directory().standingByUser(user)).orElseThrow();
    return new Principal(standing.person(), "session-" + user, "es", standing.grants());
  }

  private static String draft() {
    String patient = UUID.randomUUID().toString();
    desk.call(
        as(PHYSICIAN),
        "registerPatient",
        patient,
        new JsonObject()
            .put("version", 0)
            .put("identified", true)
            .put("givenNames", "Hugo")
            .put("firstSurname", "Prueba")
            .put("birthDate", "2019-08-14")
            .put("sex", "male")
            .put("curpMissing", "not-at-hand"));
    String request = UUID.randomUUID().toString();
    desk.call(
        as(PHYSICIAN),
        "saveRequest",
        request,
        new JsonObject()
            .put("version", 0)
            .put("patient", patient)
            .put("kind", "second-opinion")
            .put("reason", "murmur-under-study")
            .put("priority", "soon")
            .put(
                "content",
                new JsonObject()
                    .put("clinicalSummary", "Soplo")
                    .put("question", "¿Ecocardiograma?")
                    .put("travel", new JsonObject().put("means", "bus"))));
    return request;
  }

  private static Attachment announced(String request) {
    String person = as(PHYSICIAN).person();
    String id = UUID.randomUUID().toString();
    TestFoundation.await(
        desk.start(
            as(PHYSICIAN),
            "beginAttachment",
            Map.of("id", request, "attachment", id),
            Map.of(),
            new JsonObject().put("side", "request").put("name", "foto.png").put("size", 4)));
    return TestFoundation.await(store.of(request, "request", person)).stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Attachment kept(String request) {
    Attachment came =
        TestFoundation.await(store.append(announced(request), new byte[] {1, 2, 3, 4}))
            .orElseThrow();
    return TestFoundation.await(
            store.keep(
                came, new Checked("image/png", new byte[300_000], 4, 4, 0, new byte[] {1, 2, 3})))
        .orElseThrow();
  }

  private static long count(String collection, String field, String value) {
    var database = house.foundation().database();
    return TestFoundation.await(
        database.first(
            database.driver().getCollection(collection).countDocuments(Filters.eq(field, value))));
  }

  /** As if everything had last been touched so long ago. */
  private static void sweepAfter(Duration age) {
    Instant then = store.now().minus(age);
    touched("attachments", "changedAt", then);
    touched("attachment_parts", "at", then);
    touched("attachments.files", "uploadDate", then);
    TestFoundation.await(attachments.sweep());
  }

  private static void touched(String collection, String field, Instant then) {
    var database = house.foundation().database();
    TestFoundation.await(
        database.done(
            database
                .driver()
                .getCollection(collection)
                .updateMany(Filters.exists(field), Updates.set(field, then))));
  }

  private static boolean isThere(Attachment attachment) {
    return TestFoundation.await(store.find(attachment.id())).isPresent();
  }

  @Test
  void aFileThatNobodyGoesOnSendingGoesAfterADay() {
    Attachment half =
        TestFoundation.await(store.append(announced(draft()), new byte[] {1, 2})).orElseThrow();

    sweepAfter(Duration.ofHours(20));
    assertTrue(isThere(half));
    sweepAfter(Duration.ofHours(25));

    assertFalse(isThere(half));
    assertEquals(0, count("attachment_parts", "attachment", half.id()));
  }

  @Test
  void whatWasTakenAwayGoesAndWhatWasSentStays() {
    String request = draft();
    Attachment away = kept(request);
    Attachment sent = kept(request);
    desk.call(as(PHYSICIAN), "removeAttachment", away.id(), new JsonObject());
    int version =
        desk.call(as(PHYSICIAN), "getRequest", request, new JsonObject()).getInteger("version");
    desk.call(as(PHYSICIAN), "submitRequest", request, new JsonObject().put("version", version));

    sweepAfter(Duration.ofHours(2));

    assertFalse(isThere(away));
    assertEquals(0, count("attachments.chunks", "files_id", away.file()));
    assertTrue(isThere(sent));
    assertEquals(2, count("attachments.chunks", "files_id", sent.file()));
  }

  @Test
  void theFilesOfADraftThatWasThrownAwayGoWithIt() {
    String request = draft();
    Attachment file = kept(request);
    int version =
        desk.call(as(PHYSICIAN), "getRequest", request, new JsonObject()).getInteger("version");
    desk.call(
        as(PHYSICIAN),
        "cancelRequest",
        request,
        new JsonObject().put("version", version).put("reason", "made-in-error"));

    sweepAfter(Duration.ofHours(2));

    assertFalse(isThere(file));
  }

  @Test
  void bytesThatADeadServerWroteAndNothingNamesGo() {
    TestFoundation.await(store.files().write("nobody.1", "nobody", new byte[] {1, 2, 3}));

    sweepAfter(Duration.ofHours(2));

    assertEquals(0, count("attachments.files", "_id", "nobody.1"));
    assertEquals(0, count("attachments.chunks", "files_id", "nobody.1"));
  }
}
