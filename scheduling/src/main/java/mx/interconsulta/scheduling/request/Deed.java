package mx.interconsulta.scheduling.request;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.conversions.Bson;

/**
 * One event as somebody does it: who, why, with what words, and which fields it changes beside the
 * state. Each method that adds something gives a new deed and leaves the one it was called on.
 */
final class Deed {
  private final String person;
  private final String assignment;
  private String reason;
  private String note;
  private List<Bson> updates = List.of();
  private RequestDocument.Attending attending;
  private List<String> covering;
  private String specialty;
  private String consultation;
  private String ending;
  private List<Enclosure> files = List.of();
  private Booked place;

  private Deed(String person, String assignment) {
    this.person = person;
    this.assignment = assignment;
  }

  /**
   * A deed that changes nothing but the state.
   *
   * @param person id of the person, or null for the program
   * @param assignment the assignment that granted it, or null for the program
   */
  static Deed by(String person, String assignment, RequestDocument document) {
    Deed deed = new Deed(person, assignment);
    deed.attending = document.attending();
    deed.covering = document.covering();
    deed.specialty = document.specialty();
    return deed;
  }

  /** The same with something changed: the one place where all of a deed is copied. */
  private Deed but(Consumer<Deed> change) {
    Deed other = new Deed(person, assignment);
    other.reason = reason;
    other.note = note;
    other.updates = updates;
    other.attending = attending;
    other.covering = covering;
    other.specialty = specialty;
    other.consultation = consultation;
    other.ending = ending;
    other.files = files;
    other.place = place;
    change.accept(other);
    return other;
  }

  /** For a reason of the event's closed list and in the person's words; either may be null. */
  Deed because(String token, String words) {
    return but(
        deed -> {
          deed.reason = token;
          deed.note = words;
        });
  }

  /** With further changes of the document. */
  Deed with(Bson... more) {
    List<Bson> all = new ArrayList<>(updates);
    all.addAll(List.of(more));
    return but(deed -> deed.updates = all);
  }

  /** Attended by somebody after it; null for nobody. */
  Deed attendedBy(RequestDocument.Attending who) {
    return but(deed -> deed.attending = who);
  }

  /** Answered by these units and that specialty after it. */
  Deed coveredBy(List<String> units, String bySpecialty) {
    return but(
        deed -> {
          deed.covering = units;
          deed.specialty = bySpecialty;
        });
  }

  /** Starting a consultation. */
  Deed starting(String started) {
    return but(
        deed -> {
          deed.consultation = started;
          deed.ending = null;
        });
  }

  /** Ending the present consultation for a reason. */
  Deed ending(String why) {
    return but(
        deed -> {
          deed.consultation = null;
          deed.ending = why;
        });
  }

  /** With files that come with it. */
  Deed enclosing(List<Enclosure> more) {
    return but(deed -> deed.files = more);
  }

  /** Taking a place, which is to be confirmed. */
  Deed taking(Booked booked) {
    return but(deed -> deed.place = booked);
  }

  String person() {
    return person;
  }

  String assignment() {
    return assignment;
  }

  String reason() {
    return reason;
  }

  String note() {
    return note;
  }

  List<Bson> updates() {
    return updates;
  }

  RequestDocument.Attending attending() {
    return attending;
  }

  List<String> covering() {
    return covering;
  }

  String specialty() {
    return specialty;
  }

  String consultation() {
    return consultation;
  }

  String ending() {
    return ending;
  }

  List<Enclosure> files() {
    return files;
  }

  Booked place() {
    return place;
  }
}
