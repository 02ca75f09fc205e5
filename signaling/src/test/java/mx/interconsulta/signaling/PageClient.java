package mx.interconsulta.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import mx.interconsulta.platform.TestFoundation;

/** A page as a test writes it: says messages, hears messages, and every one must fit its schema. */
public final class PageClient {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A WebSocket and what came in over it. */
  static final class Recorded {
    private final WebSocket socket;
    private final List<JsonObject> waiting = new ArrayList<>();
    private final List<JsonObject> all = new ArrayList<>();
    private Short closeCode;

    private Recorded(WebSocket socket) {
      this.socket = socket;
      socket.textMessageHandler(text -> heard(new JsonObject(text)));
      socket.closeHandler(closed -> closed(socket.closeStatusCode()));
      socket.exceptionHandler(failure -> {});
    }

    private synchronized void heard(JsonObject message) {
      waiting.add(message);
      all.add(message);
      notifyAll();
    }

    private synchronized void closed(Short code) {
      closeCode = code == null ? 1006 : code;
      notifyAll();
    }
  }

  private final String person;
  private final String session;
  private final Recorded recorded;
  private JsonObject welcome;

  PageClient(String person, String session, Recorded recorded) {
    this.person = person;
    this.session = session;
    this.recorded = recorded;
  }

  static Recorded recorded(WebSocket socket) {
    return new Recorded(socket);
  }

  public String person() {
    return person;
  }

  public String session() {
    return session;
  }

  public WebSocket socket() {
    return recorded.socket;
  }

  /** Says hello and returns the welcome. */
  public JsonObject hello() {
    return hello(Map.of());
  }

  /** Says hello with more fields and returns the welcome. */
  public JsonObject hello(Map<String, Object> more) {
    JsonObject hello = new JsonObject().put("version", 1).put("csrf", LiveServer.CSRF);
    more.forEach(hello::put);
    say("hello", hello.getMap());
    welcome = hear("welcome");
    return welcome;
  }

  /** The last welcome. */
  public JsonObject welcome() {
    return welcome;
  }

  /** Says a message. */
  public void say(String type, Map<String, Object> fields) {
    text(new JsonObject().put("type", type).mergeIn(new JsonObject(fields)).encode());
  }

  /** Writes a text frame, whatever it is. */
  public void text(String text) {
    TestFoundation.await(recorded.socket.writeTextMessage(text));
  }

  /** The next message of a type that was not heard yet. */
  public JsonObject hear(String type) {
    return hear(type, any -> true);
  }

  /** The next message of a type that fits and was not heard yet. */
  public JsonObject hear(String type, Predicate<JsonObject> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (recorded) {
      while (true) {
        for (Iterator<JsonObject> each = recorded.waiting.iterator(); each.hasNext(); ) {
          JsonObject message = each.next();
          if (message.getString("type").equals(type) && wanted.test(message)) {
            each.remove();
            assertTrue(Protocol.fits("server", type, message), () -> "no schema fits " + message);
            return message;
          }
        }
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return fail(person + " heard no such " + type + " in " + recorded.all);
        }
        pause(left);
      }
    }
  }

  /** Everything of a type that came in so far. */
  public List<JsonObject> all(String type) {
    synchronized (recorded) {
      return recorded.all.stream()
          .filter(message -> message.getString("type").equals(type))
          .toList();
    }
  }

  /** Waits until the server has read and answered everything said so far. */
  public void settle() {
    String id = "settle-" + System.nanoTime();
    say("ping", Map.of("id", id));
    hear("pong", pong -> id.equals(pong.getString("re")));
  }

  /** Says ping with what was seen. */
  public void ping(long seen) {
    say("ping", Map.of("seen", seen));
    hear("pong");
  }

  /**
   * Pings like a page that does not know yet whether its WebSocket is just being closed; waits for
   * the answer, or for the end.
   */
  public void beat() {
    int before = all("pong").size();
    TestFoundation.await(recorded.socket.writeTextMessage("{\"type\":\"ping\"}").otherwiseEmpty());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (recorded) {
      while (recorded.closeCode == null && all("pong").size() == before) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          fail(person + "'s ping was neither answered nor its WebSocket closed");
        }
        pause(left);
      }
    }
  }

  /** The newest number heard. */
  public long seen() {
    synchronized (recorded) {
      return recorded.all.stream()
          .filter(message -> message.containsKey("seq"))
          .mapToLong(message -> message.getLong("seq"))
          .max()
          .orElse(0);
    }
  }

  /** Waits for the end and holds it against the bye that came before. */
  public JsonObject hearsBye(int closeCode) {
    JsonObject bye = hear("bye");
    assertEquals(closeCode, bye.getInteger("closeCode"));
    assertEquals(closeCode, closeCode());
    return bye;
  }

  /** Waits for the close. */
  public int closeCode() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (recorded) {
      while (recorded.closeCode == null) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return fail(person + "'s WebSocket was not closed; heard " + recorded.all);
        }
        pause(left);
      }
      return recorded.closeCode;
    }
  }

  /** Whether the WebSocket is open. */
  public boolean isOpen() {
    synchronized (recorded) {
      return recorded.closeCode == null;
    }
  }

  /** Lets the WebSocket go without a word, as a network does. */
  public void drop() {
    TestFoundation.await(recorded.socket.close());
  }

  private void pause(long millis) {
    try {
      recorded.wait(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      fail(interrupted);
    }
  }
}
