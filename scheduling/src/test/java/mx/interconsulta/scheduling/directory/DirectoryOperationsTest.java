package mx.interconsulta.scheduling.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.SampleHouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DirectoryOperationsTest {
  @RegisterExtension static final SampleHouse house = SampleHouse.loaded();

  private static final String ADMINISTRATOR = "beto.macias";

  @Test
  void aUnitIsFoundWithoutAccentsAndCase() {
    for (String words : List.of("ENSENADA", "hgz ense", "bcims000142")) {
      JsonArray found =
          house.as(ADMINISTRATOR).list("listUnits", Map.of("q", words)).getJsonArray("items");
      assertEquals("BCIMS000142", found.getJsonObject(0).getString("id"), words);
    }
  }

  @Test
  void aPersonIsFoundByBeginningsOfWordsAndTheirUserNameIsTheirsAlone() {
    JsonArray found =
        house.as(ADMINISTRATOR).list("listPeople", Map.of("q", "aram rodri")).getJsonArray("items");
    assertEquals("rodrigo.arambula", found.getJsonObject(0).getString("user"));

    Problem problem =
        house
            .as(ADMINISTRATOR)
            .refused("savePerson", UUID.randomUUID().toString(), person("rodrigo.arambula"));

    assertEquals("user-taken", problem.code());
  }

  @Test
  void aNewPersonGetsAnAssignmentWorksAndLeaves() {
    String id = UUID.randomUUID().toString();
    house.as(ADMINISTRATOR).on("savePerson", id, person("julia.nueva"));
    Map<String, String> path = Map.of("id", id, "assignment", UUID.randomUUID().toString());
    JsonObject held =
        new JsonObject().put("version", 1).put("role", "physician").put("unit", "BCIMS000142");
    JsonObject with = house.as(ADMINISTRATOR).call("addAssignment", path, Map.of(), held);
    JsonObject again = house.as(ADMINISTRATOR).call("addAssignment", path, Map.of(), held);
    assertEquals(with, again, "adding it again is harmless");
    assertEquals("physician", house.standing("julia.nueva").grants().get(0).role());

    house.as(ADMINISTRATOR).on("endPerson", id, new JsonObject().put("version", 2));

    assertTrue(house.standing("julia.nueva").ended());
    assertEquals(List.of(), house.standing("julia.nueva").grants());
    assertTrue(house.departed().contains(id));
    assertTrue(
        house.notices().stream()
            .anyMatch(
                notice -> notice.type().equals("person.ended") && notice.people().contains(id)));
  }

  @Test
  void theLastAdministratorCannotLeave() {
    SampleHouse own = SampleHouse.empty();
    SampleHouse.await(
        own.scheduling().directory().createFirstAdministrator("first", "primera", "Ana Primera"));
    assertFalse(SampleHouse.await(own.scheduling().directory().isSample()));

    Problem problem =
        own.as("primera").refused("endPerson", "first", new JsonObject().put("version", 1));

    assertEquals("last-administrator", problem.code());
    own.afterAll(null);
  }

  @Test
  void anAssignmentThatMakesNoSenseIsRefusedWithItsFields() {
    String id = UUID.randomUUID().toString();
    house.as(ADMINISTRATOR).on("savePerson", id, person("pedro.prueba"));
    JsonObject held = new JsonObject().put("version", 1).put("role", "specialist");

    try {
      house
          .as(ADMINISTRATOR)
          .call("addAssignment", Map.of("id", id, "assignment", "a-1"), Map.of(), held);
    } catch (Problem problem) {
      assertEquals("assignment-invalid", problem.code());
      assertTrue(problem.details().toString().contains("specialty-needed"));
      assertTrue(problem.details().toString().contains("unit-unknown"));
      return;
    }
    throw new AssertionError("it was not refused");
  }

  @Test
  void onlyAnAdministratorChangesTheDirectory() {
    for (String user : List.of("mariana.cota", "celia.duarte", "olivia.santana")) {
      Problem problem =
          house.as(user).refused("savePerson", UUID.randomUUID().toString(), person("otra.mas"));
      assertEquals(403, problem.status(), user);
    }
  }

  private static JsonObject person(String user) {
    return new JsonObject()
        .put("version", 0)
        .put("user", user)
        .put("title", "Dra.")
        .put("name", "Julia Nueva Prueba")
        .put("cedula", "1234567");
  }
}
