package mx.interconsulta.scheduling.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Person;
import mx.interconsulta.scheduling.directory.Roles;
import mx.interconsulta.scheduling.directory.Specialty;
import mx.interconsulta.scheduling.directory.Standing;
import mx.interconsulta.scheduling.directory.Unit;
import mx.interconsulta.scheduling.patient.Patient;
import mx.interconsulta.scheduling.patient.Patients;
import mx.interconsulta.scheduling.request.Requests;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SampleNetworkTest {
  private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");

  @RegisterExtension static final TestFoundation house = TestFoundation.withManualTime(NOW);

  private static final SampleData DATA = SampleData.read();
  private static Directory directory;
  private static Patients patients;
  private static Requests requests;
  private static Catalogue catalogue;

  @BeforeAll
  static void load() {
    TestFoundation.await(
        Patients.indexes(Directory.indexes(Indexes.declare()))
            .create(house.foundation().database()));
    directory = new Directory(house.foundation());
    patients = new Patients(house.foundation());
    requests = new Requests(house.foundation(), directory, notice -> Future.succeededFuture());
    TestFoundation.await(new SampleNetwork(directory, patients, requests).load());
    catalogue = TestFoundation.await(directory.catalogue());
  }

  @Test
  void whoWorksForAnOoadIsToldItsNameAndItsZoneWhereItHasOnlyOne() {
    Standing.Held ooad = heldBy("guadalupe.leyva");
    Standing.Held unit = heldBy("mariana.cota");
    Standing.Held network = heldBy("julieta.marron");

    assertEquals("OOAD Baja California", ooad.unitName());
    assertEquals("America/Tijuana", ooad.zone());
    assertEquals("HGZ 8 Ensenada", unit.unitName());
    assertEquals("America/Tijuana", unit.zone());
    assertEquals("", network.unitName());
    assertEquals("", network.zone());
  }

  private static Standing.Held heldBy(String user) {
    return TestFoundation.await(directory.standingByUser(user)).orElseThrow().held().get(0);
  }

  @Test
  void itHasTwelveSecondLevelHospitalsInEightStatesAndThreeUmae() {
    List<Unit> umae = DATA.units().stream().filter(unit -> unit.type().equals("UMAE")).toList();
    List<Unit> second = DATA.units().stream().filter(unit -> !umae.contains(unit)).toList();

    assertEquals(12, second.size());
    assertEquals(8, second.stream().map(Unit::group).distinct().count());
    assertEquals(
        Set.of("JCIMS000301", "JCIMS000325", "SRIMS000150"),
        umae.stream().map(Unit::id).collect(Collectors.toSet()));
    for (Unit unit : DATA.units()) {
      assertTrue(unit.id().matches("[A-Z]{2}[A-Z]{3}[0-9]{6}"), unit.id());
      assertFalse(ZoneId.of(unit.zone()).getId().startsWith("UTC"), unit.zone());
    }
  }

  @Test
  void atLeastThirtyOneSpecialtiesBranchFromTheFourTrunksAndEachHasSomebody() {
    List<Specialty> specialties = DATA.specialties();

    assertTrue(specialties.size() >= 31, "only " + specialties.size());
    assertEquals(
        Set.of("surgery", "paediatrics", "gynaecology", "internal-medicine"),
        specialties.stream().map(Specialty::trunk).collect(Collectors.toSet()));
    for (Specialty specialty : specialties) {
      assertTrue(specialists(specialty.id()) >= 1, "nobody holds " + specialty.id());
    }
  }

  @Test
  void theMostAskedForSpecialtiesHaveTwoSpecialistsEach() {
    for (String specialty :
        List.of(
            "cardiology",
            "paediatric-cardiology",
            "child-psychiatry",
            "dermatology",
            "orthopaedics",
            "paediatric-endocrinology")) {
      assertTrue(specialists(specialty) >= 2, "fewer than two hold " + specialty);
    }
  }

  @Test
  void everyRoleIsHeldByAFewPeople() {
    Map<String, Long> holders =
        new SampleNetwork(directory, patients, requests)
            .people().stream()
                .collect(Collectors.groupingBy(SamplePerson::role, Collectors.counting()));

    for (String role : Roles.ALL) {
      assertTrue(holders.getOrDefault(role, 0L) >= 2, "fewer than two people are " + role);
    }
  }

  @Test
  void everySampleHospitalHasAPhysicianAndAnEmergencyPhysician() {
    for (Unit unit : DATA.units()) {
      if (!unit.type().equals("UMAE")) {
        assertTrue(holds(unit.id(), Roles.PHYSICIAN), unit.shortName());
        assertTrue(holds(unit.id(), Roles.EMERGENCY_PHYSICIAN), unit.shortName());
      }
    }
  }

  @Test
  void everythingSaysThatItIsASample() {
    List<Boolean> marks = new ArrayList<>();
    DATA.units().forEach(unit -> marks.add(catalogue.unit(unit.id()).orElseThrow().sample()));
    DATA.specialties()
        .forEach(one -> marks.add(catalogue.specialty(one.id()).orElseThrow().sample()));
    DATA.reasons().forEach(one -> marks.add(catalogue.reason(one.id()).orElseThrow().sample()));
    DATA.coverage().forEach(one -> marks.add(one.sample()));
    DATA.people().forEach(one -> marks.add(person(one.id()).sample()));
    DATA.patients().forEach(one -> marks.add(patient(one.getString("key")).sample()));

    assertFalse(marks.contains(false));
  }

  @Test
  void twoChildrenOfOneInsuredParentShareItsNssAndAreNeverOnePatient() {
    Patient iker = patient("iker");
    Patient renata = patient("renata");
    Patient father = patient("jorge");

    assertEquals(iker.identity().nss(), renata.identity().nss());
    assertEquals(iker.identity().nss(), father.identity().nss());
    assertNotEquals(iker.id(), renata.id());
    assertNotEquals(iker.identity().agregado(), renata.identity().agregado());
    assertNotEquals(iker.identity().displayName(), renata.identity().displayName());
    Set<String> family = Set.of(iker.id(), renata.id(), father.id());
    Map<String, JsonObject> headers = TestFoundation.await(patients.headers(family));
    headers.forEach((id, header) -> assertEquals(id, header.getString("id")));
    assertEquals("Iker Daniel Ruelas Montaño", headers.get(iker.id()).getString("displayName"));
    assertEquals("Renata Ruelas Montaño", headers.get(renata.id()).getString("displayName"));
  }

  @Test
  void loadingItAgainChangesNothing() {
    Person before = person(SampleData.personId("mariana.cota"));
    Patient patientBefore = patient("iker");

    TestFoundation.await(new SampleNetwork(directory, patients, requests).load());

    assertEquals(before, person(before.id()));
    assertEquals(patientBefore, patient("iker"));
    assertEquals(true, TestFoundation.await(directory.isSample()));
  }

  private static long specialists(String specialty) {
    return DATA.people().stream()
        .flatMap(person -> person.assignments().stream())
        .filter(held -> held.role().equals(Roles.SPECIALIST))
        .filter(held -> held.specialties().contains(specialty))
        .count();
  }

  private static boolean holds(String unit, String role) {
    return DATA.people().stream()
        .flatMap(person -> person.assignments().stream())
        .anyMatch(held -> unit.equals(held.unit()) && held.role().equals(role));
  }

  private static Person person(String id) {
    return TestFoundation.await(directory.person(id)).orElseThrow();
  }

  private static Patient patient(String key) {
    return TestFoundation.await(patients.find(SampleData.patientId(key))).orElseThrow();
  }
}
