package mx.interconsulta.media;

import static org.junit.jupiter.api.Assertions.fail;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import mx.interconsulta.media.message.MediaMessage;

/** A listener that writes down what it hears, and on which context, and can be waited on. */
public final class RecordedRoom implements MediaListener {

  /** One thing heard; {@code what} is a message, a reason, a refusal or a word. */
  public record Heard(String participant, Object what) {}

  private final Context owner;
  private final List<Heard> heard = new ArrayList<>();
  private final List<String> strayCalls = new ArrayList<>();
  private final BiConsumer<String, MediaMessage> page;

  /**
   * A recorder.
   *
   * @param owner the context on which calls must come
   * @param page what the participant's page does with a message it is sent
   */
  public RecordedRoom(Context owner, BiConsumer<String, MediaMessage> page) {
    this.owner = owner;
    this.page = page;
  }

  @Override
  public void send(String participantId, MediaMessage message) {
    note(participantId, message);
    page.accept(participantId, message);
  }

  @Override
  public void connected(String participantId) {
    note(participantId, "connected");
  }

  @Override
  public void interrupted(String participantId) {
    note(participantId, "interrupted");
  }

  @Override
  public void ended(String participantId, MediaEndReason reason) {
    note(participantId, reason);
  }

  @Override
  public void refused(String participantId, MediaRefusal refusal) {
    note(participantId, refusal.code());
  }

  private synchronized void note(String participant, Object what) {
    if (Vertx.currentContext() != owner) {
      strayCalls.add(participant + " " + what + " on " + Thread.currentThread().getName());
    }
    heard.add(new Heard(participant, what));
    notifyAll();
  }

  /** Calls that came on another context than the owner's. */
  public synchronized List<String> strayCalls() {
    return List.copyOf(strayCalls);
  }

  /** Forgets what was heard: a test of thousands would keep every description. */
  public synchronized void forget() {
    heard.clear();
  }

  /** Everything heard so far. */
  public synchronized List<Heard> heard() {
    return List.copyOf(heard);
  }

  /** Everything of a kind heard for a participant so far. */
  public synchronized <T> List<T> heard(String participant, Class<T> kind) {
    return heard.stream()
        .filter(entry -> entry.participant().equals(participant) && kind.isInstance(entry.what()))
        .map(entry -> kind.cast(entry.what()))
        .toList();
  }

  /** Waits for something of a kind, and says what was heard instead when it does not come. */
  public synchronized <T> T await(String participant, Class<T> kind, Predicate<T> wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      Optional<T> found = heard(participant, kind).stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return fail("no such " + kind.getSimpleName() + " for " + participant + " in " + heard);
      }
      try {
        wait(left);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return fail(interrupted);
      }
    }
  }

  /** Waits for the first of a kind. */
  public <T> T await(String participant, Class<T> kind) {
    return await(participant, kind, any -> true);
  }
}
