package mx.interconsulta.bench.sfu;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.bench.ChildProcess;
import mx.interconsulta.media.synthetic.SyntheticNet;

/** The bare reflector, and members for it: no ICE, no cipher, nothing looked at. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what does not arrive
final class ReflectorSfu implements Sfu {
  private final EventLoop loop;
  private final ChildProcess process;
  private final InetSocketAddress address;
  private final List<Socket> sockets = new ArrayList<>();

  ReflectorSfu(SyntheticNet net, String host) throws Exception {
    loop = net.loop();
    process = ChildProcess.java(BareReflector.class.getName(), Map.of(), "listening (\\d+)", host);
    address = new InetSocketAddress(host, Integer.parseInt(process.ready(1)));
  }

  @Override
  public String name() {
    return "reflector";
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Member join(String room, int number, boolean sends, boolean hears, Ear ear)
      throws Exception {
    CompletableFuture<Void> joined = new CompletableFuture<>();
    boolean epoll = Epoll.isAvailable();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, 1 << 20)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(epoll ? 2048 * 16 : 2048))
            .handler(new Receiver(ear, joined));
    if (epoll) {
      bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, 2048);
    }
    Channel channel = bootstrap.bind("0.0.0.0", 0).syncUninterruptibly().channel();
    Socket socket = new Socket(channel);
    sockets.add(socket);
    byte[] hello = {BareReflector.JOIN, roomNumber(room), (byte) (hears ? 1 : 0)};
    channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(hello), address));
    joined.get(10, TimeUnit.SECONDS);
    return socket;
  }

  @Override
  public void leave(Member socket) {
    sockets.remove(socket);
    ((Socket) socket).end();
  }

  @Override
  public void empty() {
    sockets.forEach(Socket::end);
    sockets.clear();
  }

  @Override
  public void close() {
    empty();
    process.close();
  }

  private static byte roomNumber(String room) {
    return (byte) Math.abs(room.hashCode() % 127);
  }

  /** A member: nothing but a socket. */
  private final class Socket implements Member {
    private final Channel channel;

    Socket(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void send(byte[] buffer, int length) {
      ByteBuf bytes = channel.alloc().directBuffer(length);
      channel.writeAndFlush(
          new DatagramPacket(bytes.writeBytes(buffer, 0, length), address), channel.voidPromise());
    }

    @Override
    public boolean keyFrameWanted() {
      return false;
    }

    void end() {
      byte[] goodbye = {BareReflector.LEAVE, 0, 0};
      channel
          .writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(goodbye), address))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static final class Receiver extends ChannelInboundHandlerAdapter {
    private final byte[] packet = new byte[2048];
    private final Ear ear;
    private final CompletableFuture<Void> joined;

    Receiver(Ear ear, CompletableFuture<Void> joined) {
      this.ear = ear;
      this.joined = joined;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      DatagramPacket datagram = (DatagramPacket) message;
      int length = datagram.content().readableBytes();
      datagram.content().readBytes(packet, 0, length);
      datagram.release();
      if (length == 3) {
        joined.complete(null);
      } else {
        ear.hear(packet, 0, length, System.nanoTime());
      }
    }
  }
}
