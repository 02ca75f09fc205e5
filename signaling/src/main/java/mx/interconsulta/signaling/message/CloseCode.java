package mx.interconsulta.signaling.message;

/** How a WebSocket ends. Each is documented in docs/signaling-protocol.md. */
public enum CloseCode {
  SERVER_STOPPING(1001, true),
  BEYOND_LIMIT(1009, false),
  INTERNAL(1011, true),
  MISBEHAVED(4400, false),
  SIGNED_OUT(4401, false),
  FORBIDDEN(4403, false),
  VERSION(4406, false),
  SILENT(4408, true),
  RESUMED_ELSEWHERE(4409, false),
  TOO_LARGE(4413, false),
  TOO_FREQUENT(4429, true),
  TOO_MANY(4430, true),
  TOO_SLOW(4431, true);

  private final int code;
  private final boolean retry;

  CloseCode(int code, boolean retry) {
    this.code = code;
    this.retry = retry;
  }

  /** RFC 6455 close code. */
  public int code() {
    return code;
  }

  /** Whether a page connects again by itself. */
  public boolean retry() {
    return retry;
  }

  /** The {@code bye} that comes before the close. */
  public ServerMessage.Bye bye(String reason) {
    return new ServerMessage.Bye(reason, code, retry);
  }
}
