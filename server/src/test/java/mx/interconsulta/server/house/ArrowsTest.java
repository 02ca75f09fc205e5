package mx.interconsulta.server.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way the arrows run between the rooms of the house: docs/architecture.md. */
class ArrowsTest {
  private static final String ROOT = "mx.interconsulta.";

  /** What each module may see of the others. A module that is not here may not exist. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "platform", Set.of(),
          "media-bridge", Set.of(),
          "scheduling", Set.of("platform"),
          "records", Set.of("platform", "scheduling"),
          "signaling", Set.of("platform", "scheduling", "media-bridge"),
          "web-client", Set.of(),
          "server",
              Set.of(
                  "platform", "scheduling", "records", "signaling", "media-bridge", "web-client"),
          "bench",
              Set.of(
                  "platform",
                  "scheduling",
                  "records",
                  "signaling",
                  "media-bridge",
                  "web-client",
                  "server"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // The kits of other modules come in jars when they are packaged.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("mx.interconsulta");

  @ParameterizedTest
  @ValueSource(
      strings = {"platform", "media-bridge", "scheduling", "records", "signaling", "server"})
  void aModuleUsesOnlyTheModulesItsArrowsLeadTo(String module) {
    Set<String> allowed = ARROWS.get(module);
    DescribedPredicate<JavaClass> forbidden =
        DescribedPredicate.describe(
            "belong to a module that " + module + " has no arrow to",
            target -> {
              String owner = moduleOf(target.getPackageName());
              return owner != null && !owner.equals(module) && !allowed.contains(owner);
            });

    ArchRuleDefinition.noClasses()
        .that(
            DescribedPredicate.describe(
                "are in " + module, type -> module.equals(moduleOf(type.getPackageName()))))
        .should()
        .dependOnClassesThat(forbidden)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", "media", "scheduling", "records", "signaling", "server"})
  void thePackagesInsideAModuleFormNoCircle(String root) {
    slices()
        .matching(ROOT + root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void noPackageIsALayer() {
    ArchRuleDefinition.noClasses()
        .should()
        .resideInAnyPackage("..model..", "..service..", "..dao..", "..util..", "..impl..")
        .check(CLASSES);
  }

  @Test
  void aClassNameSaysItsJob() {
    ArchRuleDefinition.noClasses()
        .should()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(CLASSES);
  }

  @Test
  void theModulesAreTheRoomsOfTheHouseAndNoOther() throws IOException {
    assertEquals(
        new TreeSet<>(ARROWS.keySet()),
        new TreeSet<>(matches("pom.xml", "<module>([^<]+)</module>")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "platform",
        "media-bridge",
        "scheduling",
        "records",
        "signaling",
        "web-client",
        "server",
        "bench"
      })
  void aPomDependsOnlyOnTheModulesItsArrowsLeadTo(String module) throws IOException {
    List<String> named =
        matches(
            module + "/pom.xml",
            "<groupId>mx\\.interconsulta</groupId>\\s*<artifactId>([^<]+)</artifactId>");
    Set<String> modules = new TreeSet<>(named);
    modules.remove("interconsulta");
    modules.removeAll(ARROWS.get(module));

    assertTrue(modules.isEmpty(), module + " must not depend on " + modules);
  }

  private static String moduleOf(String packageName) {
    if (!packageName.startsWith(ROOT)) {
      return null;
    }
    String inside = packageName.substring(ROOT.length());
    int dot = inside.indexOf('.');
    String first = dot < 0 ? inside : inside.substring(0, dot);
    return first.equals("media") ? "media-bridge" : first;
  }

  private static List<String> matches(String file, String pattern) throws IOException {
    String text = Files.readString(repository().resolve(file));
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** The root of the checkout: the folder that holds all modules. */
  private static Path repository() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("media-bridge"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException("not inside a checkout: " + Path.of("").toAbsolutePath());
      }
    }
    return here;
  }
}
