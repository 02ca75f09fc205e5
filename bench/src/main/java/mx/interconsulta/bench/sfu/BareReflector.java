package mx.interconsulta.bench.sfu;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends each datagram to everybody else of its room, as it is: what the host itself costs and
 * delays. Whoever sends {@code J}, its room and whether it hears, is in until it sends {@code L}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a lost datagram is a lost datagram
public final class BareReflector extends ChannelInboundHandlerAdapter {
  /** First of the three bytes by which somebody comes in, or goes. */
  static final byte JOIN = 'J';

  static final byte LEAVE = 'L';

  private final Map<InetSocketAddress, Byte> rooms = new HashMap<>();
  private final Map<Byte, Map<InetSocketAddress, Boolean>> members = new HashMap<>();

  private BareReflector() {}

  /** Argument: the address. Prints the port. */
  public static void main(String[] arguments) {
    boolean epoll = Epoll.isAvailable();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(
                new MultiThreadIoEventLoopGroup(
                    1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory()))
            .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, 4 << 20)
            .option(ChannelOption.SO_SNDBUF, 2 << 20)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(epoll ? 2048 * 32 : 2048))
            .handler(new BareReflector());
    if (epoll) {
      bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, 2048);
    }
    Channel channel = bootstrap.bind(arguments[0], 0).syncUninterruptibly().channel();
    System.out.println("listening " + ((InetSocketAddress) channel.localAddress()).getPort());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    DatagramPacket datagram = (DatagramPacket) message;
    ByteBuf bytes = datagram.content();
    InetSocketAddress from = datagram.sender();
    if (bytes.readableBytes() == 3 && bytes.getByte(0) == LEAVE) {
      Byte room = rooms.remove(from);
      if (room != null) {
        members.get(room).remove(from);
      }
    } else if (bytes.readableBytes() == 3 && bytes.getByte(0) == JOIN) {
      rooms.put(from, bytes.getByte(1));
      members
          .computeIfAbsent(bytes.getByte(1), room -> new LinkedHashMap<>())
          .put(from, bytes.getByte(2) == 1);
      context.writeAndFlush(new DatagramPacket(bytes.retainedDuplicate(), from));
    } else {
      Byte room = rooms.get(from);
      if (room != null) {
        members
            .get(room)
            .forEach(
                (member, hears) -> {
                  if (hears && !member.equals(from)) {
                    context.write(
                        new DatagramPacket(bytes.retainedDuplicate(), member),
                        context.voidPromise());
                  }
                });
      }
    }
    datagram.release();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }
}
