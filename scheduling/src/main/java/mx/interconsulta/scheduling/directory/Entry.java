package mx.interconsulta.scheduling.directory;

/** A directory document: a natural or client-made id and a version that grows with each change. */
public interface Entry {
  String id();

  Integer version();
}
