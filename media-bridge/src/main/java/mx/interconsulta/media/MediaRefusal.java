package mx.interconsulta.media;

import java.util.Objects;

/** Why a bridge would not do what it was asked. Sent to the page as a typed error. */
public final class MediaRefusal extends RuntimeException {

  /** The reasons, each documented in docs/signaling-protocol.md. */
  public enum Code {
    ROOM_EXISTS("media-room-exists"),
    ROOM_CLOSED("media-room-closed"),
    ROOM_FULL("media-room-full"),
    DRAINING("media-draining"),
    NOT_IN_ROOM("media-not-in-room"),
    MAY_NOT_SEND("media-may-not-send"),
    TOO_MANY_SOURCES("media-too-many-sources"),
    UNKNOWN_SOURCE("media-unknown-source"),
    UNEXPECTED("media-unexpected"),
    BAD_DESCRIPTION("media-bad-description"),
    NOT_CAPABLE("media-not-capable");

    private final String token;

    Code(String token) {
      this.token = token;
    }

    public String token() {
      return token;
    }
  }

  private final Code code;

  public MediaRefusal(Code code) {
    super(Objects.requireNonNull(code, "code").token(), null, false, false);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
