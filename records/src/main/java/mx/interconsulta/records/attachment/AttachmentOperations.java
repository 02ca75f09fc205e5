package mx.interconsulta.records.attachment;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.records.attachment.check.ContentChecks;
import mx.interconsulta.records.note.Notes;
import mx.interconsulta.scheduling.request.RequestCase;
import mx.interconsulta.scheduling.request.RequestState;

/** The operations of attachments, as records.yaml describes them. Thread-safe. */
final class AttachmentOperations {
  static final long MOST_BYTES = 15L * 1024 * 1024;
  private static final int LONGEST_NAME = 120;

  /** While a request is in one of these, its author may put files with it. */
  private static final Set<RequestState> OPEN =
      Set.of(
          RequestState.DRAFT,
          RequestState.RETURNED,
          RequestState.ACCEPTED,
          RequestState.SCHEDULED,
          RequestState.IN_CONSULTATION);

  private static final Map<String, String> ENDINGS =
      Map.of("image/jpeg", "jpg", "image/png", "png", "application/pdf", "pdf");

  private final AttachmentStore store;
  private final AttachmentReach reach;
  private final ContentChecks checks;
  private final Notes notes;

  AttachmentOperations(
      AttachmentStore store, AttachmentReach reach, ContentChecks checks, Notes notes) {
    this.store = store;
    this.reach = reach;
    this.checks = checks;
    this.notes = notes;
  }

  List<Operation> all() {
    AuditPurpose writing = AuditPurpose.perSitting("attachment.write");
    AuditPurpose reading = AuditPurpose.perSitting("attachment.read");
    return List.of(
        new Operation("listAttachments", reading, reach.onRequest(), (Handler.Json) this::list),
        new Operation("beginAttachment", writing, reach.onRequest(), (Handler.Json) this::begin),
        new Operation("getAttachment", reading, reach.owning(), (Handler.Json) this::get),
        new Operation("sendAttachment", writing, reach.owning(), (Handler.StreamIn) this::send),
        new Operation("removeAttachment", writing, reach.owning(), (Handler.Json) this::remove),
        new Operation("readAttachment", reading, reach.reading(), (Handler.StreamOut) this::read),
        new Operation(
            "readAttachmentThumbnail",
            reading,
            reach.reading(),
            (Handler.StreamOut) this::readThumbnail));
  }

  private Future<Answer> list(Call call) {
    RequestCase request = call.document(RequestCase.class);
    String side = call.query("side").orElse(Attachment.REQUEST);
    return store
        .of(request.id(), side, call.principal().person())
        .map(
            found -> {
              JsonArray items = new JsonArray();
              found.forEach(each -> items.add(view(each)));
              return Answer.ok(new JsonObject().put("items", items), patients(call));
            });
  }

  private Future<Answer> begin(Call call) {
    RequestCase request = call.document(RequestCase.class);
    JsonObject body = call.body();
    String person = call.principal().person();
    String side = body.getString("side");
    if (body.getLong("size") > MOST_BYTES) {
      throw new Problem(413, "file-too-large", Map.of("limit", MOST_BYTES / 1024 / 1024));
    }
    String id = call.path("attachment");
    return mayPut(request, side, person)
        .compose(open -> store.find(id))
        .compose(
            there ->
                there.isPresent()
                    ? Future.succeededFuture(same(there.get(), request, side, person))
                    : store
                        .insert(announced(id, request, side, person, body))
                        .map(
                            made ->
                                made.orElseThrow(
                                    () ->
                                        Problem.conflict(
                                            "files-too-many",
                                            Map.of("limit", AttachmentStore.MOST)))))
        .map(begun -> Answer.ok(view(begun), patients(call)));
  }

  /** Announcing again what was announced is harmless; another's id is not there for them. */
  private static Attachment same(
      Attachment there, RequestCase request, String side, String person) {
    boolean mine =
        there.author().equals(person)
            && there.request().equals(request.id())
            && there.side().equals(side)
            && there.removedAt() == null;
    if (!mine) {
      throw Problem.notFound();
    }
    return there;
  }

  private Attachment announced(
      String id, RequestCase request, String side, String person, JsonObject body) {
    return new Attachment(
        id,
        request.id(),
        side,
        person,
        request.patient(),
        Attachment.ARRIVING,
        null,
        store.sealName(id, tidy(body.getString("name"))),
        body.getLong("size"),
        0L,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The last part of a path, without what cannot be shown. */
  static String tidy(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String shown = last.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]", "").strip();
    String tidy = shown.isEmpty() ? "archivo" : shown;
    return tidy.length() <= LONGEST_NAME ? tidy : tidy.substring(tidy.length() - LONGEST_NAME);
  }

  private Future<Answer> get(Call call) {
    AttachmentReach.Found found = call.document(AttachmentReach.Found.class);
    if (found.attachment().removedAt() != null) {
      throw Problem.notFound();
    }
    return Future.succeededFuture(Answer.ok(view(found.attachment()), patients(call)));
  }

  private Future<Answer> send(Call call, ReadStream<Buffer> body) {
    AttachmentReach.Found found = call.document(AttachmentReach.Found.class);
    Attachment attachment = found.attachment();
    if (attachment.removedAt() != null) {
      throw Problem.notFound();
    }
    if (attachment.isKept()) {
      return Future.succeededFuture(Answer.ok(view(attachment), patients(call)));
    }
    long offset = Long.parseLong(call.header("Upload-Offset").orElse("0"));
    if (offset != attachment.received()) {
      throw offset(attachment);
    }
    return mayPut(found.request(), attachment.side(), attachment.author())
        .compose(open -> Arrival.of(store, attachment, body))
        .compose(
            came -> came.received() < came.size() ? Future.succeededFuture(came) : checked(came))
        .map(came -> Answer.ok(view(came), patients(call)));
  }

  private static Problem offset(Attachment attachment) {
    return Problem.conflict("file-offset", Map.of("offset", attachment.received()));
  }

  /** It is here whole: it is kept, or nothing of it is. */
  private Future<Attachment> checked(Attachment whole) {
    return store
        .arrived(whole)
        .compose(checks::check)
        .compose(checked -> store.keep(whole, checked))
        .recover(
            failure ->
                failure instanceof Problem problem && problem.status() == 422
                    ? store.erase(whole).compose(gone -> Future.failedFuture(problem))
                    : Future.failedFuture(failure))
        .compose(
            kept ->
                kept.isPresent()
                    ? filesChanged(kept.get()).map(kept.get())
                    : store.find(whole.id()).map(now -> now.orElseThrow(Problem::notFound)));
  }

  private Future<Void> filesChanged(Attachment attachment) {
    return attachment.isOfNote()
        ? notes.filesChanged(attachment.request(), attachment.author())
        : Future.succeededFuture();
  }

  private Future<Answer> remove(Call call) {
    AttachmentReach.Found found = call.document(AttachmentReach.Found.class);
    Attachment attachment = found.attachment();
    if (attachment.removedAt() != null) {
      return Future.succeededFuture(Answer.done(patients(call)));
    }
    if (!attachment.isKept()) {
      return store.erase(attachment).map(gone -> Answer.done(patients(call)));
    }
    boolean writing =
        found.request().state() == RequestState.DRAFT
            || found.request().state() == RequestState.RETURNED;
    if (found.sent() && !(writing && !attachment.isOfNote())) {
      throw new Problem(409, "file-sent");
    }
    return mayPut(found.request(), attachment.side(), attachment.author())
        .compose(open -> store.remove(attachment))
        .compose(gone -> filesChanged(attachment))
        .map(gone -> Answer.done(patients(call)));
  }

  /** Whether this side still takes files of this person; fails with why not. */
  private Future<Void> mayPut(RequestCase request, String side, String person) {
    if (Attachment.REQUEST.equals(side)) {
      boolean open = request.requester().person().equals(person) && OPEN.contains(request.state());
      return open ? Future.succeededFuture() : Future.failedFuture(closed());
    }
    boolean attends =
        request.attending() != null
            && request.attending().person().equals(person)
            && request.answer() == null
            && OPEN.contains(request.state());
    return attends
        ? notes
            .isSigned(request.id())
            .compose(signed -> signed ? Future.failedFuture(closed()) : Future.succeededFuture())
        : Future.failedFuture(closed());
  }

  private static Problem closed() {
    return new Problem(409, "files-closed");
  }

  private Future<Handler.Download> read(Call call) {
    Attachment attachment = kept(call);
    return Future.succeededFuture(
        new Handler.Download(
            attachment.mediaType(),
            "archivo." + ENDINGS.getOrDefault(attachment.mediaType(), "bin"),
            attachment.bytes(),
            (from, to) ->
                Future.succeededFuture(
                    store.files().read(attachment.file(), attachment.bytes(), from, to)),
            patients(call)));
  }

  private Future<Handler.Download> readThumbnail(Call call) {
    Attachment attachment = kept(call);
    if (attachment.thumbnail() == null) {
      throw Problem.notFound();
    }
    return store
        .files()
        .length(attachment.thumbnail())
        .map(length -> length.orElseThrow(Problem::notFound))
        .map(
            length ->
                new Handler.Download(
                    "image/jpeg",
                    "archivo.jpg",
                    length,
                    (from, to) ->
                        Future.succeededFuture(
                            store.files().read(attachment.thumbnail(), length, from, to)),
                    patients(call)));
  }

  private static Attachment kept(Call call) {
    Attachment attachment = call.document(AttachmentReach.Found.class).attachment();
    if (!attachment.isKept()) {
      throw Problem.notFound();
    }
    return attachment;
  }

  private static Set<String> patients(Call call) {
    return call.footprint().patients();
  }

  /** Schema {@code Attachment}. */
  private JsonObject view(Attachment attachment) {
    JsonObject view =
        new JsonObject()
            .put("id", attachment.id())
            .put("side", attachment.side())
            .put("state", attachment.state())
            .put("name", store.name(attachment))
            .put("size", attachment.size())
            .put("offset", attachment.received());
    return attachment.isKept() ? view.put("file", store.enclosure(attachment).asJson()) : view;
  }
}
