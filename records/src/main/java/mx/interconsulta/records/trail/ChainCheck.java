package mx.interconsulta.records.trail;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows one chain entry by entry, in the order of the sequence, and stops at the first thing that
 * cannot be. Holds a hash and a counter, not the entries. One thread at a time.
 */
final class ChainCheck {
  /** What can be wrong with a chain; the lower-case names are part of the API. */
  enum Fault {
    CHANGED,
    UNLINKED,
    MISSING,
    TRUNCATED,
    HEAD
  }

  private final String chain;
  private final Map<Long, String> expected = new HashMap<>();
  private Instant startedAt;
  private long entries;
  private long last;
  private String previous = "";
  private Fault fault;
  private long faultAt;

  ChainCheck(String chain) {
    this.chain = chain;
  }

  /** The chain came at least this far, as a sealed note of it says; an empty hash says no more. */
  void reached(long sequence, String hash) {
    expected.merge(sequence, hash, (one, other) -> one.isEmpty() ? other : one);
  }

  /** What was sealed about the chain does not open. */
  void headBroken() {
    fail(Fault.HEAD, 0);
  }

  /** The next entry. */
  void next(ChainedEntry entry) {
    entries++;
    if (startedAt == null) {
      startedAt = entry.at();
    }
    if (fault != null) {
      return;
    }
    if (entry.sequence() != last + 1) {
      fail(Fault.MISSING, last + 1);
    } else if (!entry.expectedHash().equals(entry.hash())) {
      fail(Fault.CHANGED, entry.sequence());
    } else if (!entry.previous().equals(previous)) {
      fail(Fault.UNLINKED, entry.sequence());
    }
    last = entry.sequence();
    previous = entry.hash();
    String sealed = expected.remove(last);
    if (sealed != null && !sealed.isEmpty() && !sealed.equals(entry.hash())) {
      fail(Fault.HEAD, last);
    }
  }

  /** No more entries. */
  void end() {
    expected.keySet().stream()
        .filter(sequence -> sequence > last)
        .min(Long::compare)
        .ifPresent(sequence -> fail(Fault.TRUNCATED, last + 1));
  }

  boolean intact() {
    return fault == null;
  }

  long entries() {
    return entries;
  }

  /** The result as the API says it. */
  JsonObject toJson() {
    JsonObject json =
        new JsonObject().put("chain", chain).put("entries", entries).put("intact", intact());
    if (startedAt != null) {
      json.put("startedAt", startedAt.toString());
    }
    if (fault != null) {
      json.put("fault", fault.name().toLowerCase(java.util.Locale.ROOT)).put("sequence", faultAt);
    }
    return json;
  }

  private void fail(Fault found, long sequence) {
    if (fault == null) {
      fault = found;
      faultAt = sequence;
    }
  }
}
