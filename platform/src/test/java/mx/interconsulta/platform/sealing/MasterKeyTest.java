package mx.interconsulta.platform.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MasterKeyTest {
  private static final String ONE = Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir Path directory;

  @Test
  void theEnvironmentComesBeforeItsFileAndThatBeforeTheDirectory() throws IOException {
    byte[] two = new byte[32];
    two[0] = 2;
    Path file = directory.resolve("key");
    Files.writeString(file, Base64.getEncoder().encodeToString(two) + "\n");

    assertArrayEquals(
        MasterKey.of(new byte[32]).check(),
        MasterKey.find(Map.of("MASTER_KEY", ONE, "MASTER_KEY_FILE", file.toString()), directory)
            .check());
    assertArrayEquals(
        MasterKey.of(two).check(),
        MasterKey.find(Map.of("MASTER_KEY_FILE", file.toString()), directory).check());
    assertFalse(Files.exists(directory.resolve(MasterKey.FILE)));
  }

  @Test
  void withAnEmbeddedDatabaseOneIsMadeForItsOwnerOnlyAndKept() throws IOException {
    MasterKey made = MasterKey.find(Map.of(), directory.resolve("new"));
    Path file = directory.resolve("new").resolve(MasterKey.FILE);

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertArrayEquals(made.check(), MasterKey.find(Map.of(), directory.resolve("new")).check());
    try (var files = Files.list(directory.resolve("new"))) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void withoutOneNothingStartsOnAServerOfOthers() {
    assertThrows(KeyRefusedException.class, () -> MasterKey.find(Map.of(), null));
  }

  @Test
  void whatIsNoKeyIsRefusedAndNeverShown() throws IOException {
    Path file = directory.resolve("key");
    Files.writeString(file, "c2VjcmV0");
    for (Map<String, String> environment :
        List.of(
            Map.of("MASTER_KEY", "c2VjcmV0"),
            Map.of("MASTER_KEY", "not base64!"),
            Map.of("MASTER_KEY_FILE", file.toString()),
            Map.of("MASTER_KEY_FILE", directory.resolve("none").toString()))) {
      KeyRefusedException refused =
          assertThrows(KeyRefusedException.class, () -> MasterKey.find(environment, directory));
      assertFalse(refused.getMessage().contains("c2VjcmV0"), refused::getMessage);
      assertEquals(1, refused.getMessage().lines().count());
    }
    assertEquals("MasterKey", MasterKey.random().toString());
  }
}
