package mx.interconsulta.scheduling.escalation;

import java.util.Locale;
import java.util.Set;

/** How a person answers to an emergency that rings for them. */
public enum RingState {
  /** Their windows sound. */
  RINGING,
  /** They have given a sign of life on the notice. */
  ACKNOWLEDGED,
  /** They cannot, and said why. */
  DECLINED,
  /** It has sounded for a while and nobody has touched anything; it sounds on. */
  SILENT,
  /** They have no page open, or are in a consultation. */
  UNREACHABLE,
  /** They took it. */
  ACCEPTED;

  /** States in which a person's windows sound. */
  static final Set<RingState> SOUNDING = Set.of(RINGING, ACKNOWLEDGED, SILENT);

  String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RingState of(String token) {
    return valueOf(token.toUpperCase(Locale.ROOT));
  }
}
