package mx.interconsulta.server.identity;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.server.http.SignedIn;

/** What a page is told after sign-in: schema {@code Session}. */
final class SessionView {
  private static final String SOCKET_PATH = "/api/live";

  private final Foundation foundation;
  private final Accounts accounts;
  private final RecentStaff staff;
  private final IdentityOptions options;
  private final Identity.Setting setting;

  SessionView(
      Foundation foundation,
      Accounts accounts,
      RecentStaff staff,
      IdentityOptions options,
      Identity.Setting setting) {
    this.foundation = foundation;
    this.accounts = accounts;
    this.staff = staff;
    this.options = options;
    this.setting = setting;
  }

  Future<JsonObject> of(SignedIn caller) {
    String person = caller.principal().person();
    return staff
        .byId(person)
        .compose(
            member ->
                accounts
                    .find(person)
                    .compose(
                        account ->
                            member.isEmpty() || account.isEmpty()
                                ? Future.failedFuture(new Problem(401, "signed-out"))
                                : Future.succeededFuture(
                                    json(caller, member.get(), account.get()))));
  }

  private JsonObject json(SignedIn caller, Staff.Member member, Account account) {
    String language = caller.principal().language();
    JsonArray grants = new JsonArray();
    member.posts().forEach(post -> grants.add(grant(post, language)));
    return new JsonObject()
        .put(
            "person",
            new JsonObject()
                .put("id", member.person())
                .put("displayName", member.displayName())
                .put("title", member.title()))
        .put("user", member.user())
        .put("language", language)
        .put("csrf", caller.csrf())
        .put("draftKey", Base64.getEncoder().encodeToString(accounts.draftKeyOf(account)))
        .put("grants", grants)
        .put("sample", setting.sample())
        .put("production", setting.production())
        .put("embeddedDatabase", setting.embeddedDatabase())
        .put("mediaOnLoopback", setting.mediaOnLoopback())
        .put("serverTime", foundation.timers().clock().instant())
        .put("idleSeconds", options.idle().toSeconds())
        .put("socketPath", SOCKET_PATH);
  }

  private static JsonObject grant(Staff.Post post, String language) {
    Grant grant = post.grant();
    JsonArray specialties = new JsonArray();
    post.specialties()
        .forEach(
            specialty ->
                specialties.add(
                    new JsonObject()
                        .put("id", specialty.id())
                        .put("name", language.equals("en") ? specialty.en() : specialty.es())));
    return new JsonObject()
        .put("assignment", grant.assignment())
        .put("role", grant.role())
        .put("unit", grant.unit())
        .put("unitName", post.unitName())
        .put("zone", post.zone())
        .put("specialties", specialties);
  }
}
