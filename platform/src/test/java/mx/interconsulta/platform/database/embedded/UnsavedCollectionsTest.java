package mx.interconsulta.platform.database.embedded;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.bwaldvogel.mongo.bson.Document;
import org.junit.jupiter.api.Test;

final class UnsavedCollectionsTest {
  private final UnsavedCollections unsaved = new UnsavedCollections();

  private boolean concern(String database, String command, Object collection) {
    return unsaved.concern(database, command, new Document(command, collection));
  }

  @Test
  void aReadWaitsForItsOwnCollectionOnlyAndUntilItIsSaved() {
    assertFalse(concern("one", "find", "things"));
    assertTrue(concern("one", "findAndModify", "things"));

    assertTrue(concern("one", "find", "things"));
    assertTrue(concern("one", "count", "things"));
    assertFalse(concern("one", "find", "others"));
    assertFalse(concern("two", "find", "things"));

    unsaved.clear();
    assertFalse(concern("one", "find", "things"));
  }

  @Test
  void whatMaySeeOtherCollectionsOrChangeAnythingWaits() {
    assertTrue(concern("one", "aggregate", "things"));
    assertTrue(concern("one", "getMore", 17L));
    assertTrue(concern("one", "dropDatabase", 1));
    assertTrue(concern("one", "createIndexes", "things"));
  }

  @Test
  void whatSeesNoDocumentsNeverWaits() {
    assertTrue(concern("one", "insert", "things"));

    for (String command : new String[] {"hello", "isMaster", "ping", "buildInfo", "endSessions"}) {
      assertFalse(concern("one", command, 1), command);
    }
  }
}
