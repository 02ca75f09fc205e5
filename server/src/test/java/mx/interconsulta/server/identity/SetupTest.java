package mx.interconsulta.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.server.StaffInMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
  private final TestFoundation house = TestFoundation.withRealTime();
  private final StaffInMemory staff = new StaffInMemory();

  @TempDir Path one;
  @TempDir Path other;

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void theTokensOfTwoServersThatStartOnOneEmptyDatabaseBothHold() {
    Setup first = new Setup(house.foundation(), staff, one);
    Setup second = new Setup(house.foundation(), staff, other);
    var told = first.putOutToken();
    var toldToo = second.putOutToken();
    String token = TestFoundation.await(told).orElseThrow();
    assertTrue(TestFoundation.await(toldToo).isPresent());

    String person = TestFoundation.await(first.begin(token, "alicia", "Alicia Berrelleza"));

    assertFalse(person.isEmpty());
  }

  @Test
  void theSameServerPutsOutTheSameTokenAgain() {
    Setup setup = new Setup(house.foundation(), staff, one);
    String token = TestFoundation.await(setup.putOutToken()).orElseThrow();

    assertEquals(token, TestFoundation.await(setup.putOutToken()).orElseThrow());
  }

  @Test
  void anotherTokenIsRefusedAndNoneHoldsOnceItIsDone() {
    Setup setup = new Setup(house.foundation(), staff, one);
    Setup second = new Setup(house.foundation(), staff, other);
    String token = TestFoundation.await(setup.putOutToken()).orElseThrow();
    String late = TestFoundation.await(second.putOutToken()).orElseThrow();
    assertEquals("setup-refused", refused(setup, "aaaa-bbbb-cccc"));
    TestFoundation.await(setup.begin(token, "alicia", "Alicia Berrelleza"));

    TestFoundation.await(setup.complete());

    assertEquals("setup-done", refused(setup, token));
    assertEquals("setup-done", refused(second, late));
    assertFalse(Files.exists(one.resolve("setup-token")));
  }

  private static String refused(Setup setup, String token) {
    return assertThrows(
            Problem.class, () -> TestFoundation.await(setup.begin(token, "eva", "Eva Montaño")))
        .code();
  }
}
