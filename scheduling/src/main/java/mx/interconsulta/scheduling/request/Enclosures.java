package mx.interconsulta.scheduling.request;

import io.vertx.core.Future;
import java.util.List;

/** The files that go with requests; kept by the module above, which knows their bytes. */
public interface Enclosures {

  /** No files at all, until somebody keeps them. */
  static Enclosures none() {
    return (request, author) -> Future.succeededFuture(List.of());
  }

  /**
   * The files that its author has put with the request and not taken away again, oldest first.
   * Fails with {@code files-uploading} (409) while one of them has not arrived whole.
   */
  Future<List<Enclosure>> of(String request, String author);
}
