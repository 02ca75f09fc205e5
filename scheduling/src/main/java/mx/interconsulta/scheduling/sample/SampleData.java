package mx.interconsulta.scheduling.sample;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import mx.interconsulta.scheduling.agenda.Agenda;
import mx.interconsulta.scheduling.directory.Assignment;
import mx.interconsulta.scheduling.directory.Coverage;
import mx.interconsulta.scheduling.directory.Person;
import mx.interconsulta.scheduling.directory.Reason;
import mx.interconsulta.scheduling.directory.Specialty;
import mx.interconsulta.scheduling.directory.Unit;

/**
 * The invented network as it stands in {@code sample/network.json}. Ids are derived from the keys
 * there, so that loading it twice loads it once.
 */
final class SampleData {
  private static final String FILE = "/sample/network.json";

  /** Day on which the programme began (bulletin 186/2019). */
  private static final String FIRST_DAY = "2017-07-30";

  private static final Instant FROM = Instant.parse(FIRST_DAY + "T06:00:00Z");

  private final JsonObject network;

  private SampleData(JsonObject network) {
    this.network = network;
  }

  static SampleData read() {
    try (InputStream file = SampleData.class.getResourceAsStream(FILE)) {
      return new SampleData(new JsonObject(Buffer.buffer(file.readAllBytes())));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  List<Unit> units() {
    return each("units", unit -> Unit.from(unit.getString("id"), fresh(unit), true));
  }

  List<Specialty> specialties() {
    return each(
        "specialties",
        specialty -> Specialty.from(specialty.getString("id"), fresh(specialty), true));
  }

  List<Reason> reasons() {
    return each("reasons", reason -> Reason.from(reason.getString("id"), fresh(reason), true));
  }

  List<Coverage> coverage() {
    return each(
        "coverage",
        entry ->
            Coverage.from(
                id("coverage", entry.getString("unit") + " " + entry.getString("specialty")),
                fresh(entry).put("from", FIRST_DAY),
                true));
  }

  List<Person> people() {
    return each("people", SampleData::person);
  }

  List<SamplePerson> accounts() {
    List<Unit> units = units();
    return each(
        "people",
        person ->
            new SamplePerson(
                personId(person.getString("user")),
                person.getString("user"),
                person.getString("role"),
                person.getString("unit", ""),
                placeOf(person, units),
                (person.getString("title") + " " + person.getString("name")).strip()));
  }

  List<Agenda> agendas() {
    return each("agendas", SampleData::agenda);
  }

  private static Agenda agenda(JsonObject entry) {
    List<Agenda.Hours> hours = new ArrayList<>();
    for (Object row : entry.getJsonArray("hours")) {
      JsonObject one = (JsonObject) row;
      for (Object day : one.getJsonArray("days")) {
        hours.add(
            new Agenda.Hours(
                (Integer) day,
                Agenda.minuteOf(one.getString("from")),
                Agenda.minuteOf(one.getString("to")),
                one.getInteger("minutes")));
      }
    }
    String person = personId(entry.getString("user"));
    String unit = entry.getString("unit");
    return new Agenda(Agenda.idOf(person, unit), 1, person, unit, hours, List.of(), true);
  }

  List<JsonObject> patients() {
    return each("patients", Function.identity());
  }

  List<JsonObject> requests() {
    return each("requests", Function.identity());
  }

  static String personId(String user) {
    return id("person", user);
  }

  static String patientId(String key) {
    return id("patient", key);
  }

  static String requestId(String key) {
    return id("request", key);
  }

  /** The assignment of a person; each has one. */
  static String assignmentId(String user) {
    return id("assignment", user);
  }

  private static Person person(JsonObject entry) {
    String user = entry.getString("user");
    Assignment held =
        new Assignment(
            assignmentId(user),
            entry.getString("role"),
            entry.getString("unit"),
            entry.getString("group"),
            entry.getJsonArray("specialties", new JsonArray()).stream()
                .map(String.class::cast)
                .sorted()
                .toList(),
            FROM,
            null);
    Person nameless =
        new Person(
            personId(user),
            0,
            user,
            "",
            "",
            null,
            null,
            null,
            "",
            List.of(),
            List.of(held),
            null,
            true);
    return nameless.withProfile(fresh(entry));
  }

  private static String placeOf(JsonObject person, List<Unit> units) {
    String unit = person.getString("unit");
    String group = person.getString("group");
    return units.stream()
        .filter(one -> one.id().equals(unit) || one.group().equals(group))
        .findFirst()
        .map(one -> unit == null ? one.groupName() : one.shortName())
        .orElse("");
  }

  private <T> List<T> each(String name, Function<JsonObject, T> read) {
    JsonArray entries = network.getJsonArray(name);
    return IntStream.range(0, entries.size()).mapToObj(entries::getJsonObject).map(read).toList();
  }

  private static JsonObject fresh(JsonObject entry) {
    return entry.copy().put("version", 0);
  }

  private static String id(String kind, String key) {
    return UUID.nameUUIDFromBytes(
            ("interconsulta sample " + kind + " " + key).getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
