package mx.interconsulta.server.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How long the next attempt must wait. Waits grow with failures (1, 2, 4 ... 60 s), halve with
 * time, and never lock anybody out for good:
 *
 * <ul>
 *   <li>A browser from which the person has signed in before carries a device cookie and is counted
 *       by itself, so that somebody else's guessing never stands in its way.
 *   <li>Others are counted by user and address, by user, and by address, each with more failures
 *       for free than the one before.
 * </ul>
 *
 * <p>Kept in the memory of each server process; a restart forgives. Servers on a bus tell each
 * other what they count, so that guessing at several gains nothing; while it is cut each counts
 * alone. Attempts are counted when they begin, so that many at once gain nothing. Thread-safe.
 */
final class SignInPatience {
  private static final int MOST_KEPT = 20_000;
  private static final long LONGEST_SECONDS = 60;
  private static final Duration HALVES_EVERY = Duration.ofMinutes(10);

  /** Who tries: {@code device} is empty where the browser is not known for this user. */
  record Attempt(String user, String address, String device) {
    Attempt {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(device, "device");
    }

    private List<Counted> counted() {
      return device.isEmpty()
          ? List.of(
              new Counted("both " + user + " " + address, 3),
              new Counted("user " + user, 20),
              new Counted("address " + address, 50))
          : List.of(new Counted("device " + user + " " + device, 5));
    }
  }

  /** Hears what is counted here, to tell other servers. */
  @FunctionalInterface
  interface Others {
    void counted(Attempt attempt, boolean forgiven);
  }

  private record Counted(String key, int free) {}

  private record Failures(double count, Instant last) {}

  private final Clock clock;
  private volatile Others others = (attempt, forgiven) -> {};
  private final Map<String, Failures> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST_KEPT;
        }
      };

  SignInPatience(Clock clock) {
    this.clock = clock;
  }

  /** Who is told from now on of what is counted here. */
  void tell(Others who) {
    others = who;
  }

  /** Another server counted an attempt, or forgave it. */
  synchronized void heard(Attempt attempt, boolean forgiven) {
    if (forgiven) {
      forgive(attempt);
    } else {
      count(attempt, clock.instant());
    }
  }

  /**
   * Begins an attempt, which counts as failed until {@link #succeeded}.
   *
   * @return seconds to wait when it comes too early, and then nothing is counted
   */
  synchronized OptionalLong begin(Attempt attempt) {
    Instant now = clock.instant();
    long wait = 0;
    for (Counted counted : attempt.counted()) {
      wait = Math.max(wait, remaining(counted, now));
    }
    if (wait > 0) {
      return OptionalLong.of(wait);
    }
    count(attempt, now);
    others.counted(attempt, false);
    return OptionalLong.empty();
  }

  private void count(Attempt attempt, Instant now) {
    for (Counted counted : attempt.counted()) {
      kept.put(counted.key(), new Failures(decayed(counted.key(), now) + 1, now));
    }
  }

  /** The attempt was no failure: forgets what was counted for this user from here. */
  synchronized void succeeded(Attempt attempt) {
    forgive(attempt);
    others.counted(attempt, true);
  }

  private void forgive(Attempt attempt) {
    Instant now = clock.instant();
    for (Counted counted : attempt.counted()) {
      if (counted.key().startsWith("both ") || counted.key().startsWith("device ")) {
        kept.remove(counted.key());
      } else {
        Failures failures = kept.get(counted.key());
        if (failures != null) {
          kept.put(
              counted.key(),
              new Failures(Math.max(0, decayed(counted.key(), now) - 1), failures.last()));
        }
      }
    }
  }

  /** What the page is told to wait after a failure. */
  synchronized long waitAfter(Attempt attempt) {
    Instant now = clock.instant();
    return attempt.counted().stream().mapToLong(counted -> remaining(counted, now)).max().orElse(0);
  }

  private long remaining(Counted counted, Instant now) {
    Failures failures = kept.get(counted.key());
    if (failures == null) {
      return 0;
    }
    double over = decayed(counted.key(), now) - counted.free();
    if (over < 0) {
      return 0;
    }
    long wait = over >= 6 ? LONGEST_SECONDS : Math.min(LONGEST_SECONDS, 1L << (long) over);
    Duration passed = Duration.between(failures.last(), now);
    long left = Duration.ofSeconds(wait).minus(passed).toMillis();
    return left <= 0 ? 0 : (left + 999) / 1000;
  }

  private double decayed(String key, Instant now) {
    Failures failures = kept.get(key);
    if (failures == null) {
      return 0;
    }
    double halves =
        (double) Duration.between(failures.last(), now).toMillis() / HALVES_EVERY.toMillis();
    return failures.count() * Math.pow(0.5, Math.max(0, halves));
  }
}
