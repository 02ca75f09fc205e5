package mx.interconsulta.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mx.interconsulta.platform.database.PersistedRecordRules;
import mx.interconsulta.records.indicator.Attention;
import mx.interconsulta.records.note.SignedEntry;
import mx.interconsulta.records.sample.SampleHistory;
import mx.interconsulta.records.trail.ChainedEntry;
import org.junit.jupiter.api.Test;

class PersistedRecordsTest {

  @Test
  void everyTextOfANoteOrDraftIsOpenOrATokenOrSealed() {
    assertEquals(3, PersistedRecordRules.checkAllBeside(SignedEntry.class));
  }

  @Test
  void everyTextOfAnAttentionIsOpenOrAToken() {
    assertEquals(1, PersistedRecordRules.checkAllBeside(Attention.class));
  }

  @Test
  void whoWritesThePastIsOpen() {
    assertEquals(1, PersistedRecordRules.checkAllBeside(SampleHistory.class));
  }

  @Test
  void everyTextOfTheTrailIsOpenOrATokenOrSealed() {
    assertEquals(2, PersistedRecordRules.checkAllBeside(ChainedEntry.class));
  }
}
