package mx.interconsulta.platform.database.backup;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.bson.RawBsonDocument;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Documents one after another for a thread that may block, with only a few of them in memory. For
 * one thread.
 */
final class DocumentStream implements Iterator<RawBsonDocument>, Subscriber<RawBsonDocument> {
  /** Chunks of files are 255 KiB each. */
  static final int AHEAD = 32;

  private sealed interface Signal {}

  private record Item(RawBsonDocument document) implements Signal {}

  private record End(Throwable failure) implements Signal {}

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private Subscription subscription;
  private Signal next;

  /** The database stopped answering in the middle. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(Throwable failure) {
      super("the database stopped answering", failure);
    }
  }

  private DocumentStream() {}

  static DocumentStream of(Publisher<RawBsonDocument> publisher) {
    DocumentStream stream = new DocumentStream();
    publisher.subscribe(stream);
    return stream;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(AHEAD);
  }

  @Override
  public void onNext(RawBsonDocument document) {
    signals.add(new Item(document));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new End(failure));
  }

  @Override
  public void onComplete() {
    signals.add(new End(null));
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        next = signals.take();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", interrupted);
      }
    }
    if (next instanceof End end && end.failure() != null) {
      throw new Broken(end.failure());
    }
    return next instanceof Item;
  }

  @Override
  public RawBsonDocument next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RawBsonDocument document = ((Item) next).document();
    next = null;
    subscription.request(1);
    return document;
  }
}
