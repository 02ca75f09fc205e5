package mx.interconsulta.platform.operation;

import java.util.Objects;
import java.util.Set;

/**
 * Whom and what a document concerns: read before the handler runs, so that reach is decided in one
 * place and not in each handler.
 *
 * @param document the document itself, handed on to the handler so that it is not read twice
 * @param units ids of the units it concerns
 * @param people ids of the people who take part in it
 * @param specialties ids of the specialties it concerns
 * @param patients ids of the patients in it
 */
public record Footprint(
    Object document,
    Set<String> units,
    Set<String> people,
    Set<String> specialties,
    Set<String> patients) {
  public Footprint {
    Objects.requireNonNull(document, "document");
    units = Set.copyOf(units);
    people = Set.copyOf(people);
    specialties = Set.copyOf(specialties);
    patients = Set.copyOf(patients);
  }
}
