package mx.interconsulta.scheduling.request;

import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;

/**
 * One event as somebody does it: who, why, with what words, and which fields it changes beside the
 * state.
 *
 * @param person id of the person, or null for the program
 * @param assignment the assignment that granted it, or null for the program
 * @param reason token of the event's closed list, or null
 * @param note what was written with it, or null
 * @param updates further changes of the document
 * @param attending who attends after it, or null
 * @param covering units that answer after it
 * @param specialty specialty after it
 * @param consultation consultation it starts, or null
 * @param ending reason for which it ends the present consultation, or null
 * @param files files that come with it
 * @param place the place it takes, to be confirmed, or null
 */
record Deed(
    String person,
    String assignment,
    String reason,
    String note,
    List<Bson> updates,
    RequestDocument.Attending attending,
    List<String> covering,
    String specialty,
    String consultation,
    String ending,
    List<Enclosure> files,
    Booked place) {

  /** A deed of a person that changes nothing but the state. */
  static Deed by(String person, String assignment, RequestDocument document) {
    return new Deed(
        person,
        assignment,
        null,
        null,
        List.of(),
        document.attending(),
        document.covering(),
        document.specialty(),
        null,
        null,
        List.of(),
        null);
  }

  Deed because(String token, String words) {
    return new Deed(
        person,
        assignment,
        token,
        words,
        updates,
        attending,
        covering,
        specialty,
        consultation,
        ending,
        files,
        place);
  }

  Deed with(Bson... more) {
    List<Bson> all = new ArrayList<>(updates);
    all.addAll(List.of(more));
    return new Deed(
        person,
        assignment,
        reason,
        note,
        all,
        attending,
        covering,
        specialty,
        consultation,
        ending,
        files,
        place);
  }

  Deed attendedBy(RequestDocument.Attending who) {
    return new Deed(
        person,
        assignment,
        reason,
        note,
        updates,
        who,
        covering,
        specialty,
        consultation,
        ending,
        files,
        place);
  }

  Deed coveredBy(List<String> units, String bySpecialty) {
    return new Deed(
        person,
        assignment,
        reason,
        note,
        updates,
        attending,
        units,
        bySpecialty,
        consultation,
        ending,
        files,
        place);
  }

  Deed starting(String started) {
    return new Deed(
        person,
        assignment,
        reason,
        note,
        updates,
        attending,
        covering,
        specialty,
        started,
        null,
        files,
        place);
  }

  Deed ending(String why) {
    return new Deed(
        person,
        assignment,
        reason,
        note,
        updates,
        attending,
        covering,
        specialty,
        null,
        why,
        files,
        place);
  }

  Deed enclosing(List<Enclosure> more) {
    return new Deed(
        person,
        assignment,
        reason,
        note,
        updates,
        attending,
        covering,
        specialty,
        consultation,
        ending,
        more,
        place);
  }

  Deed taking(Booked booked) {
    return new Deed(
        person,
        assignment,
        reason,
        note,
        updates,
        attending,
        covering,
        specialty,
        consultation,
        ending,
        files,
        booked);
  }
}
