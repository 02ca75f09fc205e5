package mx.interconsulta.media.transport.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;

/**
 * One peer's DTLS, from its first record to the goodbye. Whoever owns it has verified a STUN check
 * of the peer before the first record is given here: that takes the place of DTLS cookies, and lets
 * a ClientHello come in as many datagrams as it likes.
 *
 * <p>Threading: {@link #receive} and {@link #close} on the owner's thread, never blocking; Bouncy
 * Castle runs on the pool, one task at a time for each association.
 */
public final class DtlsAssociation {
  /** Least MTU of IPv6 less headers, and what browsers themselves use. */
  private static final int DATAGRAM = 1200;

  private final DtlsCertificate certificate;
  private final DtlsThreads threads;
  private final DtlsEvents events;
  private final int receiveLimit;
  private final int handshakeMillis;
  private final BlockingQueue<byte[]> arrived;
  private final AtomicBoolean working = new AtomicBoolean();
  private boolean begun;
  private volatile boolean closing;
  private volatile DTLSTransport established;
  private volatile boolean over;

  /**
   * Begins nothing yet.
   *
   * @param receiveLimit longest datagram
   * @param queued most datagrams waiting; more are dropped, as a network would
   * @param handshakeMillis the most a handshake may take
   */
  public DtlsAssociation(
      DtlsCertificate certificate,
      DtlsThreads threads,
      DtlsEvents events,
      int receiveLimit,
      int queued,
      int handshakeMillis) {
    this.certificate = certificate;
    this.threads = threads;
    this.events = events;
    this.receiveLimit = receiveLimit;
    this.handshakeMillis = handshakeMillis;
    this.arrived = new ArrayBlockingQueue<>(queued);
  }

  /**
   * Takes a datagram; the first begins the handshake.
   *
   * @return whether this one began it
   */
  public boolean receive(byte[] buffer, int offset, int length) {
    if (closing || over) {
      return false;
    }
    arrived.offer(Arrays.copyOfRange(buffer, offset, offset + length));
    if (!begun) {
      begun = true;
      threads.handshake(this::shakeHands);
      return true;
    }
    if (established != null) {
      work();
    }
    return false;
  }

  /** Says goodbye if there was a handshake, breaks it off if there is one. */
  public void close() {
    closing = true;
    arrived.clear();
    arrived.offer(new byte[0]);
    if (established != null) {
      work();
    }
  }

  /** Whether a handshake was begun, so that {@link DtlsEvents#ended} was or will be called. */
  public boolean hasBegun() {
    return begun;
  }

  private void shakeHands() {
    WebRtcServer server = new WebRtcServer(certificate, handshakeMillis);
    try {
      if (closing) {
        throw new IOException("closed before its turn");
      }
      DTLSTransport transport = new DTLSServerProtocol().accept(server, new Datagrams());
      established = transport;
      events.secured(server.keys());
    } catch (IOException | RuntimeException failed) {
      end(false);
      return;
    }
    if (!arrived.isEmpty()) {
      work();
    }
  }

  /** Lets the pool look at what arrived, unless it already does. */
  private void work() {
    if (working.compareAndSet(false, true)) {
      try {
        threads.records(this::readRecords);
      } catch (RejectedExecutionException portClosed) {
        end(true);
      }
    }
  }

  private void readRecords() {
    byte[] application = new byte[receiveLimit];
    DTLSTransport transport = established;
    try {
      while (!closing && !over) {
        // Nobody sends data here; alerts and repeated handshake records are handled inside.
        transport.receive(application, 0, application.length, 1);
      }
    } catch (InterruptedIOException nothingMore) {
      working.set(false);
      if (!arrived.isEmpty() && !over) {
        work();
      }
      return;
    } catch (IOException fatal) {
      end(true);
      return;
    }
    if (!over) {
      try {
        transport.close();
      } catch (IOException alreadyGone) {
        // The goodbye is a courtesy.
      }
      end(true);
    }
  }

  private synchronized void end(boolean secured) {
    if (!over) {
      over = true;
      arrived.clear();
      events.ended(secured);
    }
  }

  /** The association's datagrams, as Bouncy Castle sees them. */
  private final class Datagrams implements DatagramTransport {
    @Override
    public int getReceiveLimit() {
      return receiveLimit;
    }

    @Override
    public int getSendLimit() {
      return DATAGRAM;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
      byte[] datagram;
      if (established != null) {
        datagram = arrived.poll();
        if (datagram == null) {
          throw new InterruptedIOException("nothing more for now");
        }
      } else {
        datagram = await(waitMillis);
        if (closing) {
          throw new IOException("closed during the handshake");
        }
        if (datagram == null) {
          return -1;
        }
      }
      int taken = Math.min(length, datagram.length);
      System.arraycopy(datagram, 0, buffer, offset, taken);
      return taken;
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
      events.transmit(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    /** Called when either side said goodbye. */
    @Override
    public void close() {
      if (established != null) {
        end(true);
      }
    }

    private byte[] await(int waitMillis) throws IOException {
      try {
        return arrived.poll(waitMillis == 0 ? handshakeMillis : waitMillis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", interrupted);
      }
    }
  }
}
