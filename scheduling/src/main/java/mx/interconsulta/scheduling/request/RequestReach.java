package mx.interconsulta.scheduling.request;

import com.mongodb.client.model.Filters;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.scheduling.directory.Roles;
import org.bson.conversions.Bson;

/**
 * Who reaches a request and as whom. {@code docs/request-states.md} says why. Drafts are reached by
 * their author alone.
 */
final class RequestReach {
  private static final String DRAFT = RequestState.DRAFT.name();

  /** States in which a request is part of the record, readable from any hospital. */
  private static final Set<RequestState> ON_RECORD =
      Set.of(RequestState.ANSWERED, RequestState.CLOSED);

  private static final Set<String> RECORD_READERS =
      Set.of(Roles.PHYSICIAN, Roles.EMERGENCY_PHYSICIAN, Roles.SPECIALIST, Roles.CHIEF_OF_SERVICE);

  private RequestReach() {}

  // ---------------------------------------------------------------- one request

  static Footprint footprint(RequestCase found) {
    RequestDocument document = found.document();
    Set<String> units = new HashSet<>(document.covering());
    units.add(document.unit());
    if (document.attending() != null) {
      units.add(document.attending().unit());
    }
    Set<String> people = new HashSet<>();
    people.add(document.author());
    if (document.attending() != null) {
      people.add(document.attending().person());
    }
    return new Footprint(
        found,
        units,
        people,
        document.specialty() == null ? Set.of() : Set.of(document.specialty()),
        document.patient() == null ? Set.of() : Set.of(document.patient()));
  }

  private static RequestDocument document(Footprint footprint) {
    return ((RequestCase) footprint.document()).document();
  }

  /** Whoever may read the clinical text, by role. */
  static Map<String, Reach.Rule> clinicalReaders() {
    Map<String, Reach.Rule> rules = new HashMap<>();
    for (String role : Roles.CLINICAL) {
      rules.put(
          role, (principal, grant, footprint) -> clinical(principal, grant, document(footprint)));
    }
    return Map.copyOf(rules);
  }

  /** Whoever may read at least the header, by role. */
  static Map<String, Reach.Rule> readers() {
    Map<String, Reach.Rule> rules = new HashMap<>(clinicalReaders());
    rules.put(
        Roles.SPECIALIST,
        (principal, grant, footprint) ->
            clinical(principal, grant, document(footprint))
                || covers(principal, grant, document(footprint)));
    rules.putAll(coordinators());
    return Map.copyOf(rules);
  }

  /** The author, through any role that may ask. */
  static Map<String, Reach.Rule> authors() {
    Map<String, Reach.Rule> rules = new HashMap<>();
    for (String role : Roles.REQUESTERS) {
      rules.put(
          role,
          (principal, grant, footprint) -> document(footprint).author().equals(principal.person()));
    }
    return Map.copyOf(rules);
  }

  /** The author, and the coordinators of a request that was sent. */
  static Map<String, Reach.Rule> authorsAndCoordinators() {
    Map<String, Reach.Rule> rules = new HashMap<>(authors());
    rules.putAll(coordinators());
    return Map.copyOf(rules);
  }

  /** Specialists who cover it, have taken it, or had a hand in it. */
  static Map<String, Reach.Rule> specialists() {
    return Map.of(
        Roles.SPECIALIST,
        (principal, grant, footprint) ->
            covers(principal, grant, document(footprint))
                || tookPart(principal, document(footprint)));
  }

  /** Whoever books, moves or misses it: the author, who answers, who coordinates. */
  static Map<String, Reach.Rule> whoMeets() {
    Map<String, Reach.Rule> rules = new HashMap<>(authorsAndCoordinators());
    Reach.Rule author = rules.get(Roles.SPECIALIST);
    rules.put(Roles.SPECIALIST, author.or(specialists().get(Roles.SPECIALIST)));
    return Map.copyOf(rules);
  }

  /** Coordinators of a unit it concerns, and of the network. */
  static Map<String, Reach.Rule> coordinators() {
    return Map.of(
        Roles.COORDINATOR,
        (principal, grant, footprint) -> coordinates(grant, document(footprint)),
        Roles.NATIONAL_COORDINATOR,
        (principal, grant, footprint) -> coordinates(grant, document(footprint)));
  }

  static boolean mayReadClinical(Principal principal, RequestDocument document) {
    return principal.grants().stream()
        .filter(grant -> Roles.CLINICAL.contains(grant.role()))
        .anyMatch(grant -> clinical(principal, grant, document));
  }

  private static boolean clinical(Principal principal, Grant grant, RequestDocument document) {
    if (document.author().equals(principal.person())) {
      return true;
    }
    if (document.stateNow() == RequestState.DRAFT || document.newest() == null) {
      return false;
    }
    return grant.unit().equals(document.unit())
        || tookPart(principal, document)
        || (document.stateNow() == RequestState.SUBMITTED && covers(principal, grant, document))
        || (ON_RECORD.contains(document.stateNow()) && RECORD_READERS.contains(grant.role()));
  }

  /** Whether they attend it or did something to it before: released, returned or declined it. */
  private static boolean tookPart(Principal principal, RequestDocument document) {
    return document.isAttending(principal.person())
        || document.events().stream().anyMatch(one -> principal.person().equals(one.by()));
  }

  private static boolean covers(Principal principal, Grant grant, RequestDocument document) {
    return grant.role().equals(Roles.SPECIALIST)
        && document.stateNow() != RequestState.DRAFT
        && document.covering().contains(grant.unit())
        && document.specialty() != null
        && grant.specialties().contains(document.specialty())
        && !document.author().equals(principal.person());
  }

  private static boolean coordinates(Grant grant, RequestDocument document) {
    if (document.newest() == null) {
      return false;
    }
    return switch (grant.role()) {
      case Roles.NATIONAL_COORDINATOR -> true;
      case Roles.COORDINATOR ->
          grant.unit().equals(document.unit()) || document.covering().contains(grant.unit());
      default -> false;
    };
  }

  /** The grant through which a principal acts as this, or null when they do not. */
  static Grant as(Actor actor, Principal principal, RequestDocument document) {
    return principal.grants().stream()
        .filter(grant -> acts(actor, principal, grant, document))
        .findFirst()
        .orElse(null);
  }

  private static boolean acts(
      Actor actor, Principal principal, Grant grant, RequestDocument document) {
    return switch (actor) {
      case AUTHOR ->
          Roles.REQUESTERS.contains(grant.role()) && document.author().equals(principal.person());
      case COVERING -> covers(principal, grant, document);
      case ATTENDING ->
          grant.role().equals(Roles.SPECIALIST) && document.isAttending(principal.person());
      case COORDINATOR -> coordinates(grant, document);
      case OWN_COORDINATOR ->
          grant.role().equals(Roles.COORDINATOR)
              && coordinates(grant, document)
              && grant.unit().equals(document.unit());
      case SYSTEM -> false;
    };
  }

  // ---------------------------------------------------------------- lists

  /** What each role may list. */
  static Map<String, Reach.Scope> scopes() {
    Map<String, Reach.Scope> scopes = new HashMap<>();
    for (String role : Roles.CLINICAL) {
      scopes.put(role, RequestReach::ofUnit);
    }
    scopes.put(
        Roles.SPECIALIST,
        (principal, grant) ->
            Filters.or(
                ofUnit(principal, grant),
                Filters.eq("attending.person", principal.person()),
                covered(grant)));
    for (String role : RECORD_READERS) {
      Reach.Scope before = scopes.get(role);
      scopes.put(
          role,
          (principal, grant) ->
              Filters.or(
                  before.filter(principal, grant),
                  Filters.in("state", ON_RECORD.stream().map(Enum::name).sorted().toList())));
    }
    scopes.put(
        Roles.COORDINATOR,
        (principal, grant) ->
            Filters.and(
                Filters.exists("waitingSince"),
                Filters.or(
                    Filters.eq("unit", grant.unit()), Filters.eq("coveredBy", grant.unit()))));
    scopes.put(Roles.NATIONAL_COORDINATOR, (principal, grant) -> Filters.exists("waitingSince"));
    return Map.copyOf(scopes);
  }

  private static Bson ofUnit(Principal principal, Grant grant) {
    return Filters.or(
        Filters.eq("author", principal.person()),
        Filters.and(Filters.eq("unit", grant.unit()), Filters.exists("waitingSince")));
  }

  /** Submitted requests that a specialist's grant covers. */
  static Bson covered(Grant grant) {
    return Filters.and(
        Filters.eq("state", RequestState.SUBMITTED.name()),
        Filters.eq("coveredBy", grant.unit()),
        Filters.in("specialty", List.copyOf(grant.specialties())));
  }

  /** Requests a coordinator's grants look after. */
  static Bson coordinated(Principal principal) {
    if (!principal.grantsOf(Roles.NATIONAL_COORDINATOR).isEmpty()) {
      return Filters.exists("waitingSince");
    }
    List<String> units =
        principal.grantsOf(Roles.COORDINATOR).stream().map(Grant::unit).distinct().toList();
    return Filters.or(Filters.in("unit", units), Filters.in("coveredBy", units));
  }

  static boolean isDraft(RequestDocument document) {
    return document.state().equals(DRAFT);
  }
}
