package mx.interconsulta.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCounted;

/**
 * A channel's writing side: writes are flushed together, and nothing is written to a channel whose
 * kernel buffer has been full for too long.
 */
final class Outlet {
  private final Channel channel;
  private final WriteBatch batch;
  private final long most;
  private final Runnable beforeFlush;
  private boolean unflushed;

  /** Of this channel; what would wait behind more than this many bytes is dropped. */
  Outlet(Channel channel, WriteBatch batch, long most) {
    this(channel, batch, most, () -> {});
  }

  /** As above; what is still to be written for a flush is written by the action. */
  Outlet(Channel channel, WriteBatch batch, long most, Runnable beforeFlush) {
    this.channel = channel;
    this.batch = batch;
    this.most = most;
    this.beforeFlush = beforeFlush;
  }

  /** Sound goes until the hard limit; pictures until the channel's high water mark. */
  boolean hasRoom(PeerTransport.Urgency urgency) {
    return urgency == PeerTransport.Urgency.PICTURE ? channel.isWritable() : waiting() < most;
  }

  /** A buffer for a packet of this length. */
  ByteBuf buffer(int length) {
    return channel.alloc().directBuffer(length, length);
  }

  /** Writes a message, or releases it. */
  void write(ReferenceCounted message) {
    boolean unused = write(message, channel.voidPromise());
  }

  /** As above; false when it was released, and then the promise hears nothing. */
  boolean write(ReferenceCounted message, ChannelPromise promise) {
    if (waiting() >= most) {
      message.release();
      return false;
    }
    ChannelFuture unused = channel.write(message, promise);
    touch();
    return true;
  }

  /** Something is to leave with the next flush. */
  void touch() {
    if (!unflushed) {
      unflushed = true;
      batch.touched(this);
    }
  }

  void flush() {
    beforeFlush.run();
    unflushed = false;
    channel.flush();
  }

  private long waiting() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? Long.MAX_VALUE : buffer.totalPendingWriteBytes();
  }
}
