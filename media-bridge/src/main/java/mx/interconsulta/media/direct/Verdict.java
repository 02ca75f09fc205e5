package mx.interconsulta.media.direct;

import java.util.Optional;
import mx.interconsulta.media.MediaRefusal;

/** What became of a page's message: taken (or overtaken, which is no fault), or refused. */
record Verdict(Optional<MediaRefusal.Code> refusal) {
  static final Verdict TAKEN = new Verdict(Optional.empty());
  static final Verdict OVERTAKEN = new Verdict(Optional.empty());
  static final Verdict UNEXPECTED = new Verdict(Optional.of(MediaRefusal.Code.UNEXPECTED));
  static final Verdict BAD_DESCRIPTION =
      new Verdict(Optional.of(MediaRefusal.Code.BAD_DESCRIPTION));
}
