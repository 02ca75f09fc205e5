package mx.interconsulta.platform.database.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * One database of the embedded server. Beside what the library's own H2 database does: documents as
 * BSON, index keys in order, secondary indexes; and dropping one database leaves alone another
 * whose name only begins the same, which the library's does not.
 */
final class DurableDatabase extends AbstractSynchronizedMongoDatabase<Object> {
  private static final String DATA = "data:";
  private static final String META = "meta:";
  private static final String INDEX = "ordered:";

  private final MVStore store;

  DurableDatabase(String name, MVStore store, CursorRegistry cursors) {
    super(name, cursors);
    this.store = store;
    initializeNamespacesAndIndexes();
  }

  /** Names of the databases that a store holds. */
  static List<String> names(MVStore store) {
    return store.getMapNames().stream()
        .filter(map -> map.startsWith(DATA))
        .map(map -> map.substring(DATA.length(), map.indexOf('.')))
        .distinct()
        .toList();
  }

  @Override
  protected MongoCollection<Object> openOrCreateCollection(
      String collection, CollectionOptions options) {
    return new PlannedCollection(
        this, collection, options, data(collection), meta(collection), cursorRegistry);
  }

  private MVMap<Object, Document> data(String collection) {
    return store.openMap(
        DATA + getFullCollectionNamespace(collection),
        new MVMap.Builder<Object, Document>().valueType(BsonValueType.INSTANCE));
  }

  private MVMap<String, Object> meta(String collection) {
    return store.openMap(META + getFullCollectionNamespace(collection));
  }

  private <T> MVMap<KeyValue, T> index(String collection, String index) {
    return store.openMap(
        INDEX + getFullCollectionNamespace(collection) + ":" + index,
        new MVMap.Builder<KeyValue, T>().keyType(IndexKeyType.INSTANCE));
  }

  @Override
  protected Index<Object> openOrCreateUniqueIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    return new UniqueIndex(index(collection, name), name, keys, sparse);
  }

  @Override
  protected Index<Object> openOrCreateSecondaryIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    return new SecondaryIndex(index(collection, name), name, keys, sparse);
  }

  /** The collection of a name, or null when there is none. */
  PlannedCollection planned(String collection) {
    return (PlannedCollection) resolveCollection(collection, false);
  }

  @Override
  protected void dropIndex(MongoCollection<Object> collection, String name) {
    super.dropIndex(collection, name);
    store.removeMap(index(collection.getCollectionName(), name));
  }

  @Override
  public void dropCollection(String collection, Oplog oplog) {
    super.dropCollection(collection, oplog);
    store.removeMap(data(collection));
    store.removeMap(meta(collection));
  }

  @Override
  public void moveCollection(
      MongoDatabase oldDatabase, MongoCollection<?> collection, String newName) {
    throw new UnsupportedOperationException("a collection is never renamed");
  }

  @Override
  protected long getStorageSize() {
    return store.getFileStore() == null ? 0 : store.getFileStore().size();
  }

  @Override
  protected long getFileSize() {
    return getStorageSize();
  }
}
