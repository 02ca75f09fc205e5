package mx.interconsulta.records.attachment;

import io.vertx.core.Future;
import java.util.List;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.records.note.NoteFiles;
import mx.interconsulta.scheduling.request.Enclosure;
import mx.interconsulta.scheduling.request.Enclosures;

/**
 * The files that somebody has put with a request or a note, for what is submitted and signed. It
 * stands on the database alone, so that notes can be opened over it and the attachments, whose
 * reach asks for notes, over both.
 */
public final class KeptFiles implements NoteFiles {
  private final AttachmentStore store;

  private KeptFiles(AttachmentStore store) {
    this.store = store;
  }

  /** Opens the files; completes when their indexes stand. */
  public static Future<KeptFiles> open(Foundation foundation) {
    AttachmentStore store = new AttachmentStore(foundation);
    return store.index().map(done -> new KeptFiles(store));
  }

  AttachmentStore store() {
    return store;
  }

  /** Those of requests. */
  Enclosures ofRequests() {
    return (request, author) -> whole(request, Attachment.REQUEST, author);
  }

  @Override
  public Future<List<Enclosure>> of(String request, String author) {
    return whole(request, Attachment.NOTE, author);
  }

  private Future<List<Enclosure>> whole(String request, String side, String author) {
    return store
        .of(request, side, author)
        .map(
            found -> {
              if (!found.stream().allMatch(Attachment::isKept)) {
                throw new Problem(409, "files-uploading");
              }
              return found.stream().map(store::enclosure).toList();
            });
  }
}
