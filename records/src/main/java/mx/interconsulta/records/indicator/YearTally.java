package mx.interconsulta.records.indicator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the attentions of a year as they pass by. Its size is that of what they are broken down
 * by, not of their number. Used by one thread at a time.
 */
final class YearTally {
  /** What is counted of a value. */
  static final class Row {
    long attentions;
    long emergencies;
    long subsequent;
    long avoided;
    long kilometres;
    long working;

    private void add(Attention attention) {
      attentions++;
      emergencies += attention.kind().equals("emergency") ? 1 : 0;
      subsequent += attention.visit().equals(Attention.SUBSEQUENT) ? 1 : 0;
      avoided += attention.transfer().equals(Transfer.AVOIDED.token()) ? 1 : 0;
      kilometres += attention.kilometres();
      working += attention.working();
    }
  }

  private static final int MONTHS = 100;

  private final Row all = new Row();
  private final Map<String, Map<String, Row>> breakdowns = new HashMap<>();
  private final Waits waits = new Waits();
  private final Map<Integer, Waits> months = new TreeMap<>();

  YearTally() {
    for (String field :
        List.of("group", "unit", "specialty", "kind", "answering", "mode", "transfer")) {
      breakdowns.put(field, new HashMap<>());
    }
  }

  void add(Attention attention) {
    all.add(attention);
    add("group", attention.group(), attention);
    add("unit", attention.unit(), attention);
    add("specialty", attention.specialty(), attention);
    add("kind", attention.kind(), attention);
    add("answering", attention.answering(), attention);
    add("mode", attention.mode(), attention);
    add("transfer", attention.transfer(), attention);
    waits.add(attention.minutes());
    months
        .computeIfAbsent(attention.month() % MONTHS, none -> new Waits())
        .add(attention.minutes());
  }

  private void add(String field, String value, Attention attention) {
    breakdowns.get(field).computeIfAbsent(value, none -> new Row()).add(attention);
  }

  Row all() {
    return all;
  }

  Map<String, Row> by(String field) {
    return breakdowns.get(field);
  }

  Waits waits() {
    return waits;
  }

  /** Of a month from 1 to 12. */
  Waits waitsOf(int month) {
    return months.getOrDefault(month, new Waits());
  }
}
