package mx.interconsulta.platform.notice;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Something that happened and that some people's pages should know at once. It carries ids and
 * states only; the page reads the rest by HTTP, where reach and audit apply.
 *
 * @param people ids of the people to tell
 * @param type what happened, for example {@code request.submitted}
 * @param facts ids and states, never names or clinical text
 */
public record Notice(Set<String> people, String type, Map<String, String> facts) {
  public Notice {
    people = Set.copyOf(people);
    Objects.requireNonNull(type, "type");
    facts = Map.copyOf(facts);
  }
}
