package mx.interconsulta.server.identity;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * People as they stood at most two seconds ago: each page asks several things at once, and rights
 * that ended must end everywhere within moments. Thread-safe.
 */
final class RecentStaff {
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int MOST_KEPT = 2_000;

  private record Seen(Instant at, Future<Optional<Staff.Member>> member) {}

  private final Staff staff;
  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  RecentStaff(Staff staff, Clock clock) {
    this.staff = staff;
    this.clock = clock;
  }

  Future<Optional<Staff.Member>> byId(String person) {
    Instant now = clock.instant();
    Seen last = seen.get(person);
    if (last != null
        && last.member().succeeded()
        && Duration.between(last.at(), now).compareTo(FRESH) < 0) {
      return Future.succeededFuture(last.member().result());
    }
    return staff
        .byId(person)
        .onSuccess(
            member -> {
              if (seen.size() >= MOST_KEPT) {
                seen.values()
                    .removeIf(old -> Duration.between(old.at(), now).compareTo(FRESH) >= 0);
              }
              seen.put(person, new Seen(now, Future.succeededFuture(member)));
            });
  }

  void forget(String person) {
    seen.remove(person);
  }
}
