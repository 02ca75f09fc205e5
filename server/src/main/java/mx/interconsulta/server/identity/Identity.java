package mx.interconsulta.server.identity;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.proof.SigningProofs;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.server.http.SignIns;
import mx.interconsulta.signaling.bus.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who one is: accounts, passwords, sessions, proofs, the first administrator and the demo accounts.
 * The people themselves and their assignments are the directory's.
 */
public final class Identity {

  /**
   * What a page is told about the server it signs in to.
   *
   * @param port the port that browsers see, known once the server listens; part of cookie names
   * @param production whether this is clinical production
   * @param embeddedDatabase whether the data is in the embedded database
   * @param sample whether the network is the sample
   * @param offersSampleAccounts whether demo accounts may be offered at all
   * @param mediaOnLoopback whether media can only be sent from this machine to itself
   */
  public record Setting(
      IntSupplier port,
      boolean production,
      boolean embeddedDatabase,
      boolean sample,
      boolean offersSampleAccounts,
      boolean mediaOnLoopback) {}

  private static final Logger LOG = LoggerFactory.getLogger(Identity.class);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  private final Sessions sessions;
  private final Proofs proofs;
  private final Setup setup;
  private final SampleAccounts sample;
  private final PasswordHashing hashing;
  private final SessionEndings endings;
  private final PasswordCheck check;
  private final List<Operation> operations;
  private final Timers.Cancellable sweeping;

  private Identity(
      Foundation foundation,
      Staff people,
      IdentityOptions options,
      Setting setting,
      SessionEndings endings,
      Path dataDirectory) {
    SessionCookies cookies = new SessionCookies(setting.port());
    RecentStaff staff = new RecentStaff(people, foundation.timers().clock());
    Accounts accounts = new Accounts(foundation);
    this.endings = endings;
    this.hashing = new PasswordHashing(foundation.vertx(), options, foundation.meters());
    this.sessions = new Sessions(foundation, staff, options, cookies);
    this.proofs = new Proofs(foundation, options.proof());
    this.setup = new Setup(foundation, people, dataDirectory);
    this.sample = new SampleAccounts(foundation, accounts, hashing, dataDirectory);
    this.check = new PasswordCheck(foundation, people, accounts, hashing, cookies, sample);
    SessionView view = new SessionView(foundation, accounts, staff, options, setting);
    this.operations =
        new IdentityOperations(
                new IdentityOperations.Parts(
                    people, accounts, hashing, check, sessions, cookies, view, proofs, setup,
                    sample, endings, options, setting))
            .all();
    this.sweeping = foundation.timers().every(SWEEP_EVERY, this::sweep);
  }

  /** Opens identity on the foundation. */
  public static Identity open(
      Foundation foundation,
      Staff people,
      IdentityOptions options,
      Setting setting,
      SessionEndings endings,
      Path dataDirectory) {
    return new Identity(foundation, people, options, setting, endings, dataDirectory);
  }

  /** What sign-ins are found by. */
  public static Indexes indexes(Indexes indexes) {
    return Sessions.indexes(indexes);
  }

  /** Counts failed sign-ins together with the other servers. */
  public void shareSignIns(Exchange exchange) {
    check.share(exchange);
  }

  /** The operations of server.yaml. */
  public List<Operation> operations() {
    return operations;
  }

  /** Finds out who calls. */
  public SignIns signIns() {
    return sessions;
  }

  /** Uses up signing proofs. */
  public SigningProofs signingProofs() {
    return proofs;
  }

  /** The caller of an open session by its audit id, as they stand now; for live connections. */
  public Future<Optional<Principal>> principalOf(String session) {
    return sessions.bySession(session);
  }

  /** Notes that a session is in use although no call comes. */
  public Future<Void> used(String session) {
    return sessions.used(session);
  }

  /** Ends every sign-in of a person who left, here and on the other servers. */
  public Future<Void> personLeft(String person) {
    return sessions.endAll(person).compose(ended -> endings.personEnded(person));
  }

  /** Puts out the setup token when the database is empty; the token to print. */
  public Future<Optional<String>> setupToken() {
    return setup.putOutToken();
  }

  /**
   * Makes the demo accounts that are missing.
   *
   * @return a Future of the Future that completes when all their passwords are hashed, behind a
   *     server that is ready before
   */
  public Future<Future<Void>> prepareSample(List<SamplePerson> people) {
    return sample.prepare(people);
  }

  /** Ends threads and timers; sessions stay for the next start. */
  public void close() {
    sweeping.cancel();
    hashing.close();
  }

  private void sweep() {
    Future.join(sessions.sweep(), proofs.sweep())
        .onFailure(failure -> LOG.warn("old sessions and proofs could not be removed", failure));
  }
}
