package mx.interconsulta.media.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of joined packets on their way through the kernel, with a real socket. */
class RunsUnderwayTest {
  /**
   * SO_NO_CHECK of SOL_SOCKET: the kernel cuts nothing up for a socket that wants no checksums, and
   * says EINVAL as it does where the way is narrower than the device.
   */
  private static final ChannelOption<Integer> NO_CHECKSUMS =
      new IntegerUnixChannelOption("SO_NO_CHECK", 1, 11);

  private static final int LENGTH = 1000;
  private static final int PACKETS = 40;

  private EventLoopGroup group;
  private NettyLoop loop;
  private DatagramSocket page;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(
        Epoll.isAvailable() && EpollDatagramChannel.isSegmentedDatagramPacketSupported(),
        "this kernel joins nothing");
    group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    loop = new NettyLoop(group.next());
    page = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    page.setSoTimeout(10_000);
  }

  @AfterEach
  void close() throws Exception {
    if (group != null) {
      page.close();
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void whatTheKernelCutsUpIsWhatWasJoined() throws Exception {
    UdpSocket socket = bind(false);

    send(socket);

    expectAll();
    assertTrue(onLoop(socket::joins));
  }

  @Test
  void whatTheKernelRefusesToCutUpIsSentOneByOneAndNothingIsLost() throws Exception {
    UdpSocket socket = bind(true);

    send(socket);
    expectAll();
    assertFalse(onLoop(socket::joins), "nothing more is joined");

    send(socket);
    expectAll();
  }

  private UdpSocket bind(boolean refused) throws Exception {
    PacketWay way = new PacketWay(loop, new ConnectivityChecks(), () -> {});
    UdpSocket socket = new UdpSocket(way, new WriteBatch(loop), 2048);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(group)
            .channelFactory(() -> new EpollDatagramChannel(SocketProtocolFamily.INET))
            .handler(socket);
    if (refused) {
      bootstrap.option(NO_CHECKSUMS, 1);
    }
    bootstrap.bind(InetAddress.getLoopbackAddress(), 0).sync();
    return socket;
  }

  /** Sends packets of one length and a short last one, all in one turn of the loop. */
  private void send(UdpSocket socket) throws Exception {
    onLoop(
        () -> {
          UdpWire wire = new UdpWire(socket, (InetSocketAddress) page.getLocalSocketAddress());
          for (int i = 0; i < PACKETS; i++) {
            wire.send(packet(i), 0, packet(i).length);
          }
          return null;
        });
  }

  private void expectAll() throws Exception {
    List<byte[]> arrived = new ArrayList<>();
    DatagramPacket next = new DatagramPacket(new byte[65_536], 65_536);
    while (arrived.size() < PACKETS) {
      page.receive(next);
      arrived.add(Arrays.copyOf(next.getData(), next.getLength()));
    }
    arrived.sort(Comparator.comparingInt(packet -> packet[0]));
    for (int i = 0; i < PACKETS; i++) {
      assertArrayEquals(packet(i), arrived.get(i));
    }
  }

  private static byte[] packet(int number) {
    byte[] packet = new byte[number == PACKETS - 1 ? 300 : LENGTH];
    Arrays.fill(packet, (byte) number);
    return packet;
  }

  private <T> T onLoop(Callable<T> action) throws Exception {
    return group.submit(action).get(10, TimeUnit.SECONDS);
  }
}
