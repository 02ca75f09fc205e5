package mx.interconsulta.server.http;

import java.net.InetAddress;
import java.util.Locale;

/** Names that stand for this machine wherever they are said (RFC 6761, 6.3). */
public final class LoopbackNames {
  private LoopbackNames() {}

  /** Whether a host name or address literal is one of this machine's own. */
  public static boolean contains(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return true;
    }
    InetAddress address = AddressRange.address(name);
    return address != null && address.isLoopbackAddress();
  }
}
