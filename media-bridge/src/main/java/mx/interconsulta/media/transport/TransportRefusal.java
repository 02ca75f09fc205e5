package mx.interconsulta.media.transport;

/** Why a participant could not be registered. */
public final class TransportRefusal extends RuntimeException {

  /** The reasons. */
  public enum Reason {
    /** As many participants as the limits allow. */
    FULL,
    /** The port is closed. */
    CLOSED
  }

  private final Reason reason;

  public TransportRefusal(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
