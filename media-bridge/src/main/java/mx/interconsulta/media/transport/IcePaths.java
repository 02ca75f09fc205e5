package mx.interconsulta.media.transport;

import java.util.ArrayList;
import java.util.List;

/**
 * A peer's valid pairs, and which of them packets use (RFC 8445, section 8, as seen from a lite
 * agent: the browser nominates, we follow).
 *
 * <p>Browsers do not agree on how to nominate. Chromium nominates the pair it uses, and no other,
 * with every check; Firefox nominates every pair that works, once, and the last of those is usually
 * the TCP one. So the last nominated wins only among equals: a pair of newer credentials before one
 * of older, one that is heard from before one that is silent, UDP before TCP unless the TCP pair is
 * nominated again and again. What comes over a relay is UDP here: it must not keep the packets from
 * a TCP pair that a browser prefers, for the browser would take that pair for dead. A pair of older
 * credentials stays in use until one of the newer is nominated (section 9: media go on during a
 * restart).
 */
final class IcePaths {
  /**
   * Browsers send a check every 2.5 to 6 s on a pair they use, and packets in between; a pair that
   * was silent for longer loses to one that was not.
   */
  static final long SILENT_NANOS = 7_000_000_000L;

  /** Whoever nominates a pair for so long has chosen it. */
  static final long CHOSEN_NANOS = 2_000_000_000L;

  /** Twice the time that RFC 7675 gives a consent. */
  static final long STALE_NANOS = 60_000_000_000L;

  private final int limit;
  private final List<IcePath> paths = new ArrayList<>(4);
  private IcePath selected;
  private long nominations;

  IcePaths(int limit) {
    this.limit = limit;
  }

  /** The pair in use, or null. */
  IcePath selected() {
    return selected;
  }

  int size() {
    return paths.size();
  }

  List<IcePath> all() {
    return List.copyOf(paths);
  }

  /**
   * Keeps a pair over this wire. When there are too many, the one not in use that was silent
   * longest makes room.
   *
   * @return the pair that had to go, for its wire to be closed; or null
   */
  IcePath add(IcePath path) {
    IcePath evicted = null;
    if (paths.size() >= limit) {
      for (IcePath each : paths) {
        if (each != selected && (evicted == null || each.heardNanos < evicted.heardNanos)) {
          evicted = each;
        }
      }
      paths.remove(evicted);
    }
    paths.add(path);
    return evicted;
  }

  /** The browser nominated the pair, in a check with credentials of this generation. */
  void nominate(IcePath path, int generation, long nowNanos) {
    boolean again =
        path.nominatedIn >= generation && nowNanos - path.nominatedNanos <= SILENT_NANOS;
    path.nominatedIn = Math.max(path.nominatedIn, generation);
    path.nomination = ++nominations;
    path.nominatedNanos = nowNanos;
    path.nominatedSince = again ? path.nominatedSince : nowNanos;
    choose(nowNanos);
  }

  /** The pair is gone: its connection closed, or another peer speaks from its address. */
  void remove(IcePath path, long nowNanos) {
    paths.remove(path);
    if (path == selected) {
      selected = null;
      choose(nowNanos);
    }
  }

  /** Looks whether the pair in use fell silent and another did not. */
  void choose(long nowNanos) {
    for (IcePath each : paths) {
      if (each.nominatedIn > 0 && (selected == null || isBetter(each, selected, nowNanos))) {
        selected = each;
      }
    }
  }

  /** Takes out the pairs that nobody has used for a long time, for their wires to be closed. */
  List<IcePath> prune(long nowNanos) {
    List<IcePath> stale = new ArrayList<>(0);
    for (IcePath each : paths) {
      if (each != selected && nowNanos - each.heardNanos > STALE_NANOS) {
        stale.add(each);
      }
    }
    paths.removeAll(stale);
    return stale;
  }

  /** Ends all. */
  void clear() {
    paths.clear();
    selected = null;
  }

  private static boolean isBetter(IcePath one, IcePath other, long nowNanos) {
    if (one.nominatedIn != other.nominatedIn) {
      return one.nominatedIn > other.nominatedIn;
    }
    boolean oneSilent = nowNanos - one.heardNanos > SILENT_NANOS;
    boolean otherSilent = nowNanos - other.heardNanos > SILENT_NANOS;
    if (oneSilent != otherSilent) {
      return otherSilent;
    }
    if (one.protocol() != other.protocol()) {
      boolean oneChosen = isChosen(one, nowNanos);
      boolean otherChosen = isChosen(other, nowNanos);
      if (oneChosen != otherChosen) {
        return oneChosen;
      }
      if (!oneChosen) {
        return one.protocol() == TransportPath.Protocol.UDP;
      }
    }
    return one.nomination > other.nomination;
  }

  private static boolean isChosen(IcePath path, long nowNanos) {
    return path.nominatedNanos - path.nominatedSince >= CHOSEN_NANOS
        && nowNanos - path.nominatedNanos <= SILENT_NANOS;
  }
}
