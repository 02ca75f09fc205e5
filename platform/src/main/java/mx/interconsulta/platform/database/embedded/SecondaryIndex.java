package mx.interconsulta.platform.database.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;

/**
 * An index that is not unique, which the stock server lacks: entries are the indexed values
 * followed by the id of the document. It only ever proposes documents; the query itself decides.
 * Used within the turns of {@link DurableBackend}.
 */
final class SecondaryIndex extends Index<Object> {
  private static final String ID = "_id";

  private final MVMap<KeyValue, Boolean> entries;

  SecondaryIndex(
      MVMap<KeyValue, Boolean> entries, String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, sparse);
    this.entries = entries;
  }

  OrderedEntries<Boolean> ordered() {
    return new OrderedEntries<>(entries, (key, present) -> key.get(key.size() - 1));
  }

  List<String> fields() {
    return keys();
  }

  /** Whether every document has exactly one entry, so that the order of entries is theirs. */
  boolean hasOneEntryForEachOf(int documents) {
    return !isSparse() && entries.sizeAsLong() == documents;
  }

  /** One entry for every combination of the values in lists. */
  private List<KeyValue> entriesOf(Document document) {
    List<List<Object>> rows = List.of(List.of());
    for (String field : keys()) {
      List<Object> values = new ArrayList<>();
      flatten(Utils.getSubdocumentValueCollectionAware(document, field), values);
      if (values.isEmpty()) {
        values.add(null);
      }
      List<List<Object>> longer = new ArrayList<>();
      for (List<Object> row : rows) {
        for (Object value : values) {
          List<Object> next = new ArrayList<>(row);
          next.add(value);
          longer.add(next);
        }
      }
      rows = longer;
    }
    Object id = document.get(ID);
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row -> {
              List<Object> key = new ArrayList<>();
              new KeyValue(row).normalized().forEach(key::add);
              key.add(id);
              return new KeyValue(key);
            })
        .toList();
  }

  private static void flatten(Object value, List<Object> into) {
    if (value instanceof Collection<?> items) {
      items.forEach(item -> flatten(item, into));
    } else {
      into.add(value);
    }
  }

  @Override
  public Object getPosition(Document document) {
    return null;
  }

  /** Refuses two lists in one key, as MongoDB does. */
  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {
    getKeyValues(document);
  }

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {
    entriesOf(document).forEach(entry -> entries.put(entry, Boolean.TRUE));
  }

  @Override
  public Object remove(Document document) {
    entriesOf(document).forEach(entries::remove);
    return document.get(ID);
  }

  @Override
  public boolean canHandle(Document query) {
    return false;
  }

  @Override
  public Iterable<Object> getPositions(Document query) {
    throw new UnsupportedOperationException("planned by PlannedCollection");
  }

  @Override
  public long getCount() {
    return entries.sizeAsLong();
  }

  @Override
  public long getDataSize() {
    return getCount();
  }

  @Override
  public void checkUpdate(
      Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
    getKeyValues(newDocument);
  }

  @Override
  public void updateInPlace(
      Document oldDocument,
      Document newDocument,
      Object position,
      MongoCollection<Object> collection) {
    if (nullAwareEqualsKeys(oldDocument, newDocument)) {
      return;
    }
    remove(oldDocument);
    add(newDocument, position, collection);
  }

  @Override
  public void drop() {
    entries.clear();
  }
}
