package mx.interconsulta.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** A remote address as seen by one UDP socket. */
final class UdpWire extends Wire {
  private final UdpSocket socket;
  private final InetSocketAddress remote;

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
    Outlet outlet = socket.outlet();
    ByteBuf bytes = outlet.buffer(length).writeBytes(buffer, offset, length);
    outlet.write(new DatagramPacket(bytes, remote), bytes);
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
