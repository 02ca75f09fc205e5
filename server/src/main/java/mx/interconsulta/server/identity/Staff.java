package mx.interconsulta.server.identity;

import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import mx.interconsulta.platform.operation.Grant;

/**
 * The people of the network as sign-in sees them. The directory keeps them; the composition joins
 * the two.
 */
public interface Staff {

  /** A person by id; empty when there is none. */
  Future<Optional<Member>> byId(String person);

  /** A person by user name (lower case); empty when there is none. */
  Future<Optional<Member>> byUser(String user);

  /** Whether the network has nobody yet. */
  Future<Boolean> nobodyYet();

  /** Creates the first administrator; again with the same id it does nothing. */
  Future<Void> createFirstAdministrator(String person, String user, String name);

  /**
   * A person.
   *
   * @param person id
   * @param user name to sign in with; empty when none was given
   * @param displayName title and name
   * @param title title before the name; may be empty
   * @param ended whether the person has left the network
   * @param posts assignments in force now
   */
  record Member(
      String person,
      String user,
      String displayName,
      String title,
      boolean ended,
      List<Post> posts) {
    public Member {
      Objects.requireNonNull(person, "person");
      posts = List.copyOf(posts);
    }

    /** What the person may do now: nothing once they have left. */
    public List<Grant> grants() {
      return ended ? List.of() : posts.stream().map(Post::grant).toList();
    }
  }

  /**
   * An assignment with the names a page shows.
   *
   * @param grant what it allows
   * @param unitName name of the unit or OOAD; empty for the whole network
   * @param zone IANA zone where it is exercised; empty when it is not one
   * @param specialties its specialties
   */
  record Post(Grant grant, String unitName, String zone, List<NamedSpecialty> specialties) {
    public Post {
      specialties = List.copyOf(specialties);
    }
  }

  /** A specialty with its names in both languages. */
  record NamedSpecialty(String id, String es, String en) {}
}
