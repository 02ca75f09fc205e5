package mx.interconsulta.server;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Standing;
import mx.interconsulta.server.identity.Staff;

/** The people of the directory, as sign-in asks for them. */
record DirectoryStaff(Directory directory) implements Staff {

  @Override
  public Future<Optional<Member>> byId(String person) {
    return directory.standingOf(person).map(found -> found.map(DirectoryStaff::member));
  }

  @Override
  public Future<Optional<Member>> byUser(String user) {
    return directory.standingByUser(user).map(found -> found.map(DirectoryStaff::member));
  }

  @Override
  public Future<Boolean> nobodyYet() {
    return directory.isEmpty();
  }

  @Override
  public Future<Void> createFirstAdministrator(String person, String user, String name) {
    return directory.createFirstAdministrator(person, user, name);
  }

  private static Member member(Standing standing) {
    return new Member(
        standing.person(),
        standing.user() == null ? "" : standing.user(),
        standing.displayName(),
        standing.title() == null ? "" : standing.title(),
        standing.ended(),
        standing.held().stream().map(DirectoryStaff::post).toList());
  }

  private static Post post(Standing.Held held) {
    List<NamedSpecialty> specialties =
        held.specialties().stream()
            .map(one -> new NamedSpecialty(one.id(), one.name().es(), one.name().en()))
            .toList();
    return new Post(held.grant(), held.unitName(), held.zone(), specialties);
  }
}
