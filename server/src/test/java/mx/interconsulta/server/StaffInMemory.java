package mx.interconsulta.server;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.server.identity.Staff;

/** People that a test changes at will. */
public final class StaffInMemory implements Staff {
  private final Map<String, Member> members = new ConcurrentHashMap<>();

  public Member add(String person, String user, String role, String unit) {
    Grant grant = new Grant("as-" + person, role, unit, "", Set.of());
    Member member =
        new Member(
            person,
            user,
            "Dra. " + person,
            "Dra.",
            false,
            List.of(new Post(grant, "Unit " + unit, "America/Mexico_City", List.of())));
    members.put(person, member);
    return member;
  }

  public void end(String person) {
    Member was = members.get(person);
    members.put(
        person, new Member(person, was.user(), was.displayName(), was.title(), true, was.posts()));
  }

  @Override
  public Future<Optional<Member>> byId(String person) {
    return Future.succeededFuture(Optional.ofNullable(members.get(person)));
  }

  @Override
  public Future<Optional<Member>> byUser(String user) {
    return Future.succeededFuture(
        members.values().stream().filter(one -> one.user().equals(user)).findFirst());
  }

  @Override
  public Future<Boolean> nobodyYet() {
    return Future.succeededFuture(members.isEmpty());
  }

  @Override
  public Future<Void> createFirstAdministrator(String person, String user, String name) {
    add(person, user, "administrator", "");
    return Future.succeededFuture();
  }
}
