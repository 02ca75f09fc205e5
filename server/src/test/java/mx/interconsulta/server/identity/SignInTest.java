package mx.interconsulta.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.server.Browser;
import mx.interconsulta.server.SmallServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in, staying signed in, and being signed out, over real HTTP. */
class SignInTest {
  private static final String HASH = "a".repeat(64);

  @TempDir Path directory;
  private SmallServer server;

  @BeforeEach
  void start() {
    server = new SmallServer(directory);
    server.person("mariana", "mariana.cota", "physician", "BCIMS000123");
    server.person("noe", "noe.barajas", "administrator", "");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theSessionTellsThePageWhoIsThereAndWhatTheyMayDo() {
    Browser browser = server.signedIn("mariana.cota");

    JsonObject session = browser.get("/api/session").json();

    assertEquals("mariana", session.getJsonObject("person").getString("id"));
    assertEquals("mariana.cota", session.getString("user"));
    assertEquals("es", session.getString("language"));
    assertEquals("/api/live", session.getString("socketPath"));
    JsonObject grant = session.getJsonArray("grants").getJsonObject(0);
    assertEquals("physician", grant.getString("role"));
    assertEquals("America/Mexico_City", grant.getString("zone"));
    assertEquals(32, Base64.getDecoder().decode(session.getString("draftKey")).length);
  }

  @Test
  void theCookieIsForThisHostAndPortOnlyAndOutOfReachOfScripts() {
    Browser browser = server.browser();

    List<String> cookies =
        browser.trySignIn("mariana.cota", server.password("mariana.cota")).all("Set-Cookie");

    String session =
        cookies.stream().filter(cookie -> !cookie.contains("device")).findFirst().orElseThrow();
    assertTrue(session.startsWith("__Host-interconsulta-" + server.port() + "="), session);
    for (String attribute : List.of("Path=/", "Secure", "HttpOnly", "SameSite=Strict")) {
      assertTrue(session.contains("; " + attribute), session);
    }
    assertFalse(session.contains("Domain"), session);
  }

  @Test
  void theDatabaseHoldsNeitherTheCookieNorThePasswordHash() {
    Browser browser = server.signedIn("mariana.cota");
    String token = browser.cookies().get("__Host-interconsulta-" + server.port());

    String dump = dump("sessions") + dump("accounts");

    assertFalse(dump.contains(token), "the cookie's value is in the database");
    assertFalse(dump.contains("argon2id"), "the password hash is not sealed");
    assertTrue(dump.contains(Secrets.digest(token)));
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreToldInTheSameWords() {
    Browser browser = server.browser();

    Browser.Page wrong = browser.trySignIn("mariana.cota", "not the password");
    Browser.Page unknown = browser.trySignIn("nobody.here", "not the password");

    assertEquals(401, wrong.status());
    assertEquals("sign-in-refused", wrong.code());
    assertEquals("El usuario o la contraseña no coinciden.", wrong.json().getString("title"));
    assertEquals(wrong.json().getString("title"), unknown.json().getString("title"));
    assertEquals(wrong.json().fieldNames(), unknown.json().fieldNames());
  }

  @Test
  void theUserNameMayBeTypedInCapitals() {
    assertEquals(
        200,
        server.browser().trySignIn(" Mariana.COTA ", server.password("mariana.cota")).status());
  }

  @Test
  void waitsGrowToAMinuteAndNeverBeyondAndTheRightPasswordThenWorks() {
    Browser stranger = server.browser();
    long longest = 0;
    for (int attempt = 0; attempt < 40; attempt++) {
      Browser.Page page = stranger.trySignIn("mariana.cota", "guess " + attempt);
      long wait = page.json().getLong("retryAfterSeconds");
      longest = Math.max(longest, wait);
      server.advance(Duration.ofSeconds(wait));
    }

    assertEquals(60, longest);
    assertEquals(200, stranger.trySignIn("mariana.cota", server.password("mariana.cota")).status());
  }

  @Test
  void anAttemptThatComesTooEarlyIsNotEvenLookedAt() {
    Browser stranger = server.browser();
    for (int attempt = 0; attempt < 6; attempt++) {
      server.advance(
          Duration.ofSeconds(
              stranger.trySignIn("mariana.cota", "guess").json().getLong("retryAfterSeconds")));
    }
    stranger.trySignIn("mariana.cota", "guess");

    Browser.Page early = stranger.trySignIn("mariana.cota", server.password("mariana.cota"));

    assertEquals(429, early.status());
    assertEquals("sign-in-wait", early.code());
    assertEquals(
        String.valueOf(early.json().getLong("retryAfterSeconds")),
        early.header("Retry-After").orElseThrow());
  }

  @Test
  void somebodyElsesGuessingDoesNotStandInTheWayOfAKnownBrowser() {
    Browser known = server.signedIn("mariana.cota");
    known.delete("/api/session");
    Browser stranger = server.browser();
    for (int attempt = 0; attempt < 8; attempt++) {
      stranger.trySignIn("mariana.cota", "guess");
    }

    assertEquals(429, stranger.trySignIn("mariana.cota", "guess").status());
    assertEquals(200, known.trySignIn("mariana.cota", server.password("mariana.cota")).status());
  }

  @Test
  void failuresAreForgottenWithTime() {
    Browser stranger = server.browser();
    for (int attempt = 0; attempt < 8; attempt++) {
      stranger.trySignIn("mariana.cota", "guess");
    }
    server.advance(Duration.ofHours(2));

    assertEquals(
        0, stranger.trySignIn("mariana.cota", "guess").json().getLong("retryAfterSeconds"));
  }

  @Test
  void aSessionEndsAfterHalfAnHourWithoutUse() {
    Browser browser = server.signedIn("mariana.cota");
    server.advance(Duration.ofMinutes(29));
    assertEquals(200, browser.get("/api/session").status());
    server.advance(Duration.ofMinutes(29));
    assertEquals(200, browser.get("/api/session").status());

    server.advance(Duration.ofMinutes(31));

    assertEquals(401, browser.get("/api/session").status());
    assertEquals("signed-out", browser.get("/api/session").code());
  }

  @Test
  void aSessionEndsAfterTwelveHoursHoweverBusy() {
    Browser browser = server.signedIn("mariana.cota");
    for (int quarter = 0; quarter < 47; quarter++) {
      server.advance(Duration.ofMinutes(15));
      assertEquals(200, browser.get("/api/session").status());
    }

    server.advance(Duration.ofMinutes(15));

    assertEquals(401, browser.get("/api/session").status());
  }

  @Test
  void signingOutEndsTheSessionOnTheServer() {
    Browser browser = server.signedIn("mariana.cota");
    Map<String, String> stolen = Map.copyOf(browser.cookies());

    assertEquals(204, browser.delete("/api/session").status());

    browser.cookies().putAll(stolen);
    assertEquals(401, browser.get("/api/session").status());
    assertTrue(server.endings.contains("session"));
  }

  @Test
  void signingInAgainMakesANewSessionAndEndsTheOldOne() {
    Browser browser = server.signedIn("mariana.cota");
    Map<String, String> before = Map.copyOf(browser.cookies());

    browser.signIn("mariana.cota", server.password("mariana.cota"));

    assertNotEquals(before, browser.cookies());
    browser.cookies().putAll(before);
    assertEquals(401, browser.get("/api/session").status());
  }

  @Test
  void whoLeavesIsSignedOutAtOnce() {
    Browser browser = server.signedIn("mariana.cota");

    server.staff.end("mariana");
    TestFoundation.await(server.identity.personLeft("mariana"));

    assertEquals(401, browser.get("/api/session").status());
    assertTrue(server.endings.contains("person mariana"));
    assertEquals(
        "sign-in-refused",
        browser.trySignIn("mariana.cota", server.password("mariana.cota")).code());
  }

  @Test
  void rightsThatEndElsewhereEndHereWithinTwoSeconds() {
    Browser browser = server.signedIn("mariana.cota");
    assertEquals(200, browser.get("/api/session").status());
    server.staff.end("mariana");

    server.advance(Duration.ofSeconds(2));

    assertEquals(401, browser.get("/api/session").status());
  }

  @Test
  void whoeverNeverChoseALanguageGoesOnInThatOfTheSignInPage() {
    Browser english = server.browser().with("Accept-Language", "en");
    english.signIn("mariana.cota", server.password("mariana.cota"));
    assertEquals("en", english.get("/api/session").json().getString("language"));

    Browser spanish = server.browser().with("Accept-Language", "es");
    spanish.signIn("mariana.cota", server.password("mariana.cota"));
    assertEquals("es", spanish.get("/api/session").json().getString("language"));
  }

  @Test
  void theLanguageIsKeptForThePersonAndTheirProblemsAreWrittenInIt() {
    Browser browser = server.signedIn("mariana.cota");

    assertEquals(
        204, browser.put("/api/session/language", new JsonObject().put("language", "en")).status());

    assertEquals("en", browser.get("/api/session").json().getString("language"));
    assertEquals(
        "No assigned role allows this.", browser.get("/api/accounts").json().getString("title"));
    assertEquals(
        "en", server.signedIn("mariana.cota").get("/api/session").json().getString("language"));
  }

  @Test
  void aNewPersonSetsAPasswordWithACodeThatIsShownOnceAndHoldsOnce() {
    server.staff.add("rodrigo", "rodrigo.arambula", "specialist", "JCIMS000456");
    Browser administrator = server.signedIn("noe.barajas");
    JsonObject issued = administrator.post("/api/accounts/rodrigo/code", new JsonObject()).json();
    Browser browser = server.browser();
    JsonObject activation =
        new JsonObject()
            .put("user", "rodrigo.arambula")
            .put("code", issued.getString("code").toLowerCase(java.util.Locale.ROOT))
            .put("password", "una frase bastante larga");

    Browser.Page activated = browser.post("/api/activation", activation);

    assertEquals(200, activated.status(), activated.text());
    assertEquals("rodrigo", activated.json().getJsonObject("person").getString("id"));
    assertEquals(200, browser.get("/api/session").status());
    assertFalse(dump("accounts").contains(issued.getString("code")));
    assertEquals("code-refused", server.browser().post("/api/activation", activation).code());
    assertEquals(
        200, server.browser().trySignIn("rodrigo.arambula", "una frase bastante larga").status());
  }

  @Test
  void aCodeHoldsForADay() {
    server.staff.add("rodrigo", "rodrigo.arambula", "specialist", "JCIMS000456");
    JsonObject issued =
        server.signedIn("noe.barajas").post("/api/accounts/rodrigo/code", new JsonObject()).json();
    server.advance(Duration.ofHours(24));

    Browser.Page late =
        server
            .browser()
            .post(
                "/api/activation",
                new JsonObject()
                    .put("user", "rodrigo.arambula")
                    .put("code", issued.getString("code"))
                    .put("password", "una frase bastante larga"));

    assertEquals(401, late.status());
    assertEquals("code-refused", late.code());
  }

  @Test
  void aResetEndsWhatWasOpenWithTheOldPassword() {
    Browser before = server.signedIn("mariana.cota");
    JsonObject issued =
        server.signedIn("noe.barajas").post("/api/accounts/mariana/code", new JsonObject()).json();

    server
        .browser()
        .post(
            "/api/activation",
            new JsonObject()
                .put("user", "mariana.cota")
                .put("code", issued.getString("code"))
                .put("password", "otra frase bastante larga"));

    assertEquals(401, before.get("/api/session").status());
    assertTrue(server.endings.contains("person mariana"));
  }

  @Test
  void changingThePasswordEndsEveryOtherSession() {
    Browser here = server.signedIn("mariana.cota");
    Browser there = server.signedIn("mariana.cota");

    Browser.Page changed =
        here.post(
            "/api/password",
            new JsonObject()
                .put("current", server.password("mariana.cota"))
                .put("next", "otra frase bastante larga"));

    assertEquals(204, changed.status(), changed.text());
    assertEquals(200, here.get("/api/session").status());
    assertEquals(401, there.get("/api/session").status());
    assertTrue(server.endings.contains("session"));
  }

  @Test
  void aPasswordThatIsTriedFirstIsRefused() {
    Browser browser = server.signedIn("mariana.cota");
    for (String weak : List.of("password123", "aaaaaaaaaaaa", "mariana.cota.2026")) {
      Browser.Page page =
          browser.post(
              "/api/password",
              new JsonObject().put("current", server.password("mariana.cota")).put("next", weak));
      assertEquals("password-weak", page.code(), weak);
    }
  }

  @Test
  void aProofHoldsOnceForOnePersonOneHashAndOneMinute() {
    Browser browser = server.signedIn("mariana.cota");
    JsonObject request =
        new JsonObject().put("hash", HASH).put("password", server.password("mariana.cota"));
    String proof = browser.post("/api/proofs", request).json().getString("proof");

    refused("somebody-else", HASH, proof);
    refused("mariana", "b".repeat(64), proof);
    TestFoundation.await(server.identity.signingProofs().consume("mariana", HASH, proof));
    refused("mariana", HASH, proof);

    String late = browser.post("/api/proofs", request).json().getString("proof");
    server.advance(Duration.ofSeconds(60));
    refused("mariana", HASH, late);
  }

  @Test
  void aProofAsksForThePassword() {
    Browser browser = server.signedIn("mariana.cota");

    Browser.Page page =
        browser.post("/api/proofs", new JsonObject().put("hash", HASH).put("password", "no"));

    assertEquals(403, page.status());
    assertEquals("password-wrong", page.code());
  }

  @Test
  void demoPasswordsAreInAFileThatOnlyItsOwnerReads() throws Exception {
    Path file = directory.resolve("demo-accounts.json");

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void demoAccountsAreOfferedToThisMachineAloneAndNeverThroughAProxy() {
    assertEquals(200, server.browser().get("/api/sample-accounts").status());
    for (String sign :
        List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Via")) {
      assertEquals(
          404,
          server.browser().with(sign, "for=10.0.0.1").get("/api/sample-accounts").status(),
          sign);
    }
  }

  @Test
  void aSecondStartKeepsThePasswordsOfTheFirst() {
    String before = server.password("mariana.cota");

    server.person("rodrigo", "rodrigo.arambula", "specialist", "JCIMS000456");

    assertEquals(before, server.password("mariana.cota"));
  }

  private void refused(String person, String hash, String proof) {
    Problem problem =
        Assertions.assertThrows(
            Problem.class,
            () ->
                TestFoundation.await(server.identity.signingProofs().consume(person, hash, proof)));
    assertEquals("proof-invalid", problem.code());
  }

  private String dump(String collection) {
    return TestFoundation.await(
            server
                .house
                .database()
                .all(server.house.database().driver().getCollection(collection).find()))
        .stream()
        .map(org.bson.Document::toJson)
        .reduce("", String::concat);
  }
}
