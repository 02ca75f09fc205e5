package mx.interconsulta.platform.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All operations of the product, by operationId. Modules contribute, {@code server} mounts. Filled
 * once at start on one thread, read-only afterwards.
 */
public final class OperationTable {
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  /** Adds a module's operations; a second operation of one id fails. */
  public OperationTable add(Collection<Operation> contributed) {
    for (Operation operation : contributed) {
      if (operations.putIfAbsent(operation.id(), operation) != null) {
        throw new IllegalArgumentException("two operations are called " + operation.id());
      }
    }
    return this;
  }

  /** The operation of this id. */
  public Optional<Operation> find(String id) {
    return Optional.ofNullable(operations.get(id));
  }

  /** All operations in the order they were contributed. */
  public Collection<Operation> all() {
    return Collections.unmodifiableCollection(operations.values());
  }

  /**
   * Holds the table against the ids of the OpenAPI document. The start fails when a documented
   * operation has no declaration or a declared one is not documented.
   *
   * @throws IllegalStateException naming every difference
   */
  public void mustMatch(Set<String> documented) {
    Set<String> undeclared = new TreeSet<>(documented);
    undeclared.removeAll(operations.keySet());
    Set<String> undocumented = new TreeSet<>(operations.keySet());
    undocumented.removeAll(documented);
    List<String> faults = new ArrayList<>();
    if (!undeclared.isEmpty()) {
      faults.add("documented without a handler: " + String.join(", ", undeclared));
    }
    if (!undocumented.isEmpty()) {
      faults.add("declared but not in the OpenAPI document: " + String.join(", ", undocumented));
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException(String.join("; ", faults));
    }
  }
}
