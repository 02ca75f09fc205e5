package mx.interconsulta.platform.database;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * What MongoDB refuses, or means otherwise, and the embedded server takes without a word: two
 * operators on one path, an empty list under a unique index, {@code $or} of nothing, names with
 * dots. Found in every command that the tests of any module send. Threads: any.
 */
final class ServerRefusals {
  private static final Pattern IDENTIFIER = Pattern.compile("\\$\\[([^]]*)]");
  private static final Set<String> NEEDING_EACH = Set.of("$slice", "$sort", "$position");

  /** An index as it was declared, by what MongoDB tells indexes apart by. */
  private record Index(String name, List<String> keys, boolean unique, boolean sparse) {
    List<String> fields() {
      return keys.stream().map(key -> key.substring(0, key.indexOf(':'))).toList();
    }
  }

  private final Consumer<String> refuse;
  private final Map<String, Map<String, Index>> indexes = new ConcurrentHashMap<>();

  /**
   * Refusals.
   *
   * @param refuse is told each one, in words
   */
  ServerRefusals(Consumer<String> refuse) {
    this.refuse = refuse;
  }

  // ---- indexes ----

  void index(String collection, BsonDocument spec) {
    List<String> keys =
        spec.getDocument("key").entrySet().stream()
            .map(key -> key.getKey() + ":" + key.getValue().asNumber().intValue())
            .toList();
    Index index =
        new Index(
            spec.getString("name").getValue(),
            keys,
            spec.getBoolean("unique", BsonBoolean.FALSE).getValue(),
            spec.getBoolean("sparse", BsonBoolean.FALSE).getValue());
    Map<String, Index> known =
        indexes.computeIfAbsent(collection, none -> new ConcurrentHashMap<>());
    Index same = known.putIfAbsent(index.name(), index);
    if (same != null && !same.equals(index)) {
      refuse.accept("index " + index.name() + " is declared in two ways");
    }
    known.values().stream()
        .filter(other -> !other.name().equals(index.name()) && other.keys().equals(keys))
        .forEach(other -> refuse.accept("one index under two names: " + index.name()));
  }

  // ---- documents ----

  /** A document as it is inserted or put in another's place. */
  void document(String collection, BsonDocument document) {
    names(collection, document);
    if (document.containsKey("_id") && document.get("_id").isArray()) {
      refuse.accept(collection + "._id is a list");
    }
    for (Index index : declared(collection)) {
      Set<String> lists = new HashSet<>();
      for (String field : index.fields()) {
        List<BsonValue> values = new ArrayList<>();
        reach(document, field, "", values, lists);
        values.forEach(value -> key(index, field, value));
      }
      if (lists.size() > 1) {
        refuse.accept("index " + index.name() + " over two lists of one document: " + lists);
      }
    }
  }

  private Iterable<Index> declared(String collection) {
    return indexes.getOrDefault(collection, Map.of()).values();
  }

  /** The values at a path, lists not taken apart at its end, and the lists met on the way. */
  private static void reach(
      BsonValue from, String path, String behind, List<BsonValue> values, Set<String> lists) {
    if (from.isArray()) {
      lists.add(behind);
      from.asArray().forEach(item -> reach(item, path, behind, values, lists));
      return;
    }
    if (!from.isDocument()) {
      return;
    }
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    BsonValue next = from.asDocument().get(name);
    String here = behind.isEmpty() ? name : behind + "." + name;
    if (next == null) {
      return;
    }
    if (dot >= 0) {
      reach(next, path.substring(dot + 1), here, values, lists);
      return;
    }
    if (next.isArray()) {
      lists.add(here);
    }
    values.add(next);
  }

  /** A value under an index: what MongoDB has a key for where the embedded server has none. */
  private void key(Index index, String field, BsonValue value) {
    if (!index.unique()) {
      return;
    }
    if (value.isArray() && value.asArray().isEmpty()) {
      refuse.accept("an empty list at " + field + " under the unique index " + index.name());
    }
    if (index.sparse() && value.isNull()) {
      refuse.accept("null at " + field + " under the unique sparse index " + index.name());
    }
  }

  private void names(String where, BsonValue value) {
    if (value.isArray()) {
      value.asArray().forEach(item -> names(where, item));
    } else if (value.isDocument()) {
      value
          .asDocument()
          .forEach(
              (name, inner) -> {
                if (name.isEmpty() || name.startsWith("$") || name.contains(".")) {
                  refuse.accept("a field named \"" + name + "\" in " + where);
                }
                names(where, inner);
              });
    }
  }

  // ---- queries ----

  void query(BsonValue query) {
    if (query.isArray()) {
      query.asArray().forEach(this::query);
    } else if (query.isDocument()) {
      query
          .asDocument()
          .forEach(
              (name, inner) -> {
                if (Set.of("$and", "$or", "$nor").contains(name) && inner.asArray().isEmpty()) {
                  refuse.accept(name + " of nothing");
                }
                query(inner);
              });
    }
  }

  void projection(BsonDocument projection) {
    Set<Boolean> ways = new HashSet<>();
    projection.forEach(
        (field, wanted) -> {
          if (!field.equals("_id") && (wanted.isNumber() || wanted.isBoolean())) {
            ways.add(wanted.isBoolean() ? wanted.asBoolean().getValue() : isOne(wanted));
          }
        });
    if (ways.size() > 1) {
      refuse.accept("a projection that includes and excludes: " + projection.keySet());
    }
    collisions(projection.keySet().stream().toList(), "a projection");
  }

  private static boolean isOne(BsonValue number) {
    return number.asNumber().intValue() != 0;
  }

  void stage(String name, BsonValue body) {
    switch (name) {
      case "$limit" -> {
        if (body.asNumber().longValue() <= 0) {
          refuse.accept("$limit of " + body.asNumber().longValue());
        }
      }
      case "$sort" -> {
        if (body.asDocument().isEmpty()) {
          refuse.accept("$sort of nothing");
        }
      }
      case "$project" -> projection(body.asDocument());
      default -> {
        // nothing that only one of the servers takes
      }
    }
  }

  // ---- updates ----

  /** An update by operators. */
  void update(String collection, BsonDocument query, BsonDocument update, BsonArray filters) {
    List<String> paths = new ArrayList<>();
    update.forEach(
        (operator, changes) -> {
          if (changes.asDocument().isEmpty()) {
            refuse.accept(operator + " of nothing");
          }
          changes
              .asDocument()
              .forEach(
                  (path, change) -> {
                    paths.add(path);
                    change(collection, operator, path, change);
                  });
        });
    collisions(paths, "an update of " + collection);
    arrayFilters(paths, filters);
    paths.forEach(path -> position(path, query));
  }

  private void change(String collection, String operator, String path, BsonValue change) {
    if (path.equals("_id") || path.startsWith("_id.")) {
      refuse.accept("a change of " + collection + "._id");
    }
    if (Stream.of(path.split("\\.", -1)).anyMatch(String::isEmpty)) {
      refuse.accept("the path \"" + path + "\" has an empty name");
    }
    switch (operator) {
      case "$inc" -> {
        if (!change.isNumber()) {
          refuse.accept("$inc by what is no number at " + path);
        }
      }
      case "$push" -> {
        if (change.isDocument()
            && !change.asDocument().containsKey("$each")
            && change.asDocument().keySet().stream().anyMatch(NEEDING_EACH::contains)) {
          refuse.accept("$push at " + path + " with a modifier and without $each");
        }
        element(collection, path, change);
      }
      case "$addToSet" -> element(collection, path, change);
      case "$set", "$setOnInsert" -> {
        names(collection, change);
        for (Index index : declared(collection)) {
          if (index.fields().contains(path)) {
            key(index, path, change);
          }
        }
      }
      default -> {
        // nothing more
      }
    }
  }

  private void element(String collection, String path, BsonValue change) {
    if (change.isDocument() && change.asDocument().containsKey("$each")) {
      change.asDocument().getArray("$each").forEach(item -> names(collection + "." + path, item));
    } else {
      names(collection + "." + path, change);
    }
  }

  /** "Updating the path 'a.b' would create a conflict at 'a'". */
  private void collisions(List<String> paths, String where) {
    for (int i = 0; i < paths.size(); i++) {
      for (int j = 0; j < paths.size(); j++) {
        boolean within = paths.get(j).startsWith(paths.get(i) + ".");
        if (within || (i < j && paths.get(i).equals(paths.get(j)))) {
          refuse.accept(where + " at " + paths.get(i) + " and " + paths.get(j));
        }
      }
    }
  }

  private void arrayFilters(List<String> paths, BsonArray filters) {
    Set<String> used = new HashSet<>();
    for (String path : paths) {
      Matcher identifiers = IDENTIFIER.matcher(path);
      while (identifiers.find()) {
        used.add(identifiers.group(1));
      }
    }
    used.remove("");
    Set<String> given = new HashSet<>();
    for (BsonValue filter : filters) {
      String first = filter.asDocument().getFirstKey();
      given.add(first.contains(".") ? first.substring(0, first.indexOf('.')) : first);
    }
    if (!used.equals(given)) {
      refuse.accept("array filters " + given + " for " + used);
    }
  }

  /** The positional operator stands for the element that the query found. */
  private void position(String path, BsonDocument query) {
    int at = path.indexOf(".$");
    boolean positional = at >= 0 && (path.length() == at + 2 || path.charAt(at + 2) == '.');
    if (positional && !asks(query, path.substring(0, at))) {
      refuse.accept("the path " + path + " without a query of its list");
    }
  }

  private static boolean asks(BsonValue query, String list) {
    if (query.isArray()) {
      return query.asArray().stream().anyMatch(part -> asks(part, list));
    }
    return query.isDocument()
        && query.asDocument().entrySet().stream()
            .anyMatch(
                part ->
                    part.getKey().equals(list)
                        || part.getKey().startsWith(list + ".")
                        || (part.getKey().equals("$and") && asks(part.getValue(), list)));
  }

  /** The collection that a command is about. */
  static String collection(String command, BsonDocument whole) {
    return whole.get(command) instanceof BsonString name ? name.getValue() : "";
  }
}
