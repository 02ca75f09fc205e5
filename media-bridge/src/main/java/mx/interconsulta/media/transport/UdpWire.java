package mx.interconsulta.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;

/** A remote address as seen by one UDP socket. */
final class UdpWire extends Wire {
  private final UdpSocket socket;
  private final InetSocketAddress remote;
  private final SegmentedRun run = new SegmentedRun();

  UdpWire(UdpSocket socket, InetSocketAddress remote) {
    this.socket = socket;
    this.remote = remote;
  }

  @Override
  TransportPath.Protocol protocol() {
    return TransportPath.Protocol.UDP;
  }

  @Override
  InetSocketAddress remote() {
    return remote;
  }

  @Override
  boolean hasRoom(PeerTransport.Urgency urgency) {
    return socket.outlet().hasRoom(urgency);
  }

  @Override
  void send(byte[] buffer, int offset, int length) {
    if (run.takes(length)) {
      run.add(buffer, offset, length);
      return;
    }
    endRun();
    boolean joins = socket.joins() && length <= SegmentedRun.LONGEST;
    int most = joins ? length * SegmentedRun.MOST : length;
    run.begin(socket.outlet().buffer(most), buffer, offset, length);
    if (joins) {
      socket.began(this);
    } else {
      endRun();
    }
  }

  /** Writes the packets that were waiting for others of their length. */
  void endRun() {
    if (run.isEmpty()) {
      return;
    }
    int segment = run.segment();
    boolean alone = run.packets() == 1;
    ByteBuf bytes = run.end();
    if (alone) {
      socket.outlet().write(new DatagramPacket(bytes, remote));
    } else {
      socket.runs().write(new SegmentedDatagramPacket(bytes, segment, remote));
    }
  }

  @Override
  void belongTo(SecurePeer owner, IcePath over) {
    super.belongTo(owner, over);
    socket.remember(this);
  }

  @Override
  void release() {
    socket.forget(this);
  }

  @Override
  void close() {
    release();
  }
}
