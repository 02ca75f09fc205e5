package mx.interconsulta.platform.database.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library's server made durable and whole. Measured on the library's own H2 backend under kill
 * -9: every fourth acknowledged write lost, unique indexes without their document, one counter
 * value given out twice. Hence:
 *
 * <ul>
 *   <li>commands run one after the other, so that none sees another half done;
 *   <li>whatever a command changed, or may have seen of what others changed, is committed and
 *       forced to the disk before it is answered, for those that come together at once ({@link
 *       GroupCommit});
 *   <li>the answer is a deep copy: the library encodes live documents after the command's turn;
 *   <li>no failure leaves this class as an exception, since the library logs the whole command of
 *       one, patient data included;
 *   <li>a command that is not in the list below is refused, so that nothing comes to lean on what
 *       only one of the two servers does.
 * </ul>
 */
final class DurableBackend extends AbstractMongoBackend {
  private static final Logger log = LoggerFactory.getLogger(DurableBackend.class);

  private static final Set<String> COMMANDS =
      Set.of(
          "aggregate",
          "buildinfo",
          "count",
          "create",
          "createindexes",
          "delete",
          "distinct",
          "drop",
          "dropdatabase",
          "endsessions",
          "find",
          "findandmodify",
          "getmore",
          "hello",
          "insert",
          "ismaster",
          "killcursors",
          "listcollections",
          "listindexes",
          "ping",
          "update");

  /** Options that the library would take and ignore, and that change what an answer means. */
  private static final Set<String> REFUSED_INDEX_OPTIONS =
      Set.of("partialFilterExpression", "collation", "expireAfterSeconds");

  private static final int TARGET_FILL_PERCENT = 70;
  private static final int COMPACT_BYTES = 8 << 20;

  private static final int INTERNAL_ERROR = 1;
  private static final int COMMAND_NOT_FOUND = 59;
  private static final int INVALID_OPTIONS = 72;
  private static final int SHUTDOWN_IN_PROGRESS = 91;

  private final MVStore store;
  private final GroupCommit turns;
  private final UnsavedCollections unsaved = new UnsavedCollections();
  private long compacted;

  DurableBackend(MVStore store) {
    this.store = store;
    this.turns = new GroupCommit(store::hasUnsavedChanges, this::makeDurable);
    DurableDatabase.names(store).forEach(this::resolveDatabase);
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new DurableDatabase(name, store, getCursorRegistry());
  }

  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    try {
      CompletableFuture<Void> durable;
      Document answer;
      turns.enter();
      try {
        if (store.isClosed()) {
          return failure(SHUTDOWN_IN_PROGRESS, "the embedded database is closed");
        }
        boolean waits = unsaved.concern(database, command, query);
        answer = answer(channel, database, command, query).cloneDeeply();
        durable = waits ? turns.join() : GroupCommit.SAFE;
      } finally {
        turns.leave();
      }
      durable.join();
      return answer;
    } catch (RuntimeException failure) {
      // Its message may hold anything that was in the command; where it happened does not.
      log.error(
          "the embedded database failed at {}: {} {}",
          command,
          failure.getClass().getName(),
          Stream.of(failure.getStackTrace()).limit(3).toList());
      return failure(INTERNAL_ERROR, "internal error of the embedded database");
    }
  }

  private Document answer(Channel channel, String database, String command, Document query) {
    String name = command.toLowerCase(Locale.ROOT);
    if (!COMMANDS.contains(name)) {
      return failure(COMMAND_NOT_FOUND, "no such command: '" + command + "'");
    }
    if (name.equals("hello")) {
      Document answer = super.handleCommand(channel, database, "ismaster", query);
      answer.put("isWritablePrimary", true);
      return answer;
    }
    if (name.equals("buildinfo")) {
      return super.handleCommand(channel, database, command, query)
          .append(EmbeddedServer.MARK, true);
    }
    if (name.equals("createindexes") && hasRefusedOption(query)) {
      return failure(INVALID_OPTIONS, "an index option that the embedded database does not know");
    }
    try {
      return name.equals("aggregate")
          ? aggregate(channel, database, query)
          : super.handleCommand(channel, database, command, query);
    } catch (MongoServerError error) {
      Document answer = failure(error.getCode(), error.getMessageWithoutErrorCode());
      answer.putIfNotNull("codeName", error.getCodeName());
      return answer;
    } catch (MongoServerException error) {
      return failure(INTERNAL_ERROR, error.getMessageWithoutErrorCode());
    }
  }

  /** A pipeline that begins with $match reads what an index proposes, not the whole collection. */
  private Document aggregate(Channel channel, String database, Document query) {
    PlannedCollection collection =
        resolveDatabase(database) instanceof DurableDatabase durable
                && query.get("aggregate") instanceof String name
            ? durable.planned(name)
            : null;
    if (collection == null
        || !(query.get("pipeline") instanceof List<?> pipeline)
        || pipeline.isEmpty()
        || !(pipeline.get(0) instanceof Document first)
        || !(first.get("$match") instanceof Document match)) {
      return super.handleCommand(channel, database, "aggregate", query);
    }
    collection.expect(match);
    try {
      return super.handleCommand(channel, database, "aggregate", query);
    } finally {
      collection.expect(null);
    }
  }

  private static boolean hasRefusedOption(Document query) {
    return query.get("indexes") instanceof Collection<?> indexes
        && indexes.stream()
            .anyMatch(
                index ->
                    index instanceof Document options
                        && options.keySet().stream().anyMatch(REFUSED_INDEX_OPTIONS::contains));
  }

  private static Document failure(int code, String message) {
    return new Document("ok", 0).append("errmsg", message).append("code", code);
  }

  /** The old wire protocol does not wait for its turn; no driver of today speaks it. */
  @Override
  public QueryResult handleQuery(MongoQuery query) {
    throw new MongoServerException("OP_QUERY is not supported");
  }

  private void makeDurable() {
    store.commit();
    if (store.getFileStore() != null) {
      store.sync();
    }
    unsaved.clear();
  }

  /**
   * Gives back the space of old versions: without it 10,000 small writes are 196 MB. Called from
   * time to time on a thread of its own.
   */
  void compact() {
    turns.enter();
    try {
      if (store.isClosed() || store.getFileStore() == null || turns.commits() == compacted) {
        return;
      }
      compacted = turns.commits();
      store.compact(TARGET_FILL_PERCENT, COMPACT_BYTES);
    } finally {
      turns.leave();
    }
  }

  @Override
  public void handleClose(Channel channel) {
    turns.enter();
    try {
      super.handleClose(channel);
    } finally {
      turns.leave();
    }
  }

  @Override
  public void close() {
    turns.enter();
    try {
      super.close();
      if (!store.isClosed()) {
        turns.commitForAll();
        store.close();
      }
    } finally {
      turns.leave();
    }
  }
}
