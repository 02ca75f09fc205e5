package mx.interconsulta.media.transport;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A registered peer whose every event is kept; its methods may be called from the test's thread.
 */
final class RecordedPeer implements PeerTransportListener {
  private static final long PATIENCE_SECONDS = 10;

  final CompletableFuture<Void> secure = new CompletableFuture<>();
  final CompletableFuture<TransportEnd> closed = new CompletableFuture<>();
  final List<byte[]> rtp = new CopyOnWriteArrayList<>();
  final List<byte[]> rtcp = new CopyOnWriteArrayList<>();
  final List<TransportPath> paths = new CopyOnWriteArrayList<>();
  final AtomicInteger picturesDropped = new AtomicInteger();
  private final MediaPort port;
  private PeerTransport transport;

  private RecordedPeer(MediaPort port) {
    this.port = port;
  }

  static RecordedPeer register(MediaPort port) throws Exception {
    RecordedPeer peer = new RecordedPeer(port);
    peer.transport = peer.onLoop(() -> port.register(peer));
    return peer;
  }

  PeerTransport transport() {
    return transport;
  }

  void answer(Fingerprint fingerprint) throws Exception {
    onLoop(
        () -> {
          transport.setRemote("synt", fingerprint, DtlsSetup.ACTIVE);
          return null;
        });
  }

  /** Runs on the port's loop and waits for it. */
  <T> T onLoop(Supplier<T> action) throws Exception {
    return onLoop(port, action);
  }

  static <T> T onLoop(MediaPort port, Supplier<T> action) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    port.loop()
        .post(
            () -> {
              try {
                done.complete(action.get());
              } catch (RuntimeException | Error failed) {
                done.completeExceptionally(failed);
              }
            });
    return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until it is so on the port's loop, looking again after whatever the loop does. */
  static void until(MediaPort port, String what, BooleanSupplier so) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!onLoop(port, so::getAsBoolean)) {
      if (System.nanoTime() > end) {
        throw new TimeoutException("never came to be: " + what);
      }
      CompletableFuture<Void> turn = new CompletableFuture<>();
      port.loop().after(5, () -> turn.complete(null));
      turn.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void onSecure() {
    secure.complete(null);
  }

  @Override
  public void onRtp(byte[] buffer, int offset, int length, long arrivalNanos) {
    rtp.add(Arrays.copyOfRange(buffer, offset, offset + length));
  }

  @Override
  public void onRtcp(byte[] buffer, int offset, int length, long arrivalNanos) {
    rtcp.add(Arrays.copyOfRange(buffer, offset, offset + length));
  }

  @Override
  public void onPath(TransportPath path) {
    paths.add(path);
  }

  @Override
  public void onPicturesDropped() {
    picturesDropped.incrementAndGet();
  }

  @Override
  public void onClosed(TransportEnd reason) {
    if (!closed.complete(reason)) {
      throw new IllegalStateException("closed twice");
    }
  }
}
