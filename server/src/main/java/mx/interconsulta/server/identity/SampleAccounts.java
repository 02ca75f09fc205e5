package mx.interconsulta.server.identity;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mx.interconsulta.platform.Foundation;

/**
 * The accounts of a sample network: passwords made at the first start, hashed like any other, and
 * kept readable only in {@code DATA_DIR/demo-accounts.json} (0600). A server that shares the
 * database but not the directory has no list to offer.
 */
final class SampleAccounts {
  static final String FILE = "demo-accounts.json";

  private final Foundation foundation;
  private final Accounts accounts;
  private final PasswordHashing hashing;
  private final Path file;
  private final Map<String, Future<?>> underWay = new ConcurrentHashMap<>();
  private volatile JsonArray offered = new JsonArray();

  SampleAccounts(
      Foundation foundation, Accounts accounts, PasswordHashing hashing, Path dataDirectory) {
    this.foundation = foundation;
    this.accounts = accounts;
    this.hashing = hashing;
    this.file = dataDirectory.resolve(FILE);
  }

  /**
   * Makes the accounts that are missing; goes on where a start that was killed left off. Completes
   * once passwords are chosen and kept; they are hashed behind it.
   *
   * @return a Future of the Future that completes when the last is hashed
   */
  Future<Future<Void>> prepare(List<SamplePerson> people) {
    return accounts
        .all()
        .compose(
            existing -> {
              Set<String> have = new HashSet<>();
              existing.forEach(account -> have.add(account.person()));
              return foundation
                  .vertx()
                  .executeBlocking(() -> passwords(people, have))
                  .map(
                      passwords -> {
                        offered = firstOfEachRoleFirst(people, passwords);
                        return made(people, have, passwords);
                      });
            });
  }

  /** Completes when the account of a person can be used: at once, but for those under way. */
  Future<Void> usable(String person) {
    Future<?> making = underWay.get(person);
    return making == null ? Future.succeededFuture() : making.mapEmpty();
  }

  /** What the sign-in page of this very machine may offer, the first of each role first. */
  JsonArray offered() {
    return offered;
  }

  /**
   * Passwords by user, as the file has them; new ones for people who have neither account nor
   * password. People whose account somebody else made have none here.
   */
  private Map<String, String> passwords(List<SamplePerson> people, Set<String> have) {
    Map<String, String> kept = new LinkedHashMap<>();
    PrivateFile.read(file).map(JsonObject::new).ifPresent(text -> readInto(kept, text));
    boolean grown = false;
    for (SamplePerson person : people) {
      if (!kept.containsKey(person.user()) && !have.contains(person.person())) {
        kept.put(person.user(), Secrets.readable().toLowerCase(Locale.ROOT));
        grown = true;
      }
    }
    if (grown) {
      PrivateFile.write(file, fileText(people, kept));
    }
    return kept;
  }

  private Future<Void> made(
      List<SamplePerson> people, Set<String> have, Map<String, String> passwords) {
    List<Future<Void>> making = new ArrayList<>();
    Set<String> lost = new HashSet<>();
    for (SamplePerson person : people) {
      String password = passwords.get(person.user());
      if (!have.contains(person.person()) && password != null) {
        // Two at a time, so that the queue of the sign-ins never fills.
        Future<Void> before =
            making.size() < 2 ? Future.succeededFuture() : making.get(making.size() - 2);
        Future<Void> one =
            before
                .compose(free -> hashing.hash(password))
                .compose(
                    hash ->
                        accounts.addIfNone(
                            person.person(), hash, foundation.timers().clock().instant()))
                .map(
                    made -> {
                      if (!made) {
                        lost.add(person.user());
                      }
                      return null;
                    });
        underWay.put(person.person(), one);
        making.add(one);
      }
    }
    return Future.all(making)
        .compose(
            all -> lost.isEmpty() ? Future.succeededFuture() : unlearn(people, passwords, lost))
        .onSuccess(all -> underWay.clear())
        .mapEmpty();
  }

  /** Another server was faster: our passwords for these people mean nothing. */
  private Future<Void> unlearn(
      List<SamplePerson> people, Map<String, String> passwords, Set<String> lost) {
    return foundation
        .vertx()
        .executeBlocking(
            () -> {
              passwords.keySet().removeAll(lost);
              PrivateFile.write(file, fileText(people, passwords));
              offered = firstOfEachRoleFirst(people, passwords);
              return null;
            });
  }

  private static void readInto(Map<String, String> kept, JsonObject text) {
    for (Object one : text.getJsonArray("accounts")) {
      JsonObject account = (JsonObject) one;
      kept.put(account.getString("user"), account.getString("password"));
    }
  }

  private static String fileText(List<SamplePerson> people, Map<String, String> passwords) {
    return new JsonObject()
        .put("note", "Sample network: invented people, for this machine only.")
        .put("accounts", firstOfEachRoleFirst(people, passwords))
        .encodePrettily();
  }

  private static JsonArray firstOfEachRoleFirst(
      List<SamplePerson> people, Map<String, String> passwords) {
    JsonArray first = new JsonArray();
    JsonArray rest = new JsonArray();
    Set<String> roles = new HashSet<>();
    for (SamplePerson person : people) {
      String password = passwords.get(person.user());
      if (password != null) {
        (roles.add(person.role()) ? first : rest).add(person.toJson(password));
      }
    }
    return first.addAll(rest);
  }
}
