package mx.interconsulta.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each refusal by an example that MongoDB's manual or its error messages name. */
final class ServerRefusalsTest {
  private final List<String> refused = new ArrayList<>();
  private final ServerRefusals refusals = new ServerRefusals(refused::add);

  private static BsonDocument json(String text) {
    return BsonDocument.parse(text);
  }

  private void bookings() {
    refusals.index("bookings", json("{key: {claims: 1}, name: 'c', unique: true, sparse: true}"));
    refusals.index("bookings", json("{key: {tags: 1, 'people.id': 1}, name: 't'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{$set: {a: 1}, $unset: {a: ''}}              | an update of things at a and a",
        "{$set: {a: 1}, $push: {'a.b': 1}}            | an update of things at a and a.b",
        "{$set: {}}                                   | $set of nothing",
        "{$set: {_id: 1}}                             | a change of things._id",
        "{$set: {'people..state': 1}}                 | the path \"people..state\" has an empty"
            + " name",
        "{$set: {facts: {'a.b': 1}}}                  | a field named \"a.b\" in things",
        "{$push: {l: {$slice: 2}}}                    | $push at l with a modifier and without"
            + " $each",
        "{$inc: {n: null}}                            | $inc by what is no number at n",
        "{$set: {'l.$.v': 1}}                         | the path l.$.v without a query of its list",
        "{$set: {'l.$[one].v': 1}}                    | array filters [] for [one]",
      })
  void anUpdateThatMongoDbRefusesIsFound(String update, String words) {
    refusals.update("things", json("{state: 1}"), json(update), new BsonArray());

    assertTrue(refused.stream().anyMatch(one -> one.startsWith(words)), refused::toString);
  }

  @Test
  void anUpdateThatMongoDbTakesIsNotRefused() {
    bookings();
    refusals.update(
        "bookings",
        json("{_id: 1, $and: [{'l.k': 2}]}"),
        json(
            "{$set: {'l.$.v': 1, 'm.$[one].v': 2, claims: ['x']}, $unset: {ab: ''},"
                + " $push: {a: {$each: [1], $slice: 2}}, $inc: {n: 1}}"),
        new BsonArray(List.of(json("{'one.k': 1}"))));
    refusals.document("bookings", json("{_id: 1, claims: ['x'], people: [{id: 1}, {id: 2}]}"));
    refusals.query(json("{$or: [{a: 1}], b: {$in: []}}"));
    refusals.projection(json("{_id: 0, a: 1, b: 1}"));

    assertEquals(List.of(), refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{claims: []}                      | an empty list at claims under the unique index c",
        "{claims: null}                    | null at claims under the unique sparse index c",
        "{tags: [1], people: [{id: 1}]}    | index t over two lists of one document",
        "{a: {$b: 1}}                      | a field named \"$b\" in bookings",
        "{_id: [1]}                        | bookings._id is a list",
      })
  void aDocumentThatMongoDbRefusesOrIndexesOtherwiseIsFound(String document, String words) {
    bookings();
    refusals.document("bookings", json(document));

    assertTrue(refused.stream().anyMatch(one -> one.startsWith(words)), refused::toString);
  }

  @Test
  void anEmptyListSetUnderAUniqueIndexIsFound() {
    bookings();
    refusals.update("bookings", json("{_id: 1}"), json("{$set: {claims: []}}"), new BsonArray());

    assertEquals(1, refused.size());
  }

  @Test
  void indexesThatCanNotBothBeAreFound() {
    bookings();
    refusals.index("bookings", json("{key: {claims: 1}, name: 'other'}"));
    refusals.index("bookings", json("{key: {claims: -1}, name: 'c', unique: true}"));
    refusals.index("others", json("{key: {claims: 1}, name: 'c'}"));

    assertEquals(
        List.of("one index under two names: other", "index c is declared in two ways"), refused);
  }

  @Test
  void queriesProjectionsAndStagesOfNothingAreFound() {
    refusals.query(json("{a: 1, $and: [{$or: []}]}"));
    refusals.projection(json("{a: 1, b: 0}"));
    refusals.projection(json("{a: 1, 'a.b': 1}"));
    refusals.stage("$sort", json("{}"));
    refusals.stage("$limit", json("{n: 0}").get("n"));

    assertEquals(5, refused.size(), refused::toString);
  }
}
