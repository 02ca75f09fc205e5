package mx.interconsulta.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * One ICE-TCP connection (RFC 6544, passive), packets framed by RFC 4571. Its first packet must be
 * a check that verifies, soon.
 */
final class TcpConnection extends Wire {
  private final Channel channel;
  private final PacketWay way;
  private final WriteBatch batch;
  private final TcpGuard guard;
  private final FrameReader reader;
  private final Outlet outlet;
  private final InetSocketAddress remote;
  private boolean released;

  TcpConnection(Channel channel, PacketWay way, WriteBatch batch, TcpGuard guard) {
    TransportLimits limits = guard.limits();
    this.channel = channel;
    this.way = way;
    this.batch = batch;
    this.guard = guard;
    this.reader = new FrameReader(limits.frameBytes());
    this.outlet = new Outlet(channel, batch, 4L * limits.tcpQueueBytes());
    this.remote = (InetSocketAddress) channel.remoteAddress();
  }

  /** What Netty tells of it. */
  ChannelInboundHandlerAdapter handler() {
    return new Handler();
  }

  @Override
  TransportPath.Protocol protocol() {
    return TransportPath.Protocol.TCP;
  }

  @Override
  InetSocketAddress remote() {
    return remote;
  }

  @Override
  boolean hasRoom(PeerTransport.Urgency urgency) {
    return outlet.hasRoom(urgency);
  }

  @Override
  void send(byte[] buffer, int offset, int length) {
    ByteBuf bytes = outlet.buffer(length + 2).writeShort(length).writeBytes(buffer, offset, length);
    outlet.write(bytes);
  }

  @Override
  void belongTo(SecurePeer owner, IcePath over) {
    if (peer() == null) {
      guard.verified(address());
    }
    super.belongTo(owner, over);
  }

  @Override
  void release() {
    released = true;
  }

  @Override
  void close() {
    release();
    ChannelFuture unused =
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private InetAddress address() {
    return remote.getAddress();
  }

  /** The connection's life. */
  private final class Handler extends ChannelInboundHandlerAdapter {
    private MediaLoop.Timer patience;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (!guard.admit(address())) {
        way.dropped(PacketDrop.TOO_MANY_CONNECTIONS);
        close();
        return;
      }
      patience =
          guard.whenOverdue(
              () -> {
                if (peer() == null) {
                  close();
                }
              });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      try {
        if (!released && !reader.read(bytes, this::frame)) {
          way.dropped(PacketDrop.BAD_FRAME);
          close();
        }
      } finally {
        bytes.release();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      batch.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (peer() != null) {
        peer().roomAgain();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (patience == null) {
        return;
      }
      patience.cancel();
      guard.gone(address(), peer() != null);
      if (peer() != null) {
        peer().lost(path());
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      TcpConnection.this.close();
    }

    private boolean frame(byte[] buffer, int offset, int length) {
      way.arrived(TcpConnection.this, buffer, length);
      // Whoever begins with anything but a check of ours is not a browser that we invited.
      return released || peer() != null;
    }
  }
}
