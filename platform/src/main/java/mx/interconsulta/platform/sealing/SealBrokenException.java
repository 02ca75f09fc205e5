package mx.interconsulta.platform.sealing;

/** A sealed field that does not open: changed, moved, or sealed under another key. */
public final class SealBrokenException extends RuntimeException {
  public SealBrokenException(FieldAddress address, Throwable cause) {
    super("the seal of " + address.collection() + "." + address.field() + " does not open", cause);
  }
}
