package mx.interconsulta.scheduling.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mx.interconsulta.platform.problem.Problem;

/**
 * What is wrong with which field of a body, all at once. Each fault is {@code path} (JSON Pointer),
 * {@code code} (a sentence in the bundle) and open facts such as a range; never the value itself.
 */
public final class Faults {
  private final List<Map<String, Object>> fields = new ArrayList<>();

  /** Notes a fault. */
  public Faults add(String path, String code) {
    return add(path, code, Map.of());
  }

  /** Notes a fault with facts that its sentence names. */
  public Faults add(String path, String code, Map<String, Object> facts) {
    Map<String, Object> fault = new HashMap<>(facts);
    fault.put("path", path);
    fault.put("code", code);
    fields.add(Map.copyOf(fault));
    return this;
  }

  /** Notes a fault unless the condition holds. */
  public Faults unless(boolean holds, String path, String code) {
    return holds ? this : add(path, code);
  }

  public Faults addAll(Faults others) {
    fields.addAll(others.fields);
    return this;
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  public List<Map<String, Object>> fields() {
    return List.copyOf(fields);
  }

  /** Fails with 422 and every fault, if there is one. */
  public void orThrow(String problem) {
    if (!fields.isEmpty()) {
      throw Problem.invalid(problem, Map.of("fields", fields()));
    }
  }
}
