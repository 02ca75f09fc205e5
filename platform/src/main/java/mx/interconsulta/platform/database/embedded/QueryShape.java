package mx.interconsulta.platform.database.embedded;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a query demands of single fields, as far as an index can help: values that the field must
 * have one of, and bounds. Everything not understood is left out; the query is applied whole to
 * what the index proposes.
 *
 * @param equal for a field, the values of which it must have at least one
 * @param from for a field, a value it must reach
 * @param to for a field, a value it must not pass
 * @param either the alternatives of an {@code $or}
 */
record QueryShape(
    Map<String, List<Object>> equal,
    Map<String, Object> from,
    Map<String, Object> to,
    List<Document> either) {

  static QueryShape of(Document query) {
    QueryShape shape =
        new QueryShape(
            new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    shape.read(query);
    return shape;
  }

  private void read(Document query) {
    query.forEach(
        (field, condition) -> {
          if ("$and".equals(field)) {
            documents(condition).forEach(this::read);
          } else if ("$or".equals(field) && either.isEmpty()) {
            either.addAll(documents(condition));
          } else if (!field.startsWith("$")) {
            readField(field, condition);
          }
        });
  }

  private void readField(String field, Object condition) {
    if (isPlain(condition)) {
      equal.putIfAbsent(field, List.of(condition));
    } else if (condition instanceof Document operators) {
      operators.forEach((operator, operand) -> readOperator(field, operator, operand));
    }
  }

  private void readOperator(String field, String operator, Object operand) {
    switch (operator) {
      case "$eq" -> {
        if (isPlain(operand)) {
          equal.putIfAbsent(field, List.of(operand));
        }
      }
      case "$in" -> {
        if (operand instanceof Collection<?> values && values.stream().allMatch(this::isPlain)) {
          equal.putIfAbsent(field, List.copyOf(values));
        }
      }
      case "$all" -> {
        if (operand instanceof Collection<?> values && values.stream().anyMatch(this::isPlain)) {
          Object rarest = values.stream().filter(this::isPlain).findFirst().orElseThrow();
          equal.putIfAbsent(field, List.of(rarest));
        }
      }
      case "$gt", "$gte" -> {
        if (isPlain(operand)) {
          from.putIfAbsent(field, operand);
        }
      }
      case "$lt", "$lte" -> {
        if (isPlain(operand)) {
          to.putIfAbsent(field, operand);
        }
      }
      case "$elemMatch" -> {
        if (operand instanceof Document element) {
          readElement(field, element);
        }
      }
      default -> {
        // $ne, $exists and the like: no index helps here
      }
    }
  }

  /** What one element must meet, the list it is in meets with some element for each field. */
  private void readElement(String list, Document element) {
    element.forEach(
        (field, condition) -> {
          if ("$and".equals(field)) {
            documents(condition).forEach(part -> readElement(list, part));
          } else if (!field.startsWith("$")) {
            readField(list + "." + field, condition);
          }
        });
  }

  /** Whether equality with this value is a point in an index. */
  private boolean isPlain(Object value) {
    return !Missing.isNullOrMissing(value)
        && !(value instanceof Map)
        && !(value instanceof Collection)
        && !BsonRegularExpression.isRegularExpression(value);
  }

  private static List<Document> documents(Object condition) {
    if (condition instanceof Collection<?> items
        && items.stream().allMatch(Document.class::isInstance)) {
      return items.stream().map(Document.class::cast).toList();
    }
    return List.of();
  }
}
