package mx.interconsulta.platform.operation;

import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.conversions.Bson;

/** Decides, without side effects, whether and through which grant a principal is let in. */
public final class Admission {
  private Admission() {}

  /** The first grant whose role may call at all; empty is a 403. */
  public static Optional<Grant> byRole(Reach reach, Principal principal) {
    return principal.grants().stream()
        .filter(grant -> reach.roles().contains(grant.role()))
        .findFirst();
  }

  /** The first grant that reaches the document; empty is a 404. */
  public static Optional<Grant> toDocument(
      Reach.Document reach, Principal principal, Footprint footprint) {
    return principal.grants().stream()
        .filter(
            grant -> {
              Reach.Rule rule = reach.rules().get(grant.role());
              return rule != null && rule.reaches(principal, grant, footprint);
            })
        .findFirst();
  }

  /** The union of what the principal's grants may list. Matches nothing when there is none. */
  public static Bson scope(Reach.Listing reach, Principal principal) {
    Map<String, Reach.Scope> scopes = reach.scopes();
    List<Bson> filters = new ArrayList<>();
    for (Grant grant : principal.grants()) {
      Reach.Scope scope = scopes.get(grant.role());
      if (scope != null) {
        filters.add(scope.filter(principal, grant));
      }
    }
    return filters.isEmpty() ? Filters.in("_id", List.of()) : Filters.or(filters);
  }
}
