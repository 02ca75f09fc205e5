package mx.interconsulta.platform.database;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Watches every command a test sends and remembers what is not on the list of {@code
 * docs/database.md}, so that nothing creeps in that only one kind of server understands. Threads:
 * any.
 */
public final class CommandRules implements CommandListener {
  private static final Set<String> EVERYWHERE =
      Set.of(
          "$db",
          "lsid",
          "$clusterTime",
          "$readPreference",
          "readConcern",
          "writeConcern",
          "txnNumber",
          "apiVersion");

  private static final Pattern BLOCK =
      Pattern.compile("```allowed ([a-z ]+)\n(.*?)```", Pattern.DOTALL);

  private final Map<String, Set<String>> options = new TreeMap<>();
  private final Map<String, Set<String>> operators = new HashMap<>();
  private final Set<String> violations = new ConcurrentSkipListSet<>();
  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final ServerRefusals refusals = new ServerRefusals(violations::add);

  private CommandRules(String document) {
    Matcher blocks = BLOCK.matcher(document);
    while (blocks.find()) {
      if (blocks.group(1).equals("commands")) {
        blocks
            .group(2)
            .lines()
            .map(line -> line.split(":", 2))
            .forEach(parts -> options.put(parts[0].strip(), words(parts[1])));
      } else {
        operators.put(blocks.group(1), words(blocks.group(2)));
      }
    }
    if (options.isEmpty() || operators.size() != 4) {
      throw new IllegalStateException("docs/database.md has lost its lists");
    }
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The rules of {@code docs/database.md}, looked for from the working directory upwards. */
  public static CommandRules documented() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path document = at.resolve("docs/database.md");
      if (Files.exists(document)) {
        try {
          return new CommandRules(Files.readString(document));
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
    }
    throw new IllegalStateException(
        "docs/database.md is not above " + Path.of("").toAbsolutePath());
  }

  /** Fails when a command was sent that is not on the list. */
  public void assertKept() {
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "sent to the database but not on the list in docs/database.md: " + violations);
    }
  }

  /** What is on the list and was never sent. */
  Set<String> unused() {
    Set<String> unused = new TreeSet<>();
    options.forEach(
        (command, names) -> {
          if (!command.contains(".")) {
            unused.add(command);
          }
          names.forEach(name -> unused.add(command + " " + name));
        });
    operators.forEach((kind, names) -> names.forEach(name -> unused.add(kind + " " + name)));
    unused.removeAll(seen);
    return unused;
  }

  Set<String> violations() {
    return violations;
  }

  @Override
  public void commandStarted(CommandStartedEvent event) {
    try {
      command(event.getCommandName(), event.getCommand());
    } catch (RuntimeException failure) {
      violations.add(event.getCommandName() + ": " + failure);
    }
  }

  private void command(String name, BsonDocument command) {
    if (!options.containsKey(name)) {
      violations.add(name);
      return;
    }
    seen.add(name);
    command.forEach(
        (option, value) -> {
          if (!option.equals(name) && !EVERYWHERE.contains(option)) {
            option(name, option);
          }
          read(name, option, value);
        });
    refused(ServerRefusals.collection(name, command), name, command);
    if (name.equals("update")
        && command.getArray("updates").size() > 1
        && command.getBoolean("ordered", BsonBoolean.TRUE).getValue()) {
      violations.add("several updates in one ordered command");
    }
  }

  /** What is on the list and yet is refused by MongoDB in the way it is used. */
  private void refused(String collection, String name, BsonDocument command) {
    switch (name) {
      case "find" -> {
        refusals.query(command.getDocument("filter", new BsonDocument()));
        refusals.projection(command.getDocument("projection", new BsonDocument()));
      }
      case "count", "distinct" -> refusals.query(command.getDocument("query", new BsonDocument()));
      case "insert" ->
          command
              .getArray("documents")
              .forEach(document -> refusals.document(collection, document.asDocument()));
      case "findAndModify" -> {
        refusals.query(command.getDocument("query", new BsonDocument()));
        refusals.projection(command.getDocument("fields", new BsonDocument()));
        if (command.containsKey("update")) {
          changed(collection, command, "query", "update");
        }
      }
      case "update" ->
          command
              .getArray("updates")
              .forEach(one -> changed(collection, one.asDocument(), "q", "u"));
      case "delete" ->
          command
              .getArray("deletes")
              .forEach(one -> refusals.query(one.asDocument().getDocument("q")));
      case "createIndexes" ->
          command
              .getArray("indexes")
              .forEach(index -> refusals.index(collection, index.asDocument()));
      default -> {
        // what is in a pipeline is looked at stage by stage
      }
    }
  }

  private void changed(String collection, BsonDocument of, String query, String update) {
    BsonDocument asked = of.getDocument(query, new BsonDocument());
    refusals.query(asked);
    if (of.get(update).isArray()) {
      return; // is on no list
    }
    BsonDocument change = of.getDocument(update);
    if (replaces(change)) {
      refusals.document(collection, change);
    } else {
      refusals.update(collection, asked, change, of.getArray("arrayFilters", new BsonArray()));
    }
  }

  private static boolean replaces(BsonDocument update) {
    return update.keySet().stream().noneMatch(key -> key.startsWith("$"));
  }

  private void option(String command, String option) {
    note(options.getOrDefault(command, Set.of()), command, option);
  }

  private void note(Set<String> allowed, String kind, String word) {
    (allowed.contains(word) ? seen : violations).add(kind + " " + word);
  }

  private void read(String command, String option, BsonValue value) {
    switch (command + "." + option) {
      case "find.filter", "findAndModify.query", "count.query", "distinct.query" ->
          query(value.asDocument());
      case "findAndModify.update" -> update(value);
      case "findAndModify.arrayFilters" -> value.asArray().forEach(item -> operands(QUERY, item));
      case "aggregate.pipeline" -> value.asArray().forEach(stage -> stage(stage.asDocument()));
      case "update.updates", "delete.deletes", "createIndexes.indexes" -> {
        for (BsonValue item : value.asArray()) {
          item.asDocument().forEach((name, part) -> statement(command + "." + option, name, part));
        }
      }
      case "insert.documents" -> binaries(value);
      default -> {
        // numbers, names and flags
      }
    }
  }

  private static final String QUERY = "query operators";
  private static final String UPDATE = "update operators";
  private static final String STAGES = "stages";
  private static final String EXPRESSIONS = "expressions";

  private void statement(String of, String name, BsonValue part) {
    option(of, name);
    switch (name) {
      case "q" -> query(part.asDocument());
      case "u" -> update(part);
      case "arrayFilters" -> part.asArray().forEach(item -> operands(QUERY, item));
      default -> {
        // flags, names and keys
      }
    }
  }

  private void query(BsonDocument query) {
    operands(QUERY, query);
    binaries(query);
  }

  private void update(BsonValue update) {
    if (update.isArray()) {
      violations.add("a pipeline as update");
      return;
    }
    binaries(update);
    if (replaces(update.asDocument())) {
      return;
    }
    update
        .asDocument()
        .forEach(
            (operator, changes) -> {
              note(operators.get(UPDATE), UPDATE, operator);
              changes.asDocument().values().forEach(change -> modifiers(operator, change));
            });
  }

  private void modifiers(String operator, BsonValue change) {
    if (List.of("$push", "$addToSet").contains(operator) && change.isDocument()) {
      change.asDocument().keySet().stream()
          .filter(key -> key.startsWith("$"))
          .forEach(key -> note(operators.get(UPDATE), UPDATE, key));
    } else if (operator.equals("$pull")) {
      operands(QUERY, change);
    }
  }

  private void stage(BsonDocument stage) {
    String name = stage.getFirstKey();
    note(operators.get(STAGES), STAGES, name);
    BsonValue body = stage.get(name);
    refusals.stage(name, body);
    switch (name) {
      case "$match" -> {
        query(body.asDocument());
        refusals.query(body);
      }
      case "$facet" ->
          body.asDocument()
              .values()
              .forEach(part -> part.asArray().forEach(inner -> stage(inner.asDocument())));
      case "$lookup" ->
          body.asDocument()
              .getArray("pipeline", new BsonArray())
              .forEach(inner -> stage(inner.asDocument()));
      default -> operands(EXPRESSIONS, body);
    }
  }

  /** Every key that begins with a dollar sign, however deep. */
  private void operands(String kind, BsonValue value) {
    if (value.isDocument()) {
      value
          .asDocument()
          .forEach(
              (key, inner) -> {
                if (key.startsWith("$")) {
                  note(operators.get(kind), kind, key);
                }
                if (!key.equals("$literal")) {
                  operands(kind, inner);
                }
              });
    } else if (value.isArray()) {
      value.asArray().forEach(inner -> operands(kind, inner));
    } else if (value.isRegularExpression()) {
      violations.add("a regular expression");
    } else if (value instanceof BsonString text && text.getValue().startsWith("$$")) {
      violations.add("a variable " + text.getValue());
    }
  }

  private void binaries(BsonValue value) {
    if (value.isDocument()) {
      value.asDocument().values().forEach(this::binaries);
    } else if (value.isArray()) {
      value.asArray().forEach(this::binaries);
    } else if (value instanceof BsonBinary binary
        && binary.getType() != 0
        && binary.getType() != 4) {
      violations.add("binary subtype " + binary.getType());
    }
  }
}
