package mx.interconsulta.server.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What must not stand in any file of the project. Where packages come from is the machine's
 * business: a registry's address in a lock file or script would break every machine that has
 * another one, and so would a path of the machine it was written on.
 */
final class TreeTest {

  // In pieces, so that this file does not find itself.
  private static final Pattern REGISTRY =
      Pattern.compile(
          String.join(
              "|",
              "registry\\.npm" + "js\\.(org|com)",
              "registry\\.yarn" + "pkg\\.com",
              "repo1?\\.maven(\\.apache)?" + "\\.org",
              "central\\.sona" + "type",
              "(deb|security|ftp|snapshot)\\.deb" + "ian\\.org",
              "py" + "pi\\.org",
              "crates" + "\\.io",
              "proxy\\.gol" + "ang\\.org"));

  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w./*-])/(work|ho" + "me|ro" + "ot|Users)/[\\w.]");

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void noFileNamesARegistryHost() throws Exception {
    assertEquals(List.of(), linesThatMatch(REGISTRY));
  }

  @Test
  void noFileNamesAPathOfOneMachine() throws Exception {
    assertEquals(List.of(), linesThatMatch(MACHINE_PATH));
  }

  @Test
  void noBinaryIsCommittedButPictures() throws Exception {
    List<String> binaries =
        files().stream()
            .filter(name -> name.matches(".*\\.(jar|class|zip|gz|so|exe|node|wasm|jsa)"))
            .toList();
    assertEquals(List.of(), binaries);
  }

  private static List<String> linesThatMatch(Pattern pattern) throws Exception {
    List<String> found = new ArrayList<>();
    for (String name : files()) {
      Path file = ROOT.resolve(name);
      if (name.matches(".*\\.(png|jpg|woff2|ico)") || !Files.isRegularFile(file)) {
        continue;
      }
      int number = 0;
      for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
        number++;
        if (pattern.matcher(line).find()) {
          found.add(name + ":" + number + ": " + line.strip());
        }
      }
    }
    return found;
  }

  /** Everything git tracks or would offer to add. */
  private static List<String> files() throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "ls-files", "-co", "--exclude-standard")
            .directory(ROOT.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, git.waitFor(), "git ls-files");
    List<String> files = names.lines().toList();
    assertFalse(files.isEmpty());
    return files;
  }
}
