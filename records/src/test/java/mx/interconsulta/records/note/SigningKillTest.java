package mx.interconsulta.records.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.database.DatabaseFork;
import mx.interconsulta.records.Ground;
import org.junit.jupiter.api.Test;

class SigningKillTest {
  private static final String REQUEST = "request-1";

  @Test
  void killNineBetweenSigningAndAnsweringIsHealedByTheNextStart() {
    try (DatabaseFork database = DatabaseFork.start()) {
      String hash;
      try (Ground.Fork fork =
          new Ground.Fork(
              MutedSigner.class, database.uri(), REQUEST, "patient-1", "specialist-1")) {
        hash = fork.line();
      }
      try (Ground ground = new Ground(database.uri())) {
        NoteLedger ledger = new NoteLedger(ground.foundation());
        Drafts drafts = new Drafts(ground.foundation());
        SignedEntry left = find(ledger).orElseThrow();
        assertEquals(SignedEntry.ANSWER, left.due());
        assertEquals(hash, ledger.open(left).hash());

        InventedCases cases = new InventedCases();
        cases.attended(REQUEST, "patient-1", "specialist-1");
        Notes notes =
            TestFoundation.await(
                Notes.open(
                    ground.foundation(),
                    cases,
                    notice -> Future.succeededFuture(),
                    new Proofs(),
                    AnswerTally.none(),
                    NoteFiles.none()));

        assertEquals(List.of(REQUEST), cases.answered);
        assertNull(find(ledger).orElseThrow().due());
        assertEquals(Optional.empty(), TestFoundation.await(drafts.find(REQUEST, "specialist-1")));
        TestFoundation.await(notes.close());
      }
    }
  }

  private static Optional<SignedEntry> find(NoteLedger ledger) {
    return TestFoundation.await(ledger.find(NoteLedger.noteIdOf(REQUEST)));
  }
}
