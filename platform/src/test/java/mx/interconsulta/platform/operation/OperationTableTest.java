package mx.interconsulta.platform.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

class OperationTableTest {
  private static final Grant ENSENADA =
      new Grant("a1", "physician", "ensenada", "bc", Set.of("pediatrics"));
  private static final Grant TEPIC = new Grant("a2", "coordinator", "tepic", "nayarit", Set.of());
  private static final Principal PERSON = new Principal("p1", "s1", "es", List.of(ENSENADA, TEPIC));

  @Test
  void anOperationThatIsDocumentedButNotDeclaredFailsTheStart() {
    OperationTable table = new OperationTable().add(List.of(operation("readThing")));

    IllegalStateException fault =
        assertThrows(
            IllegalStateException.class, () -> table.mustMatch(Set.of("readThing", "writeThing")));

    assertEquals("documented without a handler: writeThing", fault.getMessage());
  }

  @Test
  void anOperationThatIsDeclaredButNotDocumentedFailsTheStart() {
    OperationTable table = new OperationTable().add(List.of(operation("readThing")));

    assertThrows(IllegalStateException.class, () -> table.mustMatch(Set.of()));
  }

  @Test
  void twoOperationsOfOneNameAreRefused() {
    OperationTable table = new OperationTable().add(List.of(operation("readThing")));

    assertThrows(IllegalArgumentException.class, () -> table.add(List.of(operation("readThing"))));
  }

  @Test
  void anOperationOnPatientDataIsNeverOpenToAnyone() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Operation("leak", AuditPurpose.of("patient.read"), new Reach.Anyone(), nothing()));
  }

  @Test
  void theGrantThatReachesADocumentIsTheOneNamed() {
    Reach.Document reach =
        new Reach.Document(
            call -> Future.succeededFuture(Optional.empty()),
            Map.of("physician", Reach.Rule.takesPart(), "coordinator", Reach.Rule.sameUnit()));
    Footprint ofTepic = new Footprint("doc", Set.of("tepic"), Set.of("other"), Set.of(), Set.of());

    assertEquals(Optional.of(TEPIC), Admission.toDocument(reach, PERSON, ofTepic));
  }

  @Test
  void aDocumentOfAnotherUnitIsOutOfReach() {
    Reach.Document reach =
        new Reach.Document(
            call -> Future.succeededFuture(Optional.empty()),
            Map.of("coordinator", Reach.Rule.sameUnit()));
    Footprint ofColima = new Footprint("doc", Set.of("colima"), Set.of(), Set.of(), Set.of());

    assertTrue(Admission.toDocument(reach, PERSON, ofColima).isEmpty());
  }

  @Test
  void aListIsLimitedToTheUnionOfTheGrantsThatMayRead() {
    Reach.Listing reach =
        new Reach.Listing(
            Map.of(
                "physician", (principal, grant) -> Filters.eq("author", principal.person()),
                "coordinator", (principal, grant) -> Filters.eq("unit", grant.unit())));

    Bson scope = Admission.scope(reach, PERSON);

    assertEquals(
        Filters.or(Filters.eq("author", "p1"), Filters.eq("unit", "tepic")).toBsonDocument(),
        scope.toBsonDocument());
  }

  @Test
  void aListForSomebodyWithoutAGrantMatchesNothing() {
    Reach.Listing reach = new Reach.Listing(Map.of("auditor", (p, g) -> Filters.empty()));

    assertEquals(
        Filters.in("_id", List.of()).toBsonDocument(),
        Admission.scope(reach, PERSON).toBsonDocument());
  }

  private static Operation operation(String id) {
    return new Operation(id, AuditPurpose.NONE, new Reach.SignedIn(), nothing());
  }

  private static Handler.Json nothing() {
    return call -> Future.succeededFuture(Answer.done(Answer.NO_PATIENT_DATA));
  }
}
