package mx.interconsulta.server.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The documents hold together: what they point to is there, what they promise to list is listed.
 */
final class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(#[^)]*)?\\)");
  private static final Pattern VERSION_PROPERTY =
      Pattern.compile("<([a-z0-9.-]+)\\.version>([^<]+)</");

  @Test
  void everyLinkLeadsToAFile() throws Exception {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        if (!Files.exists(document.getParent().resolve(link.group(1)))) {
          broken.add(ROOT.relativize(document) + ": " + link.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void everyRunTimeLibraryOfTheRootPomIsExplained() throws Exception {
    String explained = Files.readString(ROOT.resolve("docs/dependencies.md"));
    Matcher property = VERSION_PROPERTY.matcher(Files.readString(ROOT.resolve("pom.xml")));
    List<String> unexplained = new ArrayList<>();
    int properties = 0;
    while (property.find()) {
      properties++;
      boolean plugin = property.group(1).endsWith("-plugin");
      if (!plugin && !explained.contains(property.group(2))) {
        unexplained.add(property.group(1) + " " + property.group(2));
      }
    }
    assertTrue(properties > 10);
    assertEquals(List.of(), unexplained);
  }

  @Test
  void everyPackageOfTheWebClientIsExplained() throws Exception {
    String explained = Files.readString(ROOT.resolve("docs/dependencies.md"));
    String listed = Files.readString(ROOT.resolve("web-client/package.json"));
    Matcher dependency =
        Pattern.compile("^    \"([@a-z0-9/.-]+)\": \"[0-9]", Pattern.MULTILINE).matcher(listed);
    List<String> unexplained = new ArrayList<>();
    while (dependency.find()) {
      String name = dependency.group(1);
      if (!name.startsWith("@types/") && !explained.contains("`" + name + "`")) {
        unexplained.add(name);
      }
    }
    assertEquals(List.of(), unexplained);
  }

  @Test
  void everyOptionIsExplained() throws Exception {
    String explained =
        Files.readString(ROOT.resolve("README.md"))
            + Files.readString(ROOT.resolve("docs/operations.md"));
    String options =
        Files.readString(ROOT.resolve("server/src/main/resources/reference.properties"));
    Matcher name = Pattern.compile("\\[([A-Z0-9_]+)\\]").matcher(options);
    List<String> unexplained = new ArrayList<>();
    while (name.find()) {
      if (!explained.contains("`" + name.group(1) + "`")) {
        unexplained.add(name.group(1));
      }
    }
    assertEquals(List.of(), unexplained);
  }

  @Test
  void theReadmeOpensWithTheFourRooms() throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    int from = 0;
    for (String room : List.of("signaling", "scheduling", "media-bridge", "web-client")) {
      int at = readme.indexOf("**[" + room + "](", from);
      assertTrue(at >= from && at < readme.indexOf("## "), room);
      from = at;
    }
  }

  private static List<Path> documents() throws Exception {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(root, docs).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }
}
