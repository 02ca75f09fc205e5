package mx.interconsulta.media.transport;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.media.transport.dtls.DtlsCertificate;
import mx.interconsulta.media.transport.srtp.SrtpWarmUp;

/**
 * Makes the loop and the sockets of a port: epoll, with batches of datagrams in one system call,
 * where it loads; NIO elsewhere. Warms the ciphers before the first packet can come.
 */
final class PortBinding {
  private static final int DATAGRAMS_AT_ONCE = 32;

  /** Bursts of key frames of a full room, for longer than a pause of the collector. */
  private static final int RECEIVE_BUFFER = 4 << 20;

  private static final int SEND_BUFFER = 2 << 20;

  /** Kept small, so that what waits does so where we can see and limit it. */
  private static final int TCP_UNSENT = 16 << 10;

  private static final int ATTEMPTS = 10;

  private final PortOptions options;
  private final boolean epoll;
  private final EventLoopGroup group;
  private final UdpTcpPort port;

  private PortBinding(PortOptions options, DtlsCertificate certificate) {
    this.options = options;
    this.epoll = options.nativeTransport() && Epoll.isAvailable();
    this.group =
        new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("media", true),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    this.port = new UdpTcpPort(new NettyLoop(group.next()), options.limits(), certificate);
  }

  /** Binds on a thread of its own, since it waits; from any thread. */
  static Future<UdpTcpPort> bind(PortOptions options, DtlsCertificate certificate) {
    Promise<UdpTcpPort> promise = Promise.promise();
    Thread binder =
        new Thread(
            () -> {
              try {
                SrtpWarmUp.run();
                promise.complete(new PortBinding(options, certificate).bound());
              } catch (RuntimeException failure) {
                promise.fail(failure);
              }
            },
            "media-bind");
    binder.setDaemon(true);
    binder.start();
    return promise.future();
  }

  private UdpTcpPort bound() {
    for (int attempt = 1; ; attempt++) {
      ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
      try {
        port.start(bindAll(channels));
        return port;
      } catch (BindFailure failure) {
        channels.close().awaitUninterruptibly();
        // With several addresses, a number that was free on the first may be taken on the next.
        boolean anyNumber = options.udpPort() == 0 || options.tcpPort() == 0;
        if (!anyNumber || attempt == ATTEMPTS) {
          io.netty.util.concurrent.Future<?> unused =
              group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
          throw failure;
        }
      }
    }
  }

  private BoundSockets bindAll(ChannelGroup channels) {
    List<InetAddress> addresses = addresses();
    List<UdpSocket> sockets = new ArrayList<>();
    int udpPort = options.udpPort();
    int tcpPort = options.tcpPort();
    for (InetAddress address : addresses) {
      UdpSocket socket = new UdpSocket(port.way(), port.batch(), options.limits().frameBytes());
      Channel udp = await("UDP", address, udpPort, udp(address, socket));
      channels.add(udp);
      sockets.add(socket);
      udpPort = ((InetSocketAddress) udp.localAddress()).getPort();
      Channel tcp = await("TCP", address, tcpPort, tcp(channels));
      channels.add(tcp);
      tcpPort = ((InetSocketAddress) tcp.localAddress()).getPort();
    }
    List<Candidate> candidates =
        LocalAddresses.candidates(options.advertised(), addresses, udpPort, tcpPort);
    return new BoundSockets(candidates, List.copyOf(sockets), channels, group);
  }

  private List<InetAddress> addresses() {
    try {
      return LocalAddresses.of(options.host());
    } catch (IOException unknown) {
      throw new BindFailure(options.host(), unknown);
    }
  }

  private Bootstrap udp(InetAddress address, UdpSocket socket) {
    int longest = options.limits().frameBytes();
    SocketProtocolFamily family =
        address instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
    Bootstrap bootstrap =
        new Bootstrap()
            .group(group)
            .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
            .option(ChannelOption.SO_SNDBUF, SEND_BUFFER)
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(UdpSocket.MOST_WAITING / 8, UdpSocket.MOST_WAITING / 4))
            .handler(socket);
    if (epoll) {
      return bootstrap
          .channelFactory(() -> new EpollDatagramChannel(family))
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, longest)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(longest * DATAGRAMS_AT_ONCE));
    }
    return bootstrap
        .channelFactory(() -> new NioDatagramChannel(family))
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(longest));
  }

  private ServerBootstrap tcp(ChannelGroup channels) {
    int queue = options.limits().tcpQueueBytes();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group, group)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(queue / 2, queue))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channels.add(channel);
                    TcpConnection connection =
                        new TcpConnection(channel, port.way(), port.batch(), port.guard());
                    channel.pipeline().addLast(connection.handler());
                  }
                });
    if (epoll) {
      return bootstrap
          .channel(EpollServerSocketChannel.class)
          .childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) TCP_UNSENT);
    }
    return bootstrap
        .channel(NioServerSocketChannel.class)
        .childOption(ChannelOption.SO_SNDBUF, queue);
  }

  private static Channel await(
      String protocol, InetAddress address, int number, AbstractBootstrap<?, ?> bootstrap) {
    ChannelFuture binding = bootstrap.bind(address, number).awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw new BindFailure(
          protocol + " " + address.getHostAddress() + " port " + number, binding.cause());
    }
    return binding.channel();
  }
}
