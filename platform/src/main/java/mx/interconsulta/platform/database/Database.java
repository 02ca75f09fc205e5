package mx.interconsulta.platform.database;

import com.mongodb.DuplicateKeyException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The way to MongoDB. Typed collections through record codecs; publishers become Futures that
 * complete on the context of the caller. Writes are acknowledged only when they are durable.
 */
public final class Database {

  /** The error code of a broken unique index, from inserts, updates and findOneAnd* alike. */
  private static final int DUPLICATE_KEY = 11000;

  private final Vertx vertx;
  private final MongoDatabase database;

  public Database(Vertx vertx, MongoDatabase database) {
    this.vertx = Objects.requireNonNull(vertx, "vertx");
    this.database =
        database
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
            .withReadConcern(ReadConcern.MAJORITY)
            .withReadPreference(ReadPreference.primary());
  }

  /** A collection of one record type. */
  public <T> MongoCollection<T> collection(String name, Class<T> type) {
    return database.getCollection(name, type);
  }

  /** The driver's database, for commands that concern no collection. */
  public MongoDatabase driver() {
    return database;
  }

  /** The first result, or null when there is none. */
  public <T> Future<T> first(Publisher<T> publisher) {
    return all(publisher).map(list -> list.isEmpty() ? null : list.get(0));
  }

  /** All results, in order. For bounded results only: the query says the limit. */
  public <T> Future<List<T>> all(Publisher<T> publisher) {
    List<T> items = new ArrayList<>();
    return each(publisher, items::add).map(items);
  }

  /**
   * Hands over each result, in order, and keeps none: for results that may be many. The driver's
   * threads call {@code taker}, one at a time; it must be quick and must not fail.
   */
  public <T> Future<Void> each(Publisher<T> publisher, Consumer<T> taker) {
    Context context = vertx.getOrCreateContext();
    Promise<Void> promise = Promise.promise();
    publisher.subscribe(
        new Subscriber<>() {
          @Override
          public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(T item) {
            taker.accept(item);
          }

          @Override
          public void onError(Throwable failure) {
            context.runOnContext(turn -> promise.fail(failure));
          }

          @Override
          public void onComplete() {
            context.runOnContext(turn -> promise.complete());
          }
        });
    return promise.future();
  }

  /** Completes when the publisher has, whatever it says. */
  public Future<Void> done(Publisher<?> publisher) {
    return all(publisher).mapEmpty();
  }

  /**
   * Writes a document whole on the version it was made on: inserts its version 1, else replaces the
   * version just before.
   *
   * @param id the document's id
   * @param version the version that {@code next} is
   * @return what stands now; null when somebody else came first, another document holds one of its
   *     unique keys, or there is none to replace
   */
  public <T> Future<T> writeVersion(MongoCollection<T> collection, String id, int version, T next) {
    Future<T> written =
        version == 1
            ? first(collection.insertOne(next)).map(done -> next)
            : first(
                collection.findOneAndReplace(
                    Filters.and(Filters.eq("_id", id), Filters.eq("version", version - 1)),
                    next,
                    new FindOneAndReplaceOptions().returnDocument(ReturnDocument.AFTER)));
    return written.recover(
        failure ->
            isDuplicateKey(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
  }

  /**
   * Whether a failure means that somebody else holds a unique key; of many written at once, that
   * nothing else was wrong with any of them.
   */
  public static boolean isDuplicateKey(Throwable failure) {
    if (failure instanceof DuplicateKeyException) {
      return true;
    }
    if (failure instanceof MongoWriteException write) {
      return write.getError().getCode() == DUPLICATE_KEY;
    }
    if (failure instanceof MongoBulkWriteException many) {
      return many.getWriteConcernError() == null
          && !many.getWriteErrors().isEmpty()
          && many.getWriteErrors().stream().allMatch(one -> one.getCode() == DUPLICATE_KEY);
    }
    return failure instanceof MongoCommandException command
        && command.getErrorCode() == DUPLICATE_KEY;
  }

  /**
   * Whether a failure means that the database cannot be reached, has no primary, or did not answer
   * in time, after the driver's own retry: trying again later may help. A write may have happened.
   */
  public static boolean isUnavailable(Throwable failure) {
    return failure instanceof MongoTimeoutException
        || failure instanceof MongoSocketException
        || failure instanceof MongoConnectionPoolClearedException
        || failure instanceof MongoServerUnavailableException
        || failure instanceof MongoNotPrimaryException
        || failure instanceof MongoNodeIsRecoveringException
        || failure instanceof MongoWriteConcernException
        || (failure instanceof MongoException labelled
            && labelled.hasErrorLabel("RetryableWriteError"));
  }
}
