package mx.interconsulta.records.note;

import io.vertx.core.Future;
import java.util.List;
import mx.interconsulta.scheduling.request.Enclosure;

/** The files that go with notes; kept by whoever knows their bytes. */
public interface NoteFiles {

  /** No files at all: for notes that nobody has put any with. */
  static NoteFiles none() {
    return (request, author) -> Future.succeededFuture(List.of());
  }

  /**
   * The files that the author has put with the note of a request and not taken away again, oldest
   * first. Fails with {@code files-uploading} (409) while one of them has not arrived whole.
   */
  Future<List<Enclosure>> of(String request, String author);
}
