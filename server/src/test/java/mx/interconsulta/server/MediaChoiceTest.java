package mx.interconsulta.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import mx.interconsulta.server.configuration.ServerOptions;
import org.junit.jupiter.api.Test;

/** What is said at the start about the ports of media. */
class MediaChoiceTest {
  private static Optional<String> remark(Map<String, String> environment) throws Exception {
    return MediaChoice.remark(ServerOptions.read(List.of(), environment));
  }

  @Test
  void portsThatChromiumSendsNothingToAreSaidInOneLine() throws Exception {
    String said = remark(Map.of("PORT", "443")).orElseThrow();
    assertTrue(said.contains("UDP 443 and TCP 444"), said);
    assertTrue(said.contains("set MEDIA_PORT"), said);
    assertEquals(1, said.lines().count());
    assertTrue(remark(Map.of("PORT", "8080", "MEDIA_PORT", "1023")).isPresent());
  }

  @Test
  void ofOtherPortsNothingIsSaid() throws Exception {
    assertEquals(Optional.empty(), remark(Map.of()));
    assertEquals(Optional.empty(), remark(Map.of("PORT", "443", "MEDIA_PORT", "8443")));
    assertEquals(Optional.empty(), remark(Map.of("PORT", "443", "MEDIA_PORT", "0")));
    assertEquals(Optional.empty(), remark(Map.of("PORT", "443", "MEDIA_PORT", "1024")));
    assertEquals(Optional.empty(), remark(Map.of("PORT", "443", "MEDIA_BRIDGE", "direct")));
  }
}
