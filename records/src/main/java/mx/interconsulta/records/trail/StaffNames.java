package mx.interconsulta.records.trail;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;

/** The names of staff, for whoever reads the trail: an id alone tells an auditor nobody. */
@FunctionalInterface
public interface StaffNames {
  /** Titles and names by id, also of those who have left; unknown ids are left out. */
  Future<Map<String, String>> of(Set<String> persons);
}
