package mx.interconsulta.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Failed sign-ins at two servers that tell each other. */
class SignInPatienceTest {
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T15:00:00Z"), ZoneOffset.UTC);
  private final SignInPatience here = new SignInPatience(clock);
  private final SignInPatience there = new SignInPatience(clock);
  private final SignInPatience.Attempt attempt =
      new SignInPatience.Attempt("rosa", "192.0.2.1", "");

  SignInPatienceTest() {
    here.tell(there::heard);
    there.tell(here::heard);
  }

  @Test
  void guessingAtTwoServersGainsNothing() {
    assertEquals(OptionalLong.empty(), here.begin(attempt));
    assertEquals(OptionalLong.empty(), there.begin(attempt));
    assertEquals(OptionalLong.empty(), here.begin(attempt));

    assertTrue(there.begin(attempt).isPresent());
    assertTrue(here.begin(attempt).isPresent());
  }

  @Test
  void aSignInForgivesAtBoth() {
    here.begin(attempt);
    there.begin(attempt);
    here.begin(attempt);
    here.succeeded(attempt);

    assertEquals(OptionalLong.empty(), there.begin(attempt));
  }
}
