package mx.interconsulta.server.identity;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.server.http.HttpCall;
import mx.interconsulta.signaling.bus.Exchange;
import mx.interconsulta.signaling.bus.Kind;

/**
 * Holds a user name and password against the accounts, with patience: at sign-in, when a code is
 * used, and when somebody proves again who they are.
 */
final class PasswordCheck {
  private static final Kind<Counted> SIGN_INS =
      new Kind<>("sign-in", 4_096, Counted::json, Counted::read);

  private final Staff staff;
  private final Accounts accounts;
  private final PasswordHashing hashing;
  private final SignInPatience patience;
  private final SessionCookies cookies;
  private final FieldSealing sealing;
  private final SampleAccounts sample;

  PasswordCheck(
      Foundation foundation,
      Staff staff,
      Accounts accounts,
      PasswordHashing hashing,
      SessionCookies cookies,
      SampleAccounts sample) {
    this.sample = sample;
    this.staff = staff;
    this.accounts = accounts;
    this.hashing = hashing;
    this.cookies = cookies;
    this.sealing = foundation.sealing();
    this.patience = new SignInPatience(foundation.timers().clock());
  }

  /** Counts failed sign-ins together with the other servers. */
  void share(Exchange exchange) {
    patience.tell(
        (attempt, forgiven) -> exchange.tellAll(SIGN_INS, new Counted(attempt, forgiven)));
    exchange.on(SIGN_INS, (from, told) -> patience.heard(told.attempt(), told.forgiven()));
  }

  private record Counted(SignInPatience.Attempt attempt, boolean forgiven) {
    JsonObject json() {
      return new JsonObject()
          .put("user", attempt.user())
          .put("address", attempt.address())
          .put("device", attempt.device())
          .put("forgiven", forgiven);
    }

    static Counted read(JsonObject json) {
      return new Counted(
          new SignInPatience.Attempt(
              json.getString("user"), json.getString("address"), json.getString("device")),
          json.getBoolean("forgiven"));
    }
  }

  /** A person and their account. */
  record Known(Staff.Member member, Account account) {}

  /** A user name as it is kept. */
  static String user(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }

  /** Who signs in; fails with 401 {@code sign-in-refused} or 429 {@code sign-in-wait}. */
  Future<Known> bySignIn(HttpCall call, String typedUser, String password) {
    String user = user(typedUser);
    SignInPatience.Attempt attempt = attempt(call, user);
    return begun(attempt)
        .compose(go -> known(user))
        .compose(
            known ->
                hashing
                    .verify(
                        password, known.map(one -> accounts.passwordOf(one.account())).orElse(null))
                    .compose(
                        right -> {
                          if (!right || known.isEmpty()) {
                            return Future.failedFuture(
                                new Problem(
                                    401,
                                    "sign-in-refused",
                                    Map.of("retryAfterSeconds", patience.waitAfter(attempt))));
                          }
                          patience.succeeded(attempt);
                          return Future.succeededFuture(known.get());
                        }));
  }

  /** Who uses a one-time code; fails with 401 {@code code-refused} or 429. */
  Future<Known> byCode(HttpCall call, String typedUser, String code) {
    String user = user(typedUser);
    SignInPatience.Attempt attempt = attempt(call, user);
    return begun(attempt)
        .compose(go -> known(user))
        .compose(
            known -> {
              if (known.isEmpty() || !Accounts.codeHolds(known.get().account(), code, call.at())) {
                return Future.failedFuture(
                    new Problem(
                        401,
                        "code-refused",
                        Map.of("retryAfterSeconds", patience.waitAfter(attempt))));
              }
              patience.succeeded(attempt);
              return Future.succeededFuture(known.get());
            });
  }

  /** Whether a signed-in caller knows their password; fails with 403 {@code password-wrong}. */
  Future<Void> again(HttpCall call, String password) {
    String person = call.principal().person();
    SignInPatience.Attempt attempt =
        new SignInPatience.Attempt(person, "", call.principal().session());
    return begun(attempt)
        .compose(go -> accounts.find(person))
        .compose(
            account -> hashing.verify(password, account.map(accounts::passwordOf).orElse(null)))
        .compose(
            right -> {
              if (!right) {
                return Future.failedFuture(
                    new Problem(
                        403,
                        "password-wrong",
                        Map.of("retryAfterSeconds", patience.waitAfter(attempt))));
              }
              patience.succeeded(attempt);
              return Future.succeededFuture();
            });
  }

  /** A cookie value that says: this person has signed in from this browser. */
  String deviceOf(String user) {
    String nonce = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    return nonce + "." + sealing.token("device", user + " " + nonce).replace(':', '_');
  }

  /** Whether the browser carries such a cookie for this user. */
  boolean knowsDevice(HttpCall call, String user) {
    return !device(call, user).isEmpty();
  }

  private Future<Void> begun(SignInPatience.Attempt attempt) {
    OptionalLong wait = patience.begin(attempt);
    return wait.isPresent()
        ? Future.failedFuture(
            new Problem(429, "sign-in-wait", Map.of("retryAfterSeconds", wait.getAsLong())))
        : Future.succeededFuture();
  }

  private SignInPatience.Attempt attempt(HttpCall call, String user) {
    return new SignInPatience.Attempt(user, call.peer().address(), device(call, user));
  }

  /** The device's nonce when its cookie is ours and for this user. */
  private String device(HttpCall call, String user) {
    Optional<String> cookie = cookies.deviceOf(call.request());
    int dot = cookie.map(value -> value.indexOf('.')).orElse(-1);
    if (dot <= 0) {
      return "";
    }
    String nonce = cookie.get().substring(0, dot);
    String expected = sealing.token("device", user + " " + nonce).replace(':', '_');
    return Secrets.same(expected, cookie.get().substring(dot + 1)) ? nonce : "";
  }

  private Future<Optional<Known>> known(String user) {
    return staff
        .byUser(user)
        .compose(
            member ->
                member.isEmpty() || member.get().ended()
                    ? Future.succeededFuture(Optional.empty())
                    : sample
                        .usable(member.get().person())
                        .compose(usable -> accounts.find(member.get().person()))
                        .map(account -> account.map(one -> new Known(member.get(), one))));
  }
}
