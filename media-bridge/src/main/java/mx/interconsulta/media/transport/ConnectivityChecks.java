package mx.interconsulta.media.transport;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mx.interconsulta.media.transport.stun.StunAttribute;
import mx.interconsulta.media.transport.stun.StunMessage;
import mx.interconsulta.media.transport.stun.StunWriter;

/**
 * The lite agent's half of ICE: knows which credentials were issued, verifies checks, and writes
 * answers (RFC 8445, section 7.3). What does not verify is dropped without an answer: an error
 * response would tell a stranger that somebody listens here, and could be reflected.
 */
final class ConnectivityChecks {
  private final Map<String, IssuedCredentials> byFragment = new HashMap<>();

  void issue(IssuedCredentials credentials) {
    byFragment.put(credentials.ufrag(), credentials);
  }

  void revoke(IssuedCredentials credentials) {
    byFragment.remove(credentials.ufrag());
  }

  int size() {
    return byFragment.size();
  }

  /**
   * Whose check this is; null for anything but an authentic request or indication with a fragment
   * that is in force. The user name is ours, a colon, theirs (section 7.2.2).
   */
  IssuedCredentials verify(StunMessage message) {
    if (message.type() != StunMessage.BINDING_REQUEST) {
      return null;
    }
    String username = message.username();
    int colon = username == null ? -1 : username.indexOf(':');
    IssuedCredentials issued = colon < 0 ? null : byFragment.get(username.substring(0, colon));
    if (issued == null || !message.isAuthentic(issued.password())) {
      return null;
    }
    return issued;
  }

  /** Whether the check counts, or must be answered with an error. */
  static boolean isAcceptable(StunMessage check) {
    return !check.has(StunAttribute.ICE_CONTROLLED) && check.unknownAttributes().isEmpty();
  }

  /**
   * The answer to a verified check. A peer that believes itself controlled is told to change: a
   * lite agent never controls a full one (section 7.3.1.1). Attributes that must be understood and
   * are not get 420 (RFC 8489, section 6.3.1).
   */
  static byte[] answer(StunMessage check, IssuedCredentials issued, InetSocketAddress from) {
    byte[] transaction = check.transactionId();
    List<Integer> unknown = check.unknownAttributes();
    if (!unknown.isEmpty()) {
      return new StunWriter(StunMessage.BINDING_ERROR, transaction)
          .error(420, "Unknown Attribute")
          .unknown(unknown)
          .sign(issued.password());
    }
    if (check.has(StunAttribute.ICE_CONTROLLED)) {
      return new StunWriter(StunMessage.BINDING_ERROR, transaction)
          .error(487, "Role Conflict")
          .sign(issued.password());
    }
    return new StunWriter(StunMessage.BINDING_SUCCESS, transaction)
        .mappedAddress(from)
        .sign(issued.password());
  }
}
