package mx.interconsulta.signaling.ringing;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.scheduling.escalation.Ringer;

/**
 * Rings by notices: durable, told to every window that a person has open on any server, and caught
 * up on by a window that was away. The page makes the sound and repeats it until it is told to fall
 * silent, so a server that dies silences nobody. Facts are ids and states; what a page shows of the
 * patient it reads by HTTP.
 */
public final class NoticeRinger implements Ringer {
  private static final String RINGS = "emergency.rings";
  private static final String QUIET = "emergency.quiet";
  private static final String CHANGED = "emergency.changed";
  private static final String UNANSWERED = "emergency.unanswered";

  private final Notices notices;

  public NoticeRinger(Notices notices) {
    this.notices = notices;
  }

  @Override
  public Future<Void> ring(Set<String> people, Ringing what) {
    return tell(people, RINGS, facts(what));
  }

  @Override
  public Future<Void> quiet(Set<String> people, Ringing what, String why, String takenBy) {
    Map<String, String> facts = facts(what);
    facts.put("why", why);
    if (takenBy != null) {
      facts.put("takenBy", takenBy);
    }
    return tell(people, QUIET, facts);
  }

  @Override
  public Future<Void> changed(Set<String> people, Ringing what) {
    return tell(people, CHANGED, facts(what));
  }

  @Override
  public Future<Void> unanswered(Set<String> people, Ringing what) {
    return tell(people, UNANSWERED, facts(what));
  }

  private Future<Void> tell(Set<String> people, String type, Map<String, String> facts) {
    return people.isEmpty()
        ? Future.succeededFuture()
        : notices.publish(new Notice(people, type, facts));
  }

  private static Map<String, String> facts(Ringing what) {
    Map<String, String> facts = new HashMap<>();
    facts.put("request", what.request());
    facts.put("version", Integer.toString(what.version()));
    facts.put("specialty", what.specialty());
    facts.put("unit", what.unit());
    facts.put("triage", Integer.toString(what.triage()));
    facts.put("since", what.since().toString());
    return facts;
  }
}
