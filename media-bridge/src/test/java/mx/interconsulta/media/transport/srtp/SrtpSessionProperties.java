package mx.interconsulta.media.transport.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever bytes come where SRTP should, nothing is opened, thrown or kept. */
class SrtpSessionProperties {
  private static final SrtpProfile[] PROFILES = SrtpProfile.values();

  private final PacketView view = new PacketView();
  private long now;

  @BeforeContainer
  static void warmsUp() {
    SrtpWarmUp.run();
  }

  @Property(tries = 1_000)
  void anyBytesAreRefusedInPeace(@ForAll @Size(max = 300) byte[] bytes) {
    refused(bytes);
  }

  @Property(tries = 100_000)
  @Tag("long")
  void anyBytesAreRefusedInPeaceForLong(@ForAll @Size(max = 300) byte[] bytes) {
    refused(bytes);
  }

  private void refused(byte[] bytes) {
    for (SrtpProfile profile : PROFILES) {
      byte[] material = new byte[profile.materialLength()];
      SrtpSession session =
          new SrtpSession(profile, profile.clientKeys(material), profile.serverKeys(material), 4);
      now += 10_000_000;
      assertNotEquals(
          SrtpVerdict.OPENED, session.openRtp(view.on(bytes.clone(), 0, bytes.length), now));
      assertNotEquals(
          SrtpVerdict.OPENED, session.openRtcp(view.on(bytes.clone(), 0, bytes.length), now));
      assertEquals(0, session.ciphers());
    }
  }
}
