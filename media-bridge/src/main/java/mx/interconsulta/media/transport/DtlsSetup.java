package mx.interconsulta.media.transport;

/** {@code a=setup} of RFC 8842. */
public enum DtlsSetup {
  ACTIVE,
  PASSIVE,
  ACTPASS
}
