package mx.interconsulta.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.util.ArrayDeque;
import java.util.Set;

/**
 * The runs of one socket that the kernel has not taken yet. One that it refuses to cut up is sent
 * again packet by packet, so that nothing is lost, and from then on packets of this socket leave
 * one by one: some devices have nobody to cut packets up (before Linux 6.11), some ways are
 * narrower than their devices.
 *
 * <p>It is the promise of every such write and is never done itself, so that nothing is allocated
 * for a run: a channel tells of its writes in their order, so the oldest run is the one it means.
 */
final class RunsUnderway extends DefaultChannelPromise {
  /** EIO, EINVAL, EMSGSIZE. */
  private static final Set<Integer> NOT_CUT_UP = Set.of(5, 22, 90);

  private final Outlet outlet;
  private final ArrayDeque<SegmentedDatagramPacket> runs = new ArrayDeque<>();
  private boolean refused;

  RunsUnderway(Channel channel, Outlet outlet) {
    super(channel);
    this.outlet = outlet;
  }

  /** Whether the kernel refused one. */
  boolean refused() {
    return refused;
  }

  /** Writes a run. */
  void write(SegmentedDatagramPacket run) {
    runs.add(run.retain());
    if (!outlet.write(run, this)) {
      runs.removeLast().release();
    }
  }

  @Override
  public boolean trySuccess(Void result) {
    end(false);
    return true;
  }

  @Override
  public boolean tryFailure(Throwable cause) {
    boolean notCutUp =
        cause instanceof Errors.NativeIoException failure
            && NOT_CUT_UP.contains(-failure.expectedErr());
    refused |= notCutUp;
    end(notCutUp);
    return true;
  }

  private void end(boolean again) {
    SegmentedDatagramPacket run = runs.remove();
    ByteBuf bytes = run.content();
    while (again && bytes.isReadable()) {
      int length = Math.min(run.segmentSize(), bytes.readableBytes());
      outlet.write(new DatagramPacket(bytes.readRetainedSlice(length), run.recipient()));
    }
    run.release();
  }
}
