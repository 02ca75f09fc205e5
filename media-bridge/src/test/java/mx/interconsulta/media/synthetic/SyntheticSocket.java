package mx.interconsulta.media.synthetic;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;

/** A UDP socket, or a TCP connection with RFC 4571 frames, to one server address. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what does not arrive
final class SyntheticSocket {

  /** Where packets go. */
  @FunctionalInterface
  interface Packets {
    void packet(byte[] buffer, int length);
  }

  private static final int LONGEST = 2048;

  private final InetSocketAddress server;
  private final boolean tcp;
  private final Channel channel;
  private final Packets packets;
  private final byte[] packet = new byte[LONGEST + 64];

  private SyntheticSocket(
      SyntheticNet net,
      InetSocketAddress local,
      InetSocketAddress server,
      boolean tcp,
      Packets to) {
    this.server = server;
    this.tcp = tcp;
    this.packets = to;
    Bootstrap bootstrap = new Bootstrap().group(net.group());
    ChannelFuture opening;
    if (tcp) {
      opening =
          bootstrap
              .channel(net.epoll() ? EpollSocketChannel.class : NioSocketChannel.class)
              .option(ChannelOption.TCP_NODELAY, true)
              .handler(new Stream())
              .connect(server, local);
    } else {
      bootstrap
          .channel(net.epoll() ? EpollDatagramChannel.class : NioDatagramChannel.class)
          .option(ChannelOption.SO_RCVBUF, 1 << 20)
          .handler(new Datagrams());
      if (net.epoll()) {
        bootstrap
            .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LONGEST)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST * 16));
      } else {
        bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST));
      }
      opening = bootstrap.bind(local);
    }
    this.channel = opening.syncUninterruptibly().channel();
  }

  /** Opens one; waits until it is there, so never on the loop. */
  static SyntheticSocket open(
      SyntheticNet net, InetSocketAddress server, boolean tcp, Packets packets) {
    InetSocketAddress any = new InetSocketAddress(server.getAddress(), 0);
    boolean near = server.getAddress().isLoopbackAddress();
    InetSocketAddress local =
        near
            ? any
            : new InetSocketAddress(
                server.getAddress().getAddress().length == 4 ? "0.0.0.0" : "::", 0);
    return new SyntheticSocket(net, local, server, tcp, packets);
  }

  /** On the loop. */
  void send(byte[] buffer, int offset, int length) {
    if (tcp) {
      ByteBuf bytes = channel.alloc().directBuffer(length + 2);
      channel.writeAndFlush(bytes.writeShort(length).writeBytes(buffer, offset, length));
    } else {
      ByteBuf bytes = channel.alloc().directBuffer(length);
      channel.writeAndFlush(
          new DatagramPacket(bytes.writeBytes(buffer, offset, length), server),
          channel.voidPromise());
    }
  }

  InetSocketAddress server() {
    return server;
  }

  InetSocketAddress local() {
    return (InetSocketAddress) channel.localAddress();
  }

  Channel channel() {
    return channel;
  }

  void close() {
    channel.close();
  }

  private final class Datagrams extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      DatagramPacket datagram = (DatagramPacket) message;
      int length = Math.min(LONGEST, datagram.content().readableBytes());
      datagram.content().readBytes(packet, 0, length);
      datagram.release();
      packets.packet(packet, length);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // The server may be gone already: the test sees that by itself.
    }
  }

  private final class Stream extends ChannelInboundHandlerAdapter {
    private ByteBuf held;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      if (held == null) {
        held = context.alloc().buffer();
      }
      held.writeBytes(bytes);
      bytes.release();
      while (held.readableBytes() >= 2
          && held.readableBytes() >= 2 + held.getUnsignedShort(held.readerIndex())) {
        int length = held.readUnsignedShort();
        held.readBytes(packet, 0, length);
        packets.packet(packet, length);
      }
      held.discardSomeReadBytes();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (held != null) {
        held.release();
        held = null;
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
