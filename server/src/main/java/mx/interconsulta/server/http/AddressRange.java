package mx.interconsulta.server.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, RFC 4291). Never asks a name server.
 *
 * @param network first address of the range
 * @param prefix how many leading bits are fixed
 */
public record AddressRange(InetAddress network, int prefix) {

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
   *
   * @throws IllegalArgumentException naming the text when it is neither
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress network = address(address);
    if (network == null) {
      throw new IllegalArgumentException("not an address or CIDR range: " + text);
    }
    int bits = network.getAddress().length * 8;
    int prefix = bits;
    if (slash >= 0) {
      try {
        prefix = Integer.parseInt(text.substring(slash + 1));
      } catch (NumberFormatException notANumber) {
        throw new IllegalArgumentException("not an address or CIDR range: " + text, notANumber);
      }
      if (prefix < 0 || prefix > bits) {
        throw new IllegalArgumentException("not an address or CIDR range: " + text);
      }
    }
    return new AddressRange(network, prefix);
  }

  /** Whether an address given as text lies in the range; false for what is not an address. */
  public boolean contains(String text) {
    InetAddress candidate = address(text);
    if (candidate == null) {
      return false;
    }
    byte[] ours = network.getAddress();
    byte[] theirs = candidate.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** The address a literal stands for; null when it is not a literal. */
  static InetAddress address(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      return null;
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      return null;
    }
  }
}
