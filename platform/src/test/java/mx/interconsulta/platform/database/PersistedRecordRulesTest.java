package mx.interconsulta.platform.database;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import mx.interconsulta.platform.sealing.Token;
import org.bson.codecs.pojo.annotations.BsonId;
import org.junit.jupiter.api.Test;

final class PersistedRecordRulesTest {
  public record Good(
      @BsonId UUID id,
      @Open String state,
      List<@Token String> tokens,
      @Open List<String> tags,
      Map<@Open String, Sealed> fields,
      Sealed name,
      Inner inner) {}

  public record Inner(@Token String curp, Integer version) {}

  public record BadText(@BsonId @Open String id, String name) {}

  public record BadList(List<String> names) {}

  public record BadMap(Map<String, Sealed> fields) {}

  public record BadInside(List<BadText> lines) {}

  public record BadPrimitive(int version) {}

  public record BadOptional(Optional<UUID> id) {}

  record BadHidden(UUID id) {}

  public record BadObject(Object anything) {}

  @Test
  void aRecordWhoseTextsAreAllClassifiedPasses() {
    assertDoesNotThrow(() -> PersistedRecordRules.check(Good.class));
  }

  @Test
  void whatBreaksARuleIsNamed() {
    for (Class<?> bad :
        List.of(
            BadText.class,
            BadList.class,
            BadMap.class,
            BadInside.class,
            BadPrimitive.class,
            BadOptional.class,
            BadHidden.class,
            BadObject.class)) {
      AssertionError error =
          assertThrows(AssertionError.class, () -> PersistedRecordRules.check(bad), bad.getName());
      assertTrue(error.getMessage().contains("Bad"), error::getMessage);
    }
  }

  @Test
  void allPersistedRecordsOfThisModuleKeepTheRules() {
    assertEquals(4, PersistedRecordRules.checkAllBeside(Foundation.class));
  }
}
