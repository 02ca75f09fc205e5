package mx.interconsulta.platform.database;

/** What kind of server the data is in. */
public enum DatabaseKind {
  /** The embedded server inside this process. Not for production. */
  EMBEDDED,
  /** The embedded server as a process of its own ({@code bin/run database}). Not for production. */
  EMBEDDED_PROCESS,
  /** A server that MONGODB_URI names. */
  MONGODB;

  /** Whether this is the embedded server, wherever it runs. */
  public boolean isEmbedded() {
    return this != MONGODB;
  }
}
