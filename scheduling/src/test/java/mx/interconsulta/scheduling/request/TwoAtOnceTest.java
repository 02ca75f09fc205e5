package mx.interconsulta.scheduling.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.SampleHouse;
import mx.interconsulta.scheduling.Scheduling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sixteen hands on two servers of one database press accept at once, two hundred times. */
class TwoAtOnceTest {
  @RegisterExtension static final SampleHouse house = SampleHouse.loaded();

  private static final int HANDS = 16;
  private static final int ROUNDS = 200;

  @Test
  void exactlyOneOfAllWhoPressAtOnceTakesTheRequest() throws Exception {
    Scheduling other = house.open();
    List<SampleHouse.Caller> callers =
        List.of(
            house.as("rodrigo.arambula"),
            house.as("silvia.nuno", other),
            house.as("silvia.nuno"),
            house.as("rodrigo.arambula", other));
    ExecutorService hands = Executors.newFixedThreadPool(HANDS);
    Principal author = house.principal("mariana.cota");
    String patient = house.patient("Iker Daniel");
    try {
      for (int round = 0; round < ROUNDS; round++) {
        String request = send(round, author, patient);
        List<String> outcomes = pressAll(hands, callers, request);

        RequestDocument after =
            SampleHouse.await(house.scheduling().requests().store().find(request)).orElseThrow();
        assertEquals(RequestState.ACCEPTED.name(), after.state());
        assertEquals(2, after.events().size(), "one submission and one acceptance");
        String taker = after.attending().person();
        for (int hand = 0; hand < HANDS; hand++) {
          assertEquals(
              taker.equals(owner(callers, hand)) ? "took" : "request-taken", outcomes.get(hand));
        }
      }
    } finally {
      hands.shutdownNow();
      SampleHouse.await(other.close());
    }
  }

  private static String owner(List<SampleHouse.Caller> callers, int hand) {
    return callers.get(hand % callers.size()).person();
  }

  private static String send(int round, Principal author, String patient) {
    String id = "race-" + round;
    RequestSeeding seeding =
        new RequestSeeding(
            house.scheduling().requests(),
            house.scheduling().directory(),
            house.scheduling().patients());
    JsonObject draft = SampleHouse.murmur(patient);
    draft.remove("version");
    SampleHouse.await(seeding.send(id, draft, author.person()));
    return id;
  }

  private static List<String> pressAll(
      ExecutorService hands, List<SampleHouse.Caller> callers, String request) throws Exception {
    CountDownLatch ready = new CountDownLatch(HANDS);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<String>> pressed = new ArrayList<>();
    for (int hand = 0; hand < HANDS; hand++) {
      SampleHouse.Caller caller = callers.get(hand % callers.size());
      pressed.add(
          hands.submit(
              () -> {
                ready.countDown();
                go.await();
                return press(caller, request);
              }));
    }
    ready.await();
    go.countDown();
    List<String> outcomes = new ArrayList<>();
    for (Future<String> one : pressed) {
      outcomes.add(one.get());
    }
    return outcomes;
  }

  /** Took it (also when the same person's other window was first), or why not. */
  private static String press(SampleHouse.Caller caller, String request) {
    try {
      caller.call(
          "acceptRequest", Map.of("id", request), Map.of(), new JsonObject().put("version", 2));
      return "took";
    } catch (Problem problem) {
      return problem.code();
    }
  }
}
