package mx.interconsulta.bench.line;

import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import mx.interconsulta.bench.line.NetworkNamespace.CLibrary;

/**
 * A TUN device: a network card whose cable is this program. What the host sends to it is read here,
 * whole IP packets; what is written here arrives there. One thread may read while another writes.
 */
final class TunDevice {
  private static final int O_RDWR = 2;
  private static final NativeLong TUNSETIFF = new NativeLong(0x400454ca);
  private static final int IFREQ_BYTES = 40;
  private static final int FLAGS_AT = 16;
  private static final int IFF_TUN = 0x0001;
  private static final int IFF_NO_PI = 0x1000;

  /** Longest packet a TUN device gives, by its MTU. */
  static final int LONGEST = 1500;

  private final int descriptor;

  private TunDevice(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Makes a device in a namespace, with an address, up.
   *
   * @param name of the device, at most 15 characters
   * @param address of this end
   * @param peer address of the other end
   */
  static TunDevice make(NetworkNamespace host, String name, String address, String peer)
      throws IOException {
    int descriptor =
        host.call(
            () -> {
              int opened = CLibrary.C.open("/dev/net/tun", O_RDWR);
              byte[] request = new byte[IFREQ_BYTES];
              byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
              System.arraycopy(letters, 0, request, 0, letters.length);
              request[FLAGS_AT] = IFF_TUN;
              request[FLAGS_AT + 1] = (byte) (IFF_NO_PI >> 8);
              CLibrary.C.ioctl(opened, TUNSETIFF, request);
              return opened;
            });
    String[] addressed = {"-n", host.name(), "addr", "add", address, "peer", peer, "dev", name};
    NetworkNamespace.ip(addressed);
    // A deep queue of the device itself would hide the queue of the line.
    NetworkNamespace.ip("-n", host.name(), "link", "set", name, "txqueuelen", "1000", "up");
    return new TunDevice(descriptor);
  }

  /** Waits for the next packet; its length. */
  int read(byte[] into) {
    return CLibrary.C.read(descriptor, into, new NativeLong(into.length)).intValue();
  }

  /** Hands a packet to the host. */
  void write(byte[] packet) {
    CLibrary.C.write(descriptor, packet, new NativeLong(packet.length));
  }
}
