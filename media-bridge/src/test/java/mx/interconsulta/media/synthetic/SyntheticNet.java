package mx.interconsulta.media.synthetic;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.media.transport.dtls.DtlsCertificate;
import mx.interconsulta.media.transport.srtp.SrtpWarmUp;

/** What synthetic peers share: one loop, threads for handshakes, one certificate. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what does not arrive
public final class SyntheticNet implements AutoCloseable {
  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1,
          new DefaultThreadFactory("synthetic", true),
          epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  private final ExecutorService handshakes =
      Executors.newCachedThreadPool(new DefaultThreadFactory("synthetic-dtls", true));
  private final DtlsCertificate certificate = DtlsCertificate.generate();

  /** Warms the ciphers too. */
  public SyntheticNet() {
    SrtpWarmUp.run();
  }

  EventLoopGroup group() {
    return group;
  }

  /** The loop of every peer's sockets and callbacks. */
  public EventLoop loop() {
    return group.next();
  }

  boolean epoll() {
    return epoll;
  }

  ExecutorService handshakes() {
    return handshakes;
  }

  /** What every peer shows. */
  public DtlsCertificate certificate() {
    return certificate;
  }

  @Override
  public void close() {
    handshakes.shutdownNow();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
