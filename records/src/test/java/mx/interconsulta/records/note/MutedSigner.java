package mx.interconsulta.records.note;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.records.Desk;
import mx.interconsulta.records.Ground;

/**
 * A process that signs a note and stops for good before its request is told. It prints the hash
 * when it stands there. For a test that kills it.
 */
public final class MutedSigner {
  private MutedSigner() {}

  /** Arguments: URI of the database, request, patient, specialist. */
  public static void main(String[] arguments) {
    Ground ground = new Ground(arguments[0]);
    InventedCases cases = new InventedCases();
    CaseFile file = cases.attended(arguments[1], arguments[2], arguments[3]);
    cases.beforeAnswer =
        entry -> {
          System.out.println(entry.hash());
          return Promise.<Void>promise().future();
        };
    Proofs proofs = new Proofs();
    Principal who = Desk.person(arguments[3], "specialist", "JCIMS000325");
    Grant grant = who.grants().get(0);

    Drafts drafts = new Drafts(ground.foundation());
    NoteLedger ledger = new NoteLedger(ground.foundation());
    Signing signing =
        new Signing(ground.foundation(), cases, drafts, ledger, proofs, NoteFiles.none());
    AnswerRelay relay =
        new AnswerRelay(ground.foundation(), cases, drafts, ledger, AnswerTally.none());
    TestFoundation.await(
        drafts.save(
            file, who.person(), new Drafts.Save(0, "sitting-1", false, NotesTest.fields())));
    JsonObject prepared =
        NoteViews.prepared(
            TestFoundation.await(
                signing.prepare(
                    file, who.person(), grant, new Signing.Prepare(1, "", NoteMode.VIDEO))));
    String hash = prepared.getString("hash");
    Future<SignedEntry> signed =
        signing.sign(file, who.person(), grant, hash, proofs.make(who.person(), hash));
    TestFoundation.await(signed.compose(relay::relay));
  }
}
