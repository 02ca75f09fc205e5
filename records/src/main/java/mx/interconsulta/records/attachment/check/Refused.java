package mx.interconsulta.records.attachment.check;

import java.util.Objects;

/**
 * A file that is not taken, with the code of the sentence that says why. Carries nothing of the
 * file.
 */
public final class Refused extends Exception {
  /** Neither a JPEG or PNG photograph nor a PDF, whatever its name says. */
  public static final String KIND = "file-kind";

  /** A photograph as iPhones keep it, which no other program of a hospital shows. */
  public static final String HEIC = "file-heic";

  /** It begins as what it is and does not go on so: cut off, or changed. */
  public static final String DAMAGED = "file-damaged";

  /** It unfolds into more than can be looked at safely. */
  public static final String TOO_MUCH = "file-too-much";

  /** A PDF that opens only with a password. */
  public static final String LOCKED = "file-locked";

  private final String code;

  public Refused(String code) {
    super(code, null, false, false);
    this.code = Objects.requireNonNull(code, "code");
  }

  public String code() {
    return code;
  }
}
