package mx.interconsulta.media.transport;

/** A port could not be bound: says which address, and why, in one line for whoever starts us. */
public final class BindFailure extends RuntimeException {

  public BindFailure(String what, Throwable cause) {
    super("media: cannot bind " + what + ": " + cause.getMessage(), cause);
  }
}
