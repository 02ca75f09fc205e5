package mx.interconsulta.scheduling.appointment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.SampleHouse;
import mx.interconsulta.scheduling.request.Booked;
import mx.interconsulta.scheduling.request.Places;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Booking as both sides do it, and what is left when a server dies in the middle. */
class BookingOperationsTest {
  private static final String AUTHOR = "mariana.cota";
  private static final String SPECIALIST = "rodrigo.arambula";
  private static final String UMAE = "JCIMS000325";

  @RegisterExtension static final SampleHouse house = SampleHouse.loaded();

  private static final Map<String, JsonArray> HOURS = new HashMap<>();

  /** Nothing happens by itself: tests say when a sweep runs, however far they turn the clock. */
  @BeforeAll
  static void stopTimers() {
    SampleHouse.await(house.scheduling().close());
    for (String user : List.of(SPECIALIST, "silvia.nuno")) {
      HOURS.put(user, agendaOf(user).getJsonArray("hours"));
    }
  }

  private static JsonObject agendaOf(String user) {
    return house.as(user).list("listAgendas", Map.of()).getJsonArray("items").getJsonObject(0);
  }

  /** Tests that change somebody's hours leave them as they were. */
  @AfterEach
  void restoreHours() {
    HOURS.forEach(
        (user, hours) -> {
          if (!agendaOf(user).getJsonArray("hours").equals(hours)) {
            keep(user, hours);
          }
        });
  }

  private static JsonObject keep(String user, JsonArray hours) {
    JsonObject body =
        new JsonObject()
            .put("version", agendaOf(user).getInteger("version"))
            .put("hours", hours)
            .put("daysOff", new JsonArray());
    return house.as(user).call("saveAgenda", Map.of("unit", UMAE), Map.of(), body);
  }

  private Instant now() {
    return house.foundation().timers().clock().instant();
  }

  private void goTo(Instant moment) {
    house.house().manualTimers().advance(Duration.between(now(), moment));
    SampleHouse.await(house.scheduling().sweep().wake());
    SampleHouse.await(house.scheduling().sweep().wake());
  }

  private JsonObject body(JsonObject place, String request) {
    return place.copy().put("version", house.versionOf(request));
  }

  private JsonObject booked(String request) {
    return house.as(AUTHOR).on("bookRequest", request, house.place(request, SPECIALIST));
  }

  private Places.Wanted wanted(String request, String requester) {
    return new Places.Wanted(
        request,
        requester,
        "BCIMS000142",
        "paediatric-cardiology",
        "murmur-under-study",
        Set.of(UMAE),
        null,
        null);
  }

  private static Places.Place place(JsonObject one) {
    return new Places.Place(
        Instant.parse(one.getString("start")),
        null,
        one.getString("specialist"),
        one.getString("unit"));
  }

  private Appointments appointments() {
    return house.scheduling().appointments();
  }

  // ---------------------------------------------------------------- choosing

  @Test
  void theRequesterChoosesAmongAllWhoCoverItSoonestFirst() {
    String request = house.submitted();

    List<JsonObject> places = house.places(request, now());

    List<String> starts = places.stream().map(one -> one.getString("start")).toList();
    assertEquals(starts.stream().sorted().toList(), starts);
    assertEquals(
        Set.of(house.person(SPECIALIST), house.person("silvia.nuno")),
        Set.copyOf(places.stream().map(one -> one.getString("specialist")).distinct().toList()));
    assertTrue(
        Instant.parse(starts.get(starts.size() - 1)).isBefore(now().plus(Appointments.HORIZON)));
  }

  @Test
  void aSpecialistBooksOnlyTheirOwnPlaces() {
    String request = house.submitted();
    JsonObject answer =
        house
            .as(SPECIALIST)
            .call("listPlaces", Map.of("id", request), Map.of("limit", "200"), new JsonObject());
    for (Object one : answer.getJsonArray("items")) {
      assertEquals(
          house.person(SPECIALIST),
          ((JsonObject) one).getJsonObject("specialist").getString("person"));
    }

    JsonObject others = house.place(request, "silvia.nuno");
    Problem problem = house.as(SPECIALIST).refused("bookRequest", request, others);

    assertEquals("place-not-offered", problem.code());
    assertEquals("SUBMITTED", house.stateOf(request));
  }

  @Test
  void whatWasAcceptedIsBookedWithWhoeverAcceptedIt() {
    String request = house.accepted();

    assertTrue(
        house.places(request, now()).stream()
            .allMatch(one -> one.getString("specialist").equals(house.person(SPECIALIST))));
    JsonObject changed = booked(request);

    assertEquals("SCHEDULED", changed.getString("state"));
    assertNull(changed.getString("consultation"), "its room opens later");
  }

  @Test
  void theBookingNamesBothSidesAndTheStation() {
    String request = house.submitted();

    JsonObject appointment = booked(request).getJsonObject("appointment");

    assertEquals("Consultorio 4", appointment.getString("station"));
    JsonObject specialist = appointment.getJsonObject("specialist");
    assertEquals("Dr. Rodrigo Arámbula Peña", specialist.getString("displayName"));
    assertEquals("America/Mexico_City", specialist.getString("zone"));
    assertEquals(
        Duration.ofMinutes(15),
        Duration.between(
            Instant.parse(appointment.getString("opensAt")),
            Instant.parse(appointment.getString("start"))));
  }

  @Test
  void nothingIsOfferedInThePastNorBeyondSixtyDaysNorOffTheGrid() {
    String request = house.submitted();
    JsonObject place = house.place(request, SPECIALIST);
    for (Instant start :
        List.of(
            now().minus(Duration.ofDays(1)),
            Instant.parse(place.getString("start")).plusSeconds(300),
            Instant.parse(place.getString("start")).plus(Duration.ofDays(70)))) {
      JsonObject body = place.copy().put("start", start.toString());

      assertEquals(
          "place-not-offered", house.as(AUTHOR).refused("bookRequest", request, body).code());
    }
  }

  // ---------------------------------------------------------------- taken

  @Test
  void aTakenPlaceIsSaidAndTheNextOnesAreOffered() {
    String first = house.submitted();
    String second = house.submitted();
    JsonObject place = house.place(first, SPECIALIST);
    house.as(AUTHOR).on("bookRequest", first, body(place, first));

    Problem problem = house.as(AUTHOR).refused("bookRequest", second, body(place, second));

    assertEquals(409, problem.status());
    assertEquals("place-taken", problem.code());
    assertEquals(place.getString("start"), problem.details().get("start"));
    assertEquals("specialist", problem.details().get("whose"));
    assertEquals("SUBMITTED", house.stateOf(second));
    assertNotEquals(place.getString("start"), house.place(second, SPECIALIST).getString("start"));
  }

  @Test
  void aPhysicianIsNotBookedTwiceAtOnceNorAStation() {
    String first = house.submitted();
    JsonObject place = house.place(first, SPECIALIST);
    house.as(AUTHOR).on("bookRequest", first, body(place, first));
    Places.Place besides =
        new Places.Place(
            Instant.parse(place.getString("start")), null, house.person("silvia.nuno"), UMAE);
    giveHours("silvia.nuno", besides.start());

    assertEquals("requester", refused(wanted("another", house.person(AUTHOR)), besides));
    assertEquals("station", refused(wanted("another", "somebody-else"), besides));
  }

  /** Lets somebody's hours begin at this moment of its weekday, by the clock of Guadalajara. */
  private void giveHours(String user, Instant moment) {
    java.time.ZonedDateTime at = moment.atZone(java.time.ZoneId.of("America/Mexico_City"));
    JsonArray hours =
        new JsonArray()
            .add(
                new JsonObject()
                    .put("day", at.getDayOfWeek().getValue())
                    .put("from", at.toLocalTime().toString())
                    .put("to", at.toLocalTime().plusMinutes(30).toString())
                    .put("minutes", 30));
    keep(user, hours);
  }

  private String refused(Places.Wanted wanted, Places.Place place) {
    try {
      SampleHouse.await(appointments().claim(wanted, place));
    } catch (Problem problem) {
      assertEquals("place-taken", problem.code());
      return (String) problem.details().get("whose");
    }
    throw new AssertionError("was not refused");
  }

  @Test
  void aClaimThatNoRequestConfirmedLapsesAndIsClearedByWhoeverCollidesWithIt() {
    String request = house.submitted();
    JsonObject place = house.place(request, SPECIALIST);
    SampleHouse.await(
        appointments().claim(wanted("of-a-dead-server", "somebody-else"), place(place)));
    assertEquals(
        "place-taken",
        house.as(AUTHOR).refused("bookRequest", request, body(place, request)).code());

    // The timers stand still: no sweep runs before the next claimant.
    house.house().manualTimers().advance(Appointments.PATIENCE);
    JsonObject changed = house.as(AUTHOR).on("bookRequest", request, body(place, request));

    assertEquals("SCHEDULED", changed.getString("state"));
  }

  @Test
  void aClaimThatLapsedWhileItsServerSleptIsMadeAnewOrTheRequestWaitsAgain() {
    String kept = house.submitted();
    booked(kept);
    Booked place = placeOf(kept);
    Calendar calendar = new Calendar(house.foundation().database());
    SampleHouse.await(calendar.end(place.appointment(), Appointment.DROPPED, now()));

    SampleHouse.await(appointments().confirm(kept, place));

    assertEquals("SCHEDULED", house.stateOf(kept));
    Appointment again = SampleHouse.await(calendar.find(place.appointment())).orElseThrow();
    assertEquals(18, again.claims().size(), "three calendars, six quanta each");

    SampleHouse.await(calendar.end(place.appointment(), Appointment.DROPPED, now()));
    String other = house.submitted();
    JsonObject same =
        new JsonObject()
            .put("start", place.start().toString())
            .put("specialist", place.specialist())
            .put("unit", UMAE);
    house.as(AUTHOR).on("bookRequest", other, body(same, other));

    SampleHouse.await(appointments().confirm(kept, place));

    assertEquals("SUBMITTED", house.stateOf(kept));
    assertEquals("SCHEDULED", house.stateOf(other));
    JsonArray history = house.as(AUTHOR).get("getRequest", kept).getJsonArray("history");
    assertEquals("place-lost", history.getJsonObject(history.size() - 1).getString("reason"));
  }

  private Booked placeOf(String request) {
    return SampleHouse.await(house.scheduling().requests().placeOf(request)).orElseThrow();
  }

  // ---------------------------------------------------------------- moving

  @Test
  void aMoveToATakenPlaceKeepsTheOldOne() {
    String first = house.submitted();
    String second = house.submitted();
    booked(first);
    booked(second);
    Booked old = placeOf(second);
    JsonObject taken =
        new JsonObject()
            .put("start", placeOf(first).start().toString())
            .put("specialist", old.specialist())
            .put("unit", UMAE)
            .put("reason", "sooner-needed");

    Problem problem = house.as(AUTHOR).refused("moveRequest", second, body(taken, second));

    assertEquals("place-taken", problem.code());
    assertEquals(old, placeOf(second));
    assertEquals("SCHEDULED", house.stateOf(second));
  }

  @Test
  void aMoveTakesTheNewPlaceFreesTheOldOneAndTellsWhy() {
    String request = house.submitted();
    booked(request);
    Booked old = placeOf(request);
    JsonObject next = house.place(request, SPECIALIST).put("reason", "patient-unavailable");
    house.notices().clear();

    JsonObject changed =
        house.as(AUTHOR).on("moveRequest", request, next.put("note", "Viene de la sierra."));

    assertEquals(next.getString("start"), changed.getJsonObject("appointment").getString("start"));
    JsonArray history = changed.getJsonArray("history");
    assertEquals(
        "Viene de la sierra.", history.getJsonObject(history.size() - 1).getString("note"));
    assertTrue(
        house.notices().stream()
            .anyMatch(
                notice ->
                    notice.type().equals("request.moved")
                        && notice.people().contains(house.person(SPECIALIST))));
    assertTrue(
        house.places(house.submitted(), now()).stream()
            .anyMatch(
                one ->
                    one.getString("start").equals(old.start().toString())
                        && one.getString("specialist").equals(old.specialist())),
        "the old place is free");
  }

  @Test
  void aPlaceIsMovedByHalfItsLength() {
    String request = house.submitted();
    JsonObject place = house.place(request, "silvia.nuno");
    house.as(AUTHOR).on("bookRequest", request, place);
    Booked old = placeOf(request);
    giveHours("silvia.nuno", old.start().plusSeconds(900));

    JsonObject next =
        new JsonObject()
            .put("start", old.start().plusSeconds(900).toString())
            .put("specialist", old.specialist())
            .put("unit", UMAE)
            .put("reason", "technical");
    house.as(AUTHOR).on("moveRequest", request, body(next, request));

    assertEquals(old.start().plusSeconds(900), placeOf(request).start());
  }

  @Test
  void aMoveWhoseServerDiedBeforeTheRequestFollowedIsCarriedOn() {
    String request = house.submitted();
    booked(request);
    Booked old = placeOf(request);
    Places.Place next = place(house.place(request, SPECIALIST));
    Places.Because because =
        new Places.Because(
            house.person(AUTHOR), "a", "station-unavailable", "Se descompuso la cámara.");
    SampleHouse.await(
        appointments().move(wanted(request, house.person(AUTHOR)), old, next, because));
    assertEquals(old, placeOf(request), "the request knows nothing yet");

    house.house().manualTimers().advance(Appointments.PATIENCE.plusSeconds(1));
    SampleHouse.await(appointments().carryOut());

    assertEquals(next.start(), placeOf(request).start());
    JsonArray history = house.as(AUTHOR).get("getRequest", request).getJsonArray("history");
    JsonObject last = history.getJsonObject(history.size() - 1);
    assertEquals("move", last.getString("event"));
    assertEquals("station-unavailable", last.getString("reason"));
    assertEquals("Se descompuso la cámara.", last.getString("note"));
  }

  @Test
  void lettingGoFreesThePlaceAtOnce() {
    String request = house.submitted();
    booked(request);
    Booked old = placeOf(request);

    house.as(SPECIALIST).press("unbookRequest", request, "reason", "specialist-unavailable");

    assertEquals("SUBMITTED", house.stateOf(request));
    String other = house.submitted();
    assertTrue(
        house.places(other, now()).stream()
            .anyMatch(one -> one.getString("start").equals(old.start().toString())));
  }

  // ---------------------------------------------------------------- time

  @Test
  void theRoomOpensFifteenMinutesBeforeAndNotSooner() {
    String request = house.submitted();
    booked(request);
    Instant start = placeOf(request).start();

    goTo(start.minus(Duration.ofMinutes(15)).minusSeconds(1));
    assertNull(house.consultationOf(request));

    goTo(start.minus(Duration.ofMinutes(15)));
    assertNotNull(house.consultationOf(request));
    assertEquals("SCHEDULED", house.stateOf(request));
    assertEquals("enter-room", house.as(AUTHOR).get("getRequest", request).getString("nextStep"));
    assertNotNull(house.as(SPECIALIST).get("getConsultation", house.consultationOf(request)));
  }

  @Test
  void whoDoesNotComeIsLateAndThenNotHeldAndMayBeBookedAnew() {
    String request = house.submitted();
    booked(request);
    Booked place = placeOf(request);

    goTo(place.start().plus(Duration.ofMinutes(5)));
    JsonObject late =
        house
            .as(AUTHOR)
            .get("getRequest", request)
            .getJsonObject("appointment")
            .getJsonObject("late");
    assertEquals("nobody-in-room", late.getString("reason"));

    goTo(place.end().plus(Duration.ofMinutes(15)));
    assertEquals("NO_SHOW", house.stateOf(request));
    assertEquals("choose-time", house.as(AUTHOR).get("getRequest", request).getString("nextStep"));

    JsonObject next =
        house.places(request, now()).stream()
            .filter(one -> one.getString("specialist").equals(house.person(SPECIALIST)))
            .findFirst()
            .orElseThrow();
    house.as(AUTHOR).on("bookRequest", request, body(next, request));
    assertEquals("SCHEDULED", house.stateOf(request));
  }

  @Test
  void whoWaitedInTheRoomAndEndsItBecauseNobodyCameSaysSoOfTheRequest() {
    String request = house.submitted();
    booked(request);
    goTo(placeOf(request).start().plusSeconds(60));

    house
        .as(SPECIALIST)
        .on(
            "endConsultation",
            house.consultationOf(request),
            new JsonObject().put("reason", "requester-no-show"));

    assertEquals("NO_SHOW", house.stateOf(request));
    JsonArray history = house.as(AUTHOR).get("getRequest", request).getJsonArray("history");
    assertEquals("requester-absent", history.getJsonObject(history.size() - 1).getString("reason"));
  }

  @Test
  void notHeldIsNotSaidBeforeItShouldHaveBegun() {
    String request = house.submitted();
    booked(request);

    JsonObject body =
        new JsonObject().put("version", house.versionOf(request)).put("reason", "patient-absent");

    assertEquals("not-begun", house.as(AUTHOR).refused("reportMissed", request, body).code());
  }

  @Test
  void anAnnouncedDelayIsToldToTheOtherSideAndKeepsThePlace() {
    String request = house.submitted();
    booked(request);
    house.notices().clear();

    JsonObject body =
        new JsonObject()
            .put("version", house.versionOf(request))
            .put("reason", "previous-case")
            .put("minutes", 20);
    JsonObject changed = house.as(SPECIALIST).on("reportLate", request, body);

    JsonObject late = changed.getJsonObject("appointment").getJsonObject("late");
    assertEquals(20, late.getInteger("minutes"));
    assertEquals(house.person(SPECIALIST), late.getString("by"));
    assertTrue(
        house.notices().stream()
            .anyMatch(
                notice ->
                    notice.type().equals("request.late")
                        && notice.people().contains(house.person(AUTHOR))));
  }

  // ---------------------------------------------------------------- the day

  private JsonObject day(String user, Instant of) {
    return house
        .as(user)
        .call(
            "listAppointments",
            Map.of(),
            Map.of(
                "from",
                of.minus(Duration.ofHours(8)).toString(),
                "to",
                of.plus(Duration.ofHours(8)).toString()),
            new JsonObject());
  }

  @Test
  void bothSidesAndTheTeamOfTheRequestingUnitSeeTheDay() {
    String request = house.submitted();
    booked(request);
    Instant start = placeOf(request).start();

    for (String user : List.of(AUTHOR, SPECIALIST, "celia.duarte")) {
      JsonArray items = day(user, start).getJsonArray("items");
      JsonObject row =
          items.stream()
              .map(JsonObject.class::cast)
              .filter(one -> one.getString("request").equals(request))
              .findFirst()
              .orElseThrow(() -> new AssertionError(user + " does not see it"));
      assertEquals("America/Tijuana", row.getJsonObject("requester").getString("zone"));
      assertTrue(row.getJsonObject("patient").getString("displayName").startsWith("Iker Daniel"));
    }
    assertTrue(day("irene.gastelum", start).getJsonArray("items").isEmpty(), "another hospital");
    JsonArray open = day(SPECIALIST, start).getJsonArray("open");
    assertFalse(open.isEmpty());
    for (Object slot : open) {
      assertNotEquals(start.toString(), ((JsonObject) slot).getString("start"));
    }
  }

  // ---------------------------------------------------------------- agenda

  private static JsonObject hours(int day, String from, String to, int minutes) {
    return new JsonObject().put("day", day).put("from", from).put("to", to).put("minutes", minutes);
  }

  private JsonObject agenda(int version, JsonObject... hours) {
    return new JsonObject()
        .put("version", version)
        .put("hours", new JsonArray(List.of(hours)))
        .put("daysOff", new JsonArray());
  }

  private Problem agendaRefused(String user, String unit, JsonObject body) {
    try {
      house.as(user).call("saveAgenda", Map.of("unit", unit), Map.of(), body);
    } catch (Problem problem) {
      return problem;
    }
    throw new AssertionError("was not refused");
  }

  @Test
  void aSpecialistKeepsTheirHoursInTheUnitsWhereTheyAnswer() {
    int before = agendaOf(SPECIALIST).getInteger("version");
    JsonObject kept = keep(SPECIALIST, new JsonArray().add(hours(2, "08:00", "10:00", 20)));
    assertEquals(before + 1, kept.getInteger("version"));
    assertEquals("America/Mexico_City", kept.getString("zone"));
    JsonObject listed = house.as(SPECIALIST).list("listAgendas", Map.of());
    assertEquals(kept, listed.getJsonArray("items").getJsonObject(0));

    assertEquals(
        "version-conflict",
        agendaRefused(SPECIALIST, UMAE, agenda(before, hours(3, "08:00", "10:00", 20))).code());
    assertEquals("not-found", agendaRefused(SPECIALIST, "JCIMS000301", agenda(0)).code());
    for (JsonObject[] wrong :
        List.of(
            new JsonObject[] {hours(1, "10:00", "09:00", 20)},
            new JsonObject[] {hours(1, "09:00", "09:10", 20)},
            new JsonObject[] {hours(1, "09:00", "11:00", 20), hours(1, "10:00", "12:00", 20)})) {
      assertEquals(
          "agenda-invalid", agendaRefused(SPECIALIST, UMAE, agenda(before + 1, wrong)).code());
    }
  }

  @Test
  void whatIsBookedStaysBookedWhenTheHoursChange() {
    String request = house.submitted();
    booked(request);
    Booked place = placeOf(request);

    keep(SPECIALIST, new JsonArray());

    assertEquals(place, placeOf(request));
    assertTrue(
        house.places(request, now()).stream()
            .noneMatch(one -> one.getString("specialist").equals(house.person(SPECIALIST))));
  }
}
