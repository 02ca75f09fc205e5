package mx.interconsulta.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One bound UDP address: hands datagrams in, in batches, and knows which remote is whose. */
final class UdpSocket extends ChannelInboundHandlerAdapter {
  /** A second or so of everything: beyond it, late is worse than lost. */
  static final int MOST_WAITING = 4 << 20;

  private final PacketWay way;
  private final WriteBatch batch;
  private final byte[] packet;
  private final Map<InetSocketAddress, UdpWire> wires = new HashMap<>();
  private final List<UdpWire> running = new ArrayList<>();
  private Outlet outlet;
  private RunsUnderway runs;
  private boolean cutUp;

  UdpSocket(PacketWay way, WriteBatch batch, int longest) {
    this.way = way;
    this.batch = batch;
    this.packet = new byte[longest];
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    outlet = new Outlet(context.channel(), batch, MOST_WAITING, this::endRuns);
    runs = new RunsUnderway(context.channel(), outlet);
    cutUp =
        context.channel() instanceof EpollDatagramChannel
            && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    DatagramPacket datagram = (DatagramPacket) message;
    try {
      ByteBuf bytes = datagram.content();
      int length = bytes.readableBytes();
      if (length >= packet.length) {
        way.dropped(PacketDrop.OVERSIZED);
        return;
      }
      bytes.readBytes(packet, 0, length);
      InetSocketAddress from = datagram.sender();
      UdpWire known = wires.get(from);
      way.arrived(known == null ? new UdpWire(this, from) : known, packet, length);
    } finally {
      datagram.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    batch.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    way.roomChanged();
  }

  /** Whether the kernel cuts up what was joined. */
  boolean joins() {
    return cutUp && !runs.refused();
  }

  /** Where joined packets are written. */
  RunsUnderway runs() {
    return runs;
  }

  /** A wire waits for more packets of one length, at most until the flush. */
  void began(UdpWire wire) {
    running.add(wire);
    outlet.touch();
  }

  private void endRuns() {
    for (int i = 0; i < running.size(); i++) {
      running.get(i).endRun();
    }
    running.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // An ICMP error about one remote says nothing about the others: consent tells who is gone.
    way.dropped(PacketDrop.SOCKET_ERROR);
  }

  Outlet outlet() {
    return outlet;
  }

  void remember(UdpWire wire) {
    wires.put(wire.remote(), wire);
  }

  void forget(UdpWire wire) {
    wires.remove(wire.remote(), wire);
  }

  /** Remote addresses known. */
  int size() {
    return wires.size();
  }
}
