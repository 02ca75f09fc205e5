package mx.interconsulta.platform.sealing;

import static mx.interconsulta.platform.TestFoundation.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.TestDatabase;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EnvelopeSealingTest {
  private static final FieldAddress NAME = new FieldAddress("patients", "p-1", "name");

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase testDatabase = TestDatabase.fresh(vertx);
  private final Database database = testDatabase.database();
  private final MasterKey master = MasterKey.random();

  @AfterEach
  void close() {
    testDatabase.close();
    await(vertx.close());
  }

  private EnvelopeSealing open(MasterKey key) {
    return await(EnvelopeSealing.open(database, key, Clock.systemUTC()));
  }

  @Test
  void aSealedFieldOpensAgainAfterARestart() {
    Sealed sealed = open(master).seal(NAME, "María de la Luz Ñáñez");

    assertEquals("María de la Luz Ñáñez", open(master).open(NAME, sealed));
  }

  @Test
  void equalTextsAreSealedToDifferentBytes() {
    EnvelopeSealing sealing = open(master);

    assertNotEquals(sealing.seal(NAME, "Luz"), sealing.seal(NAME, "Luz"));
  }

  @Test
  void aFieldMovedToAnotherDocumentCollectionOrNameDoesNotOpen() {
    EnvelopeSealing sealing = open(master);
    Sealed sealed = sealing.seal(NAME, "Luz");

    for (FieldAddress elsewhere :
        List.of(
            new FieldAddress("patients", "p-2", "name"),
            new FieldAddress("people", "p-1", "name"),
            new FieldAddress("patients", "p-1", "curp"),
            new FieldAddress("patientsp", "-1", "name"))) {
      assertThrows(SealBrokenException.class, () -> sealing.open(elsewhere, sealed));
    }
  }

  @Test
  void aFieldWithOneBitChangedDoesNotOpen() {
    EnvelopeSealing sealing = open(master);
    Sealed sealed = sealing.seal(NAME, "Luz");
    for (int i = 0; i < sealed.bytes().length(); i++) {
      byte[] bytes = sealed.bytes().getData().clone();
      bytes[i] ^= 1;
      assertThrows(
          SealBrokenException.class,
          () -> sealing.open(NAME, new Sealed(sealed.key(), new Binary(bytes))));
    }
  }

  @Test
  void aFieldOfAnUnknownKeyDoesNotOpen() {
    EnvelopeSealing sealing = open(master);
    Sealed sealed = sealing.seal(NAME, "Luz");

    for (String key : List.of("seal-2", "seal-", "token-1", "", "seal-9999999")) {
      assertThrows(
          SealBrokenException.class, () -> sealing.open(NAME, new Sealed(key, sealed.bytes())));
    }
  }

  @Test
  void anotherMasterKeyIsRefused() {
    open(master);

    assertThrows(KeyRefusedException.class, () -> open(MasterKey.random()));
  }

  @Test
  void twoProcessesThatStartAtOnceAgreeOnTheKeys() {
    List<EnvelopeSealing> both =
        await(
            Future.all(
                    EnvelopeSealing.open(database, master, Clock.systemUTC()),
                    EnvelopeSealing.open(database, master, Clock.systemUTC()))
                .map(opened -> opened.list()));

    assertEquals("Luz", both.get(1).open(NAME, both.get(0).seal(NAME, "Luz")));
    assertEquals(both.get(0).token("curp", "X"), both.get(1).token("curp", "X"));
  }

  @Test
  void aNewKeySealsWhatFollowsAndTheOldOneStillOpens() {
    EnvelopeSealing before = open(master);
    Sealed old = before.seal(NAME, "Luz");
    String token = before.token("curp", "X");
    await(EnvelopeSealing.addSealKey(database, master, Clock.systemUTC()));

    EnvelopeSealing after = open(master);

    assertEquals("seal-2", after.seal(NAME, "Luz").key());
    assertEquals("Luz", after.open(NAME, old));
    assertTrue(after.searchTokens("curp", "X").contains(token));
  }

  @Test
  void theMasterKeyCanBeChanged() {
    Sealed sealed = open(master).seal(NAME, "Luz");
    MasterKey next = MasterKey.random();

    await(EnvelopeSealing.changeMasterKey(database, master, next));

    assertEquals("Luz", open(next).open(NAME, sealed));
    assertThrows(KeyRefusedException.class, () -> open(master));
  }

  @Test
  void tokensAreBoundToTheirFieldAndSayNothing() {
    EnvelopeSealing sealing = open(master);

    assertEquals(sealing.token("curp", "X"), sealing.token("curp", "X"));
    assertNotEquals(sealing.token("curp", "X"), sealing.token("nss", "X"));
    assertFalse(sealing.token("name", "GUADALUPE").contains("GUADALUPE"));
  }

  @Test
  void nothingSealedIsReadableInTheDatabase() {
    assertFalse(open(master).seal(NAME, "Luz").toString().contains("Luz"));
    assertFalse(await(database.all(database.driver().getCollection("data_keys").find())).isEmpty());
  }
}
