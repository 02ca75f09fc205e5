package mx.interconsulta.media.synthetic;

/** Hears what a synthetic peer receives, on its loop; bytes are valid during the call. */
public interface SyntheticListener {

  /** Hears nothing. */
  SyntheticListener SILENT = new SyntheticListener() {};

  default void onRtp(byte[] buffer, int offset, int length, long arrivalNanos) {}

  default void onRtcp(byte[] buffer, int offset, int length, long arrivalNanos) {}
}
