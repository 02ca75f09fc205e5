package mx.interconsulta.records.attachment;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.file.SealedFiles;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.records.attachment.check.Checked;
import mx.interconsulta.records.canonical.CanonicalJson;
import mx.interconsulta.scheduling.request.Enclosure;
import org.bson.conversions.Bson;

/**
 * Attachments in the database. Every change of one is one conditional write; bytes are written
 * before the attachment names them, so that what it names is whole. Safe from any context.
 */
final class AttachmentStore {
  /** How many go with a request, and how many with a note. */
  static final int MOST = 10;

  private final Database database;
  private final FieldSealing sealing;
  private final Foundation foundation;
  private final SealedFiles files;
  private final MongoCollection<Attachment> attachments;
  private final MongoCollection<AttachmentPart> parts;

  AttachmentStore(Foundation foundation) {
    this.foundation = foundation;
    this.database = foundation.database();
    this.sealing = foundation.sealing();
    this.files = new SealedFiles(foundation, Attachment.COLLECTION);
    this.attachments = database.collection(Attachment.COLLECTION, Attachment.class);
    this.parts = database.collection(AttachmentPart.COLLECTION, AttachmentPart.class);
  }

  Future<Void> index() {
    return SealedFiles.indexes(Indexes.declare(), Attachment.COLLECTION)
        .uniqueSparse(Attachment.COLLECTION, "slot")
        .index(Attachment.COLLECTION, "request")
        .index(Attachment.COLLECTION, "loose", "changedAt")
        .index(AttachmentPart.COLLECTION, "attachment")
        .index(AttachmentPart.COLLECTION, "at")
        .create(database);
  }

  SealedFiles files() {
    return files;
  }

  Future<Optional<Attachment>> find(String id) {
    return database.first(attachments.find(Filters.eq("_id", id))).map(Optional::ofNullable);
  }

  /** What somebody has put with a request or a note and not taken away, the oldest first. */
  Future<List<Attachment>> of(String request, String side, String author) {
    return database.all(
        attachments
            .find(
                Filters.and(
                    Filters.eq("request", request),
                    Filters.eq("side", side),
                    Filters.eq("author", author),
                    Filters.exists("removedAt", false)))
            .sort(Sorts.ascending("createdAt", "_id"))
            .limit(MOST));
  }

  /**
   * Inserts an announced one in the first free place; empty when there is none, or the id taken.
   */
  Future<Optional<Attachment>> insert(Attachment announced) {
    return insert(announced, 0);
  }

  private Future<Optional<Attachment>> insert(Attachment announced, int place) {
    if (place == MOST) {
      return Future.succeededFuture(Optional.empty());
    }
    Attachment placed =
        new Attachment(
            announced.id(),
            announced.request(),
            announced.side(),
            announced.author(),
            announced.patient(),
            announced.state(),
            slot(announced, place),
            announced.name(),
            announced.size(),
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
            now(),
            now(),
            null,
            true);
    return database
        .done(attachments.insertOne(placed))
        .map(Optional.of(placed))
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? find(announced.id())
                        .compose(
                            there ->
                                there.isPresent()
                                    ? Future.succeededFuture(Optional.<Attachment>empty())
                                    : insert(announced, place + 1))
                    : Future.failedFuture(failure));
  }

  private static String slot(Attachment announced, int place) {
    return announced.request() + "/" + announced.side() + "/" + announced.author() + "/" + place;
  }

  /** Keeps a part that follows what has arrived; empty when something else has meanwhile. */
  Future<Optional<Attachment>> append(Attachment base, byte[] bytes) {
    String id = UUID.randomUUID().toString();
    AttachmentPart part =
        new AttachmentPart(
            id, base.id(), now(), sealing.sealBytes(AttachmentPart.bytesOf(id, base.id()), bytes));
    return database
        .done(parts.insertOne(part))
        .compose(
            kept ->
                change(
                    Filters.and(
                        Filters.eq("_id", base.id()),
                        Filters.eq("state", Attachment.ARRIVING),
                        Filters.eq("received", base.received())),
                    Updates.combine(
                        Updates.inc("received", (long) bytes.length),
                        Updates.push("parts", id),
                        Updates.set("changedAt", now()))))
        .compose(
            changed ->
                changed.isPresent()
                    ? Future.succeededFuture(changed)
                    : database
                        .done(parts.deleteOne(Filters.eq("_id", id)))
                        .map(Optional.<Attachment>empty()));
  }

  private Future<Optional<Attachment>> change(Bson filter, Bson change) {
    return database
        .first(
            attachments.findOneAndUpdate(
                filter, change, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .map(Optional::ofNullable);
  }

  /** All that has arrived, put together. */
  Future<byte[]> arrived(Attachment attachment) {
    List<String> ids = attachment.parts() == null ? List.of() : attachment.parts();
    return database
        .all(parts.find(Filters.in("_id", ids)))
        .map(
            found -> {
              Map<String, AttachmentPart> byId = new HashMap<>();
              found.forEach(part -> byId.put(part.id(), part));
              ByteArrayOutputStream whole = new ByteArrayOutputStream();
              for (String id : ids) {
                whole.writeBytes(
                    sealing.openBytes(
                        AttachmentPart.bytesOf(id, attachment.id()), byId.get(id).bytes()));
              }
              return whole.toByteArray();
            });
  }

  /** Writes what may be kept and names it; empty when the attachment was taken away meanwhile. */
  Future<Optional<Attachment>> keep(Attachment arrived, Checked checked) {
    String file = arrived.id() + "." + UUID.randomUUID();
    String small = checked.thumbnail().length == 0 ? null : file + ".thumbnail";
    Future<Void> written = files.write(file, arrived.id(), checked.bytes());
    if (small != null) {
      written = written.compose(done -> files.write(small, arrived.id(), checked.thumbnail()));
    }
    return written
        .compose(
            done ->
                change(
                    Filters.and(
                        Filters.eq("_id", arrived.id()), Filters.eq("state", Attachment.ARRIVING)),
                    kept(checked, file, small)))
        .compose(
            kept ->
                kept.isPresent()
                    ? dropParts(arrived.id()).map(kept)
                    : dropFile(file, small).map(kept));
  }

  private Bson kept(Checked checked, String file, String small) {
    boolean document = checked.pages() > 0;
    Bson facts =
        Updates.combine(
            Updates.set("state", Attachment.KEPT),
            Updates.set("mediaType", checked.mediaType()),
            Updates.set("bytes", (long) checked.bytes().length),
            Updates.set("hash", CanonicalJson.sha256(checked.bytes())),
            Updates.set("file", file),
            Updates.set("changedAt", now()),
            Updates.unset("parts"),
            document
                ? Updates.set("pages", checked.pages())
                : Updates.combine(
                    Updates.set("width", checked.width()),
                    Updates.set("height", checked.height())));
    return small == null ? facts : Updates.combine(facts, Updates.set("thumbnail", small));
  }

  /** Its author takes it away; what names it already keeps it. */
  Future<Void> remove(Attachment attachment) {
    return change(
            Filters.eq("_id", attachment.id()),
            Updates.combine(Updates.set("removedAt", now()), Updates.unset("slot")))
        .mapEmpty();
  }

  /** Leaves nothing of it. */
  Future<Void> erase(Attachment attachment) {
    return database
        .done(attachments.deleteOne(Filters.eq("_id", attachment.id())))
        .compose(done -> dropParts(attachment.id()))
        .compose(
            done ->
                attachment.file() == null
                    ? Future.succeededFuture()
                    : dropFile(attachment.file(), attachment.thumbnail()));
  }

  private Future<Void> dropParts(String attachment) {
    return database.done(parts.deleteMany(Filters.eq("attachment", attachment)));
  }

  private Future<Void> dropFile(String file, String small) {
    return files
        .delete(file)
        .compose(done -> small == null ? Future.succeededFuture() : files.delete(small));
  }

  /** Loose ones that have not changed since before an instant, the oldest first. */
  Future<List<Attachment>> looseSince(Instant before, int limit) {
    return database.all(
        attachments
            .find(Filters.and(Filters.eq("loose", true), Filters.lt("changedAt", before)))
            .sort(Sorts.ascending("changedAt"))
            .limit(limit));
  }

  /** Something names it: the sweep need not look at it again. */
  Future<Void> bind(Attachment attachment) {
    return database.done(
        attachments.updateOne(Filters.eq("_id", attachment.id()), Updates.unset("loose")));
  }

  /** Not now, but perhaps later: it goes behind the others. */
  Future<Void> lookAgain(Attachment attachment) {
    return database.done(
        attachments.updateOne(
            Filters.and(Filters.eq("_id", attachment.id()), Filters.eq("loose", true)),
            Updates.set("changedAt", now())));
  }

  /** Parts that came before an instant and whose attachment is gone or kept. */
  Future<Void> dropLooseParts(Instant before, int limit) {
    return database
        .all(parts.find(Filters.lt("at", before)).sort(Sorts.ascending("at")).limit(limit))
        .compose(
            old -> {
              Future<Void> done = Future.succeededFuture();
              for (AttachmentPart part : old) {
                done =
                    done.compose(next -> find(part.attachment()))
                        .compose(
                            owner ->
                                owner.filter(there -> !there.isKept()).isPresent()
                                    ? Future.succeededFuture()
                                    : database.done(parts.deleteOne(Filters.eq("_id", part.id()))));
              }
              return done;
            });
  }

  /** The file as a version, an answer or a note names it. */
  Enclosure enclosure(Attachment kept) {
    return new Enclosure(
        kept.id(),
        name(kept),
        kept.mediaType(),
        kept.bytes(),
        kept.hash(),
        kept.width(),
        kept.height(),
        kept.pages());
  }

  String name(Attachment attachment) {
    return sealing.open(Attachment.nameOf(attachment.id()), attachment.name());
  }

  mx.interconsulta.platform.sealing.Sealed sealName(String id, String name) {
    return sealing.seal(Attachment.nameOf(id), name);
  }

  Instant now() {
    return foundation.timers().clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
