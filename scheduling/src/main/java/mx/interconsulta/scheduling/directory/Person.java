package mx.interconsulta.scheduling.directory;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * Somebody who works in the network. Staff, never a patient.
 *
 * @param id UUID
 * @param version grows with each change
 * @param user name they sign in with, unique over all people
 * @param title form of address, for example {@code Dra.}; may be empty
 * @param name full name
 * @param cedula cédula profesional, 7 or 8 digits, or null
 * @param phone telephone, or null
 * @param extension telephone extension, or null
 * @param folded accent-folded name and user name, for order
 * @param beginnings of its words, two letters and more, for search
 * @param assignments what they may do, past ones too
 * @param endedAt when they left, or null
 * @param sample whether they are invented
 */
public record Person(
    @BsonId @Open String id,
    Integer version,
    @Open String user,
    @Open String title,
    @Open String name,
    @Open String cedula,
    @Open String phone,
    @Open String extension,
    @Open String folded,
    List<@Open String> beginnings,
    List<Assignment> assignments,
    Instant endedAt,
    Boolean sample)
    implements Entry {

  /** Title and name, as a page shows them. */
  public String displayName() {
    return title == null || title.isEmpty() ? name : title + " " + name;
  }

  /** Whether they still work here. */
  public boolean active() {
    return endedAt == null;
  }

  /** Assignments in force; none for who has left. */
  public List<Assignment> inForce(Instant now) {
    return active()
        ? assignments.stream().filter(assignment -> assignment.inForce(now)).toList()
        : List.of();
  }

  /** Whether they answer for a specialty in one of these units. */
  public boolean answers(Set<String> units, String specialty, Instant now) {
    return answering(units, specialty, now) != null;
  }

  /** The assignment through which they answer for a specialty in one of these units, or null. */
  public Assignment answering(Set<String> units, String specialty, Instant now) {
    return inForce(now).stream()
        .filter(assignment -> assignment.role().equals(Roles.SPECIALIST))
        .filter(assignment -> units.contains(assignment.unit()))
        .filter(assignment -> assignment.specialties().contains(specialty))
        .findFirst()
        .orElse(null);
  }

  /** The grants of the assignments in force. */
  public List<Grant> grants(Catalogue catalogue, Instant now) {
    return inForce(now).stream().map(assignment -> grant(assignment, catalogue)).toList();
  }

  private static Grant grant(Assignment assignment, Catalogue catalogue) {
    String unit = assignment.unit() == null ? "" : assignment.unit();
    String group =
        assignment.group() != null
            ? assignment.group()
            : catalogue.unit(unit).map(Unit::group).orElse("");
    return new Grant(
        assignment.id(), assignment.role(), unit, group, Set.copyOf(assignment.specialties()));
  }

  public Person withProfile(JsonObject body) {
    String fullName = body.getString("name").strip();
    String userName = body.getString("user");
    return new Person(
        id,
        body.getInteger("version") + 1,
        userName,
        body.getString("title").strip(),
        fullName,
        body.getString("cedula"),
        body.getString("phone"),
        body.getString("extension"),
        Folding.fold(fullName + " " + userName),
        Folding.beginnings(fullName + " " + userName),
        assignments,
        endedAt,
        sample);
  }

  Person withAssignments(int basedOn, List<Assignment> changed, Instant ended) {
    return new Person(
        id,
        basedOn + 1,
        user,
        title,
        name,
        cedula,
        phone,
        extension,
        folded,
        beginnings,
        List.copyOf(changed),
        ended,
        sample);
  }

  JsonObject asJson(Catalogue catalogue) {
    JsonArray held = new JsonArray();
    assignments.forEach(assignment -> held.add(assignment.asJson(catalogue)));
    return Body.of()
        .with("id", id)
        .with("version", version)
        .with("user", user)
        .with("title", title)
        .with("name", name)
        .with("displayName", displayName())
        .with("cedula", cedula)
        .with("phone", phone)
        .with("extension", extension)
        .with("active", active())
        .with("endedAt", endedAt)
        .with("assignments", held)
        .with("sample", sample)
        .json();
  }
}
