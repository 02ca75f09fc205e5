package mx.interconsulta.server;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.server.http.SignedIn;
import mx.interconsulta.server.identity.Identity;
import mx.interconsulta.signaling.connection.Visitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The person behind a live connection. Used on the connection's event loop. */
final class PageVisitor implements Visitor {
  private static final Logger LOG = LoggerFactory.getLogger(PageVisitor.class);
  private static final long NOTED_EVERY = Duration.ofMinutes(1).toMillis();

  private final SignedIn caller;
  private final Identity identity;
  private long notedAt;

  PageVisitor(SignedIn caller, Identity identity, Clock clock) {
    this.caller = caller;
    this.identity = identity;
    this.notedAt = clock.millis();
  }

  @Override
  public Principal principal() {
    return caller.principal();
  }

  @Override
  public String csrf() {
    return caller.csrf();
  }

  @Override
  public Future<Optional<Principal>> now() {
    return identity.principalOf(caller.principal().session());
  }

  @Override
  public void used(long now) {
    if (now - notedAt >= NOTED_EVERY) {
      notedAt = now;
      identity
          .used(caller.principal().session())
          .onFailure(failure -> LOG.warn("a session's use could not be noted", failure));
    }
  }
}
