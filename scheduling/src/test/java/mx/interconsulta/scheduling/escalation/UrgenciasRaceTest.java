package mx.interconsulta.scheduling.escalation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.SampleHouse;
import mx.interconsulta.scheduling.Scheduling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three cardiologists press "accept" on two servers of one database in the same instant. */
class UrgenciasRaceTest {
  @RegisterExtension static final SampleHouse house = SampleHouse.loaded();

  private static final List<String> CARDIOLOGISTS =
      List.of("patricia.huerta", "gerardo.camarena", "sergio.encinas");
  private static final int ROUNDS = 60;

  @Test
  void exactlyOneTakesItWhateverElseIsAnsweredMeanwhile() throws Exception {
    house.present(CARDIOLOGISTS.toArray(String[]::new));
    Scheduling other = house.open();
    List<SampleHouse.Caller> callers = new ArrayList<>();
    for (String user : CARDIOLOGISTS) {
      callers.add(house.as(user));
      callers.add(house.as(user, other));
    }
    ExecutorService hands = Executors.newFixedThreadPool(2 * callers.size());
    SampleHouse.Caller asks = house.as("daniela.osuna");
    try {
      for (int round = 0; round < ROUNDS; round++) {
        String request = UUID.randomUUID().toString();
        asks.on("askEmergency", request, UrgenciasTest.call(UUID.randomUUID().toString()));

        List<String> outcomes = pressAll(hands, callers, request);

        JsonObject after = asks.get("getEmergency", request);
        assertEquals("taken", after.getString("state"));
        String taker = after.getJsonObject("takenBy").getString("person");
        for (int hand = 0; hand < callers.size(); hand++) {
          String expected = callers.get(hand).person().equals(taker) ? "took" : "request-taken";
          assertEquals(expected, outcomes.get(hand));
        }
        assertTrue(
            house.ringer().of("quiet", request).stream().allMatch(q -> q.takenBy().equals(taker)));
        long accepted =
            after.getJsonArray("people").stream()
                .filter(one -> ((JsonObject) one).getString("state").equals("accepted"))
                .count();
        assertEquals(1, accepted);
      }
    } finally {
      hands.shutdownNow();
      SampleHouse.await(other.close());
    }
  }

  private static List<String> pressAll(
      ExecutorService hands, List<SampleHouse.Caller> callers, String request) throws Exception {
    CountDownLatch ready = new CountDownLatch(2 * callers.size());
    CountDownLatch go = new CountDownLatch(1);
    List<Future<String>> pressed = new ArrayList<>();
    List<Future<String>> signed = new ArrayList<>();
    for (SampleHouse.Caller caller : callers) {
      pressed.add(hands.submit(() -> press(caller, "acceptEmergency", request, ready, go)));
      signed.add(hands.submit(() -> press(caller, "signEmergency", request, ready, go)));
    }
    ready.await();
    go.countDown();
    List<String> outcomes = new ArrayList<>();
    for (Future<String> one : pressed) {
      outcomes.add(one.get());
    }
    for (Future<String> one : signed) {
      assertEquals("took", one.get());
    }
    return outcomes;
  }

  private static String press(
      SampleHouse.Caller caller,
      String operation,
      String request,
      CountDownLatch ready,
      CountDownLatch go)
      throws InterruptedException {
    JsonObject body =
        operation.equals("signEmergency")
            ? new JsonObject().put("window", UUID.randomUUID().toString()).put("sign", "seen")
            : new JsonObject();
    ready.countDown();
    go.await();
    try {
      caller.on(operation, request, body);
      return "took";
    } catch (Problem problem) {
      return problem.code();
    }
  }
}
