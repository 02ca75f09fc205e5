package mx.interconsulta.media.transport;

import mx.interconsulta.media.transport.stun.StunAttribute;
import mx.interconsulta.media.transport.stun.StunMessage;
import mx.interconsulta.media.transport.stun.StunPassword;
import mx.interconsulta.media.transport.stun.StunWriter;

/** Checks that are not those of a well-behaved page. */
final class Checks {
  private Checks() {}

  /** From a peer that thinks we control. */
  static byte[] controlled(IceCredentials server) {
    return request(server)
        .longNumber(StunAttribute.ICE_CONTROLLED, 1)
        .sign(new StunPassword(server.password()));
  }

  /** With an attribute that must be understood, and is not. */
  static byte[] withUnknownAttribute(IceCredentials server) {
    return request(server).add(0x7ffe, (byte) 1).sign(new StunPassword(server.password()));
  }

  /** With the right fragment and a password that was guessed. */
  static byte[] forged(IceCredentials server) {
    return request(server)
        .add(StunAttribute.USE_CANDIDATE)
        .sign(new StunPassword("not-the-password-at-all!"));
  }

  private static StunWriter request(IceCredentials server) {
    return new StunWriter(StunMessage.BINDING_REQUEST, new byte[12])
        .username(server.ufrag() + ":synt")
        .number(StunAttribute.PRIORITY, 1);
  }
}
