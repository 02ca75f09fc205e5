package mx.interconsulta.server.identity;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.server.http.HttpCall;
import mx.interconsulta.server.http.SignedIn;

/** The operations of server.yaml. None of them touches patient data. */
final class IdentityOperations {
  private static final Reach ANYONE = new Reach.Anyone();
  private static final Reach SIGNED_IN = new Reach.SignedIn();
  private static final Reach ADMINISTRATORS = new Reach.Holders(Set.of("administrator"));

  /** What the operations work with. */
  record Parts(
      Staff staff,
      Accounts accounts,
      PasswordHashing hashing,
      PasswordCheck check,
      Sessions sessions,
      SessionCookies cookies,
      SessionView view,
      Proofs proofs,
      Setup setup,
      SampleAccounts sample,
      SessionEndings endings,
      IdentityOptions options,
      Identity.Setting setting) {}

  private final Parts parts;

  IdentityOperations(Parts parts) {
    this.parts = parts;
  }

  List<Operation> all() {
    return List.of(
        operation("getSession", SIGNED_IN, this::getSession),
        operation("signIn", ANYONE, this::signIn),
        operation("signOut", SIGNED_IN, this::signOut),
        operation("setLanguage", SIGNED_IN, this::setLanguage),
        operation("activateAccount", ANYONE, this::activateAccount),
        operation("changePassword", SIGNED_IN, this::changePassword),
        operation("createProof", SIGNED_IN, this::createProof),
        operation("listSampleAccounts", ANYONE, this::listSampleAccounts),
        operation("getSetup", ANYONE, this::getSetup),
        operation("completeSetup", ANYONE, this::completeSetup),
        operation("listAccounts", ADMINISTRATORS, this::listAccounts),
        operation("issueAccountCode", ADMINISTRATORS, this::issueAccountCode));
  }

  private static Operation operation(String id, Reach reach, Handler.Json handler) {
    return new Operation(id, AuditPurpose.NONE, reach, handler);
  }

  private Future<Answer> getSession(Call call) {
    SignedIn caller = HttpCall.of(call).caller().orElseThrow();
    return parts.view().of(caller).map(session -> Answer.ok(session, Answer.NO_PATIENT_DATA));
  }

  private Future<Answer> signIn(Call call) {
    HttpCall http = HttpCall.of(call);
    return parts
        .check()
        .bySignIn(http, call.body().getString("user"), call.body().getString("password"))
        .compose(known -> begun(http, known.member(), known.account()));
  }

  private Future<Answer> signOut(Call call) {
    return parts
        .sessions()
        .end(HttpCall.of(call).request())
        .compose(ended -> parts.endings().sessionEnded(call.principal().session()))
        .map(
            ended ->
                Answer.done(Answer.NO_PATIENT_DATA)
                    .withHeader("Set-Cookie", parts.cookies().clearSession()));
  }

  private Future<Answer> setLanguage(Call call) {
    String person = call.principal().person();
    String language = call.body().getString("language");
    return parts
        .accounts()
        .setLanguage(person, language)
        .compose(kept -> parts.sessions().setLanguage(person, language))
        .map(kept -> Answer.done(Answer.NO_PATIENT_DATA));
  }

  private Future<Answer> activateAccount(Call call) {
    HttpCall http = HttpCall.of(call);
    JsonObject body = call.body();
    String password = body.getString("password");
    return parts
        .check()
        .byCode(http, body.getString("user"), body.getString("code"))
        .compose(
            known -> {
              PasswordRule.require(known.member().user(), password);
              String person = known.member().person();
              return parts
                  .hashing()
                  .hash(password)
                  .compose(
                      hash ->
                          parts
                              .accounts()
                              .setPasswordByCode(person, body.getString("code"), hash, call.at()))
                  .compose(
                      account ->
                          account.isEmpty()
                              ? Future.failedFuture(new Problem(401, "code-refused"))
                              : parts
                                  .sessions()
                                  .endAll(person)
                                  .compose(ended -> parts.endings().personEnded(person))
                                  .compose(ended -> begun(http, known.member(), account.get())));
            });
  }

  private Future<Answer> changePassword(Call call) {
    HttpCall http = HttpCall.of(call);
    String person = call.principal().person();
    String session = call.principal().session();
    String next = call.body().getString("next");
    return parts
        .check()
        .again(http, call.body().getString("current"))
        .compose(right -> parts.staff().byId(person))
        .compose(
            member -> {
              PasswordRule.require(member.map(Staff.Member::user).orElse(""), next);
              return parts.hashing().hash(next);
            })
        .compose(hash -> parts.accounts().setPassword(person, hash, call.at()))
        .compose(kept -> parts.sessions().endOthers(person, session))
        .compose(ended -> Future.all(ended.stream().map(parts.endings()::sessionEnded).toList()))
        .map(told -> Answer.done(Answer.NO_PATIENT_DATA));
  }

  private Future<Answer> createProof(Call call) {
    return parts
        .check()
        .again(HttpCall.of(call), call.body().getString("password"))
        .compose(
            right -> parts.proofs().make(call.principal().person(), call.body().getString("hash")))
        .map(made -> Answer.created(made, Answer.NO_PATIENT_DATA));
  }

  private Future<Answer> listSampleAccounts(Call call) {
    JsonArray offered = parts.sample().offered();
    boolean offer =
        parts.setting().offersSampleAccounts()
            && HttpCall.of(call).peer().atThisMachine()
            && !offered.isEmpty();
    return offer
        ? Future.succeededFuture(
            Answer.ok(new JsonObject().put("items", offered), Answer.NO_PATIENT_DATA))
        : Future.failedFuture(Problem.notFound());
  }

  private Future<Answer> getSetup(Call call) {
    return parts
        .setup()
        .needed()
        .map(needed -> Answer.ok(new JsonObject().put("needed", needed), Answer.NO_PATIENT_DATA));
  }

  private Future<Answer> completeSetup(Call call) {
    HttpCall http = HttpCall.of(call);
    JsonObject body = call.body();
    String user = body.getString("user");
    String password = body.getString("password");
    PasswordRule.require(user, password);
    return parts
        .setup()
        .begin(body.getString("token"), user, body.getString("name"))
        .compose(
            person ->
                parts
                    .hashing()
                    .hash(password)
                    .compose(hash -> parts.accounts().setPassword(person, hash, call.at()))
                    .compose(account -> parts.setup().complete().map(account)))
        .compose(
            account ->
                parts
                    .staff()
                    .byId(account.person())
                    .compose(member -> begun(http, member.orElseThrow(), account)));
  }

  private Future<Answer> listAccounts(Call call) {
    return parts
        .accounts()
        .all()
        .map(
            all -> {
              JsonArray items = new JsonArray();
              all.forEach(account -> items.add(brief(account, call.at())));
              return Answer.ok(new JsonObject().put("items", items), Answer.NO_PATIENT_DATA);
            });
  }

  private Future<Answer> issueAccountCode(Call call) {
    String code = Secrets.readable();
    Instant expiresAt = call.at().plus(parts.options().code());
    return parts
        .staff()
        .byId(call.path("person"))
        .compose(
            found -> {
              Staff.Member member = found.orElseThrow(Problem::notFound);
              if (member.ended()) {
                throw new Problem(409, "person-ended");
              }
              if (member.user().isEmpty()) {
                throw new Problem(409, "person-without-user");
              }
              return parts
                  .accounts()
                  .putOutCode(member.person(), code, expiresAt)
                  .map(
                      out ->
                          Answer.created(
                              new JsonObject()
                                  .put("user", member.user())
                                  .put("code", code)
                                  .put("expiresAt", expiresAt),
                              Answer.NO_PATIENT_DATA));
            });
  }

  /** Begins a session: ends the one the browser had, sets both cookies, tells what it is. */
  private Future<Answer> begun(HttpCall call, Staff.Member member, Account account) {
    return parts
        .sessions()
        .end(call.request())
        .compose(
            old -> {
              // Who never chose a language goes on in the one the sign-in page was in.
              String chosen = account.language();
              return parts
                  .sessions()
                  .begin(member.person(), chosen == null ? call.language() : chosen);
            })
        .compose(
            token ->
                parts
                    .sessions()
                    .byToken(token)
                    .compose(
                        caller ->
                            parts
                                .view()
                                .of(caller.orElseThrow(() -> new Problem(401, "signed-out"))))
                    .map(
                        session -> {
                          call.request()
                              .response()
                              .headers()
                              .add("Set-Cookie", parts.cookies().setSession(token));
                          if (!parts.check().knowsDevice(call, member.user())) {
                            call.request()
                                .response()
                                .headers()
                                .add(
                                    "Set-Cookie",
                                    parts
                                        .cookies()
                                        .setDevice(parts.check().deviceOf(member.user())));
                          }
                          return Answer.ok(session, Answer.NO_PATIENT_DATA);
                        }));
  }

  private static JsonObject brief(Account account, Instant now) {
    boolean codeOut = account.codeHash() != null && now.isBefore(account.codeExpiresAt());
    JsonObject json =
        new JsonObject()
            .put("person", account.person())
            .put("state", account.password() != null ? "active" : codeOut ? "invited" : "none");
    return codeOut ? json.put("codeExpiresAt", account.codeExpiresAt()) : json;
  }
}
