package mx.interconsulta.scheduling;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import mx.interconsulta.scheduling.escalation.Ringer;

/** Writes down what rings; while it is deaf nothing rings, as if the server died just before. */
public final class RecordedRinger implements Ringer {

  /** One call: its kind, for whom, about what, and why it fell silent. */
  public record Rang(String kind, Set<String> people, Ringing what, String why, String takenBy) {}

  private final List<Rang> all = new CopyOnWriteArrayList<>();
  private volatile boolean deaf;

  public void deaf(boolean now) {
    deaf = now;
  }

  /** Everything of a kind about a request: ring, quiet, changed, unanswered. */
  public List<Rang> of(String kind, String request) {
    return all.stream()
        .filter(one -> one.kind().equals(kind) && one.what().request().equals(request))
        .toList();
  }

  /** For whom a request has rung. */
  public Set<String> rungFor(String request) {
    Set<String> people = new HashSet<>();
    of("ring", request).forEach(one -> people.addAll(one.people()));
    return people;
  }

  private Future<Void> write(Rang call) {
    if (deaf) {
      return Future.failedFuture(new IllegalStateException("nothing rings"));
    }
    all.add(call);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> ring(Set<String> people, Ringing what) {
    return people.isEmpty()
        ? Future.succeededFuture()
        : write(new Rang("ring", Set.copyOf(people), what, null, null));
  }

  @Override
  public Future<Void> quiet(Set<String> people, Ringing what, String why, String takenBy) {
    return write(new Rang("quiet", Set.copyOf(people), what, why, takenBy));
  }

  @Override
  public Future<Void> changed(Set<String> people, Ringing what) {
    return write(new Rang("changed", Set.copyOf(people), what, null, null));
  }

  @Override
  public Future<Void> unanswered(Set<String> people, Ringing what) {
    return write(new Rang("unanswered", Set.copyOf(people), what, null, null));
  }
}
