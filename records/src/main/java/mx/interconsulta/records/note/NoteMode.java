package mx.interconsulta.records.note;

import java.util.Locale;

/** How an answer was reached. Part of what is signed. */
enum NoteMode {
  VIDEO,
  WRITTEN,
  TELEPHONE;

  /** As the API and the signed bytes say it. */
  String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}
