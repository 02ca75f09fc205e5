package mx.interconsulta.platform.operation;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.conversions.Bson;

/**
 * How far an operation reaches and for whom. Every operation declares exactly one; an operation
 * without one cannot be built, so deny by default is structure and not discipline.
 */
public sealed interface Reach {

  /** The roles that may call; empty when no role is asked for. */
  Set<String> roles();

  /** Open to a caller who has not signed in: sign-in itself, health, the API document. */
  record Anyone() implements Reach {
    @Override
    public Set<String> roles() {
      return Set.of();
    }
  }

  /** Any signed-in person, about themselves or about what every signed-in person may read. */
  record SignedIn() implements Reach {
    @Override
    public Set<String> roles() {
      return Set.of();
    }
  }

  /** One of the roles, for operations that concern no particular document (create, a catalogue). */
  record Holders(Set<String> roles) implements Reach {
    public Holders {
      roles = Set.copyOf(roles);
      if (roles.isEmpty()) {
        throw new IllegalArgumentException("name at least one role");
      }
    }
  }

  /**
   * A list: each role contributes the filter of one of its grants, and the handler's query must
   * include their union, {@link Call#scope()}. The table fails an answer whose handler never asked
   * for it.
   */
  record Listing(Map<String, Scope> scopes) implements Reach {
    public Listing {
      scopes = Map.copyOf(scopes);
      if (scopes.isEmpty()) {
        throw new IllegalArgumentException("name at least one role");
      }
    }

    @Override
    public Set<String> roles() {
      return scopes.keySet();
    }
  }

  /**
   * One document: the look-up runs before the handler; a document no rule reaches is a 404, as is
   * one that is not there.
   */
  record Document(Lookup lookup, Map<String, Rule> rules) implements Reach {
    public Document {
      rules = Map.copyOf(rules);
      if (rules.isEmpty()) {
        throw new IllegalArgumentException("name at least one role");
      }
    }

    @Override
    public Set<String> roles() {
      return rules.keySet();
    }
  }

  /** The filter that one grant of a principal contributes to a list. */
  @FunctionalInterface
  interface Scope {
    Bson filter(Principal principal, Grant grant);
  }

  /** Finds what a call is about; empty when there is no such document. */
  @FunctionalInterface
  interface Lookup {
    Future<Optional<Footprint>> find(Call call);
  }

  /** Whether one grant of a principal reaches a document. */
  @FunctionalInterface
  interface Rule {
    boolean reaches(Principal principal, Grant grant, Footprint footprint);

    /** Either rule suffices. */
    default Rule or(Rule other) {
      return (principal, grant, footprint) ->
          reaches(principal, grant, footprint) || other.reaches(principal, grant, footprint);
    }

    /** Both rules are needed. */
    default Rule and(Rule other) {
      return (principal, grant, footprint) ->
          reaches(principal, grant, footprint) && other.reaches(principal, grant, footprint);
    }

    /** The caller takes part in the document. */
    static Rule takesPart() {
      return (principal, grant, footprint) -> footprint.people().contains(principal.person());
    }

    /** The document concerns the grant's unit. */
    static Rule sameUnit() {
      return (principal, grant, footprint) -> footprint.units().contains(grant.unit());
    }

    /** The document concerns one of the grant's specialties. */
    static Rule sameSpecialty() {
      return (principal, grant, footprint) ->
          footprint.specialties().stream().anyMatch(grant.specialties()::contains);
    }

    /** Every document: for roles of the whole network. */
    static Rule everything() {
      return (principal, grant, footprint) -> true;
    }
  }
}
