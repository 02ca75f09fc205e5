package mx.interconsulta.media.forward;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who speaks in a room, by the levels that senders state (RFC 6464). A cough does not take the
 * floor: another speaker is one who was clearly louder for most of a second. Belongs to the media
 * loop.
 */
public final class Speakers {
  private static final int SILENT = 60;
  private static final double SMOOTHING = 0.8;
  private static final double CLEARLY = 8;
  private static final long HOLD_NANOS = 800_000_000L;

  private final Map<String, Double> loudness = new HashMap<>();
  private String speaking;
  private String rising;
  private long risingSince;

  /** How loud somebody is now, dB below the loudest; to be told every 100 ms or so. */
  public void level(String participant, int below) {
    double now = below >= SILENT ? 0 : SILENT - below;
    loudness.merge(participant, now, (was, is) -> SMOOTHING * was + (1 - SMOOTHING) * is);
  }

  /** Somebody left. */
  public void forget(String participant) {
    loudness.remove(participant);
    if (participant.equals(speaking)) {
      speaking = null;
    }
    if (participant.equals(rising)) {
      rising = null;
    }
  }

  /** Decides; whether it is somebody else than before. */
  public boolean decide(long nowNanos) {
    String loudest = null;
    double most = 2;
    for (Map.Entry<String, Double> each : loudness.entrySet()) {
      if (each.getValue() > most) {
        most = each.getValue();
        loudest = each.getKey();
      }
    }
    if (loudest == null || loudest.equals(speaking)) {
      rising = null;
      return false;
    }
    double held = speaking == null ? 0 : loudness.getOrDefault(speaking, 0.0);
    if (most < held + CLEARLY) {
      rising = null;
      return false;
    }
    if (!loudest.equals(rising)) {
      rising = loudest;
      risingSince = nowNanos;
    }
    if (speaking != null && nowNanos - risingSince < HOLD_NANOS) {
      return false;
    }
    speaking = loudest;
    rising = null;
    return true;
  }

  /** Who spoke last. */
  public Optional<String> speaking() {
    return Optional.ofNullable(speaking);
  }
}
