package mx.interconsulta.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import mx.interconsulta.media.message.MediaMessage;
import org.junit.jupiter.api.Test;

/** What pages are told of STUN and TURN servers. */
class IceServerListTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  @Test
  void credentialsOfASharedSecretExpireAndAreTheParticipantsOwn() {
    IceServerList list =
        new IceServerList(List.of("stun:a:1", "turns:b:443"), "", "", "north", CLOCK);

    List<MediaMessage.IceServer> servers = list.apply("ana");

    assertEquals(new MediaMessage.IceServer(List.of("stun:a:1"), "", ""), servers.get(0));
    assertEquals("1700043200:ana", servers.get(1).username());
    // echo -n 1700043200:ana | openssl dgst -sha1 -hmac north -binary | base64
    assertEquals("5wXio1Cclzyoq3TGRnACWcNaDIA=", servers.get(1).credential());
  }

  @Test
  void withoutASecretAllGetTheSameUser() {
    IceServerList list = new IceServerList(List.of("turn:b:3478"), "u", "p", "", CLOCK);

    assertEquals(
        List.of(new MediaMessage.IceServer(List.of("turn:b:3478"), "u", "p")), list.apply("x"));
  }
}
