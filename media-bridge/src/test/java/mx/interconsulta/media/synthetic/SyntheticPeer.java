package mx.interconsulta.media.synthetic;

import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.media.transport.Fingerprint;
import mx.interconsulta.media.transport.IceCredentials;
import mx.interconsulta.media.transport.srtp.PacketView;
import mx.interconsulta.media.transport.srtp.SrtpProfile;
import mx.interconsulta.media.transport.srtp.SrtpSession;
import mx.interconsulta.media.transport.srtp.SrtpVerdict;
import mx.interconsulta.media.transport.stun.StunAttribute;
import mx.interconsulta.media.transport.stun.StunMessage;
import mx.interconsulta.media.transport.stun.StunPassword;
import mx.interconsulta.media.transport.stun.StunWriter;

/**
 * One participant: checks the server's candidate and nominates it, shakes hands as the DTLS client,
 * then sends and receives SRTP; checks again every two seconds, as RFC 7675 has it. What a browser
 * would do wrong or late, tests do through its parts: {@link #check}, {@link #moveTo}, {@link
 * #die}.
 *
 * <p>Threading: its state lives on the net's loop; methods may be called from anywhere.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what does not arrive
public final class SyntheticPeer {
  /** Room for the tag behind a packet. */
  public static final int TAIL = 32;

  private static final int CONSENT_MILLIS = 2_000;
  private static final int RESEND_MILLIS = 100;
  private static final long PRIORITY = 1_862_270_975L;

  private final SyntheticNet net;
  private final SyntheticListener listener;
  private final SrtpProfile[] profiles;
  private final IceCredentials own = new IceCredentials("synt", "synthetic-password-22-letters");
  private final StunPassword ownPassword = new StunPassword(own.password());
  private final SecureRandom random = new SecureRandom();
  private final long tieBreaker = random.nextLong();
  private final PacketView view = new PacketView();
  private final CompletableFuture<Void> reached = new CompletableFuture<>();
  private final CompletableFuture<Fingerprint> secured = new CompletableFuture<>();
  private volatile SyntheticSocket socket;
  private volatile IceCredentials server;
  private volatile StunPassword serverPassword;
  private SyntheticHandshake handshake;
  private int dtlsDatagrams = 1200;
  private SrtpSession srtp;
  private ScheduledFuture<?> checking;
  private int turns;
  private volatile boolean stopped;
  private final AtomicInteger answered = new AtomicInteger();
  private volatile int lastError;

  /** One that knows every profile. */
  public SyntheticPeer(SyntheticNet net, IceCredentials server, SyntheticListener listener) {
    this(net, server, listener, SrtpProfile.values());
  }

  /** One that offers these profiles. */
  public SyntheticPeer(
      SyntheticNet net, IceCredentials server, SyntheticListener listener, SrtpProfile... offers) {
    this.net = net;
    this.listener = listener;
    this.profiles = offers.clone();
    address(server);
  }

  /** One that makes the offer itself, and so knows the server's credentials only later. */
  public static SyntheticPeer unaddressed(
      SyntheticNet net, SyntheticListener listener, SrtpProfile... offers) {
    return new SyntheticPeer(net, new IceCredentials("none", "not-known-yet"), listener, offers);
  }

  /** The server's credentials; before any check. */
  public final void address(IceCredentials credentials) {
    server = credentials;
    serverPassword = new StunPassword(credentials.password());
  }

  /** Its {@code a=ice-ufrag} and {@code a=ice-pwd}. */
  public IceCredentials credentials() {
    return own;
  }

  /** Of its certificate. */
  public Fingerprint fingerprint() {
    return Fingerprint.of("sha-256", net.certificate().encoded());
  }

  /**
   * Checks, nominates and shakes hands; completes with the fingerprint of what the server showed.
   */
  public CompletableFuture<Fingerprint> connect(InetSocketAddress address, boolean tcp) {
    return reach(address, tcp).thenCompose(done -> secure());
  }

  /** Only ICE: completes when a nominating check was answered. */
  public CompletableFuture<Void> reach(InetSocketAddress address, boolean tcp) {
    moveTo(address, tcp);
    net.loop()
        .execute(
            () ->
                checking =
                    net.loop()
                        .scheduleAtFixedRate(
                            this::checkWhenDue, 0, RESEND_MILLIS, TimeUnit.MILLISECONDS));
    return reached;
  }

  /** Sends its DTLS in datagrams no longer than this. */
  public SyntheticPeer withDtlsDatagrams(int bytes) {
    dtlsDatagrams = bytes;
    return this;
  }

  /** Only DTLS: begins the handshake. */
  public CompletableFuture<Fingerprint> secure() {
    handshake =
        new SyntheticHandshake(
            net.certificate(), profiles, dtlsDatagrams, datagram -> send(datagram));
    net.handshakes()
        .execute(
            () -> {
              try {
                SyntheticHandshake.Keys keys = handshake.run();
                net.loop().execute(() -> take(keys));
              } catch (IOException | RuntimeException failed) {
                secured.completeExceptionally(failed);
              }
            });
    return secured;
  }

  /** Uses another local socket from now on, as after a change of network; the old one is closed. */
  public void moveTo(InetSocketAddress address, boolean tcp) {
    SyntheticSocket before = socket;
    socket = SyntheticSocket.open(net, address, tcp, this::packet);
    if (before != null) {
      before.close();
    }
  }

  /** Checks with these from now on, as after an ICE restart. */
  public void useCredentials(IceCredentials renewed) {
    net.loop()
        .execute(
            () -> {
              server = renewed;
              serverPassword = new StunPassword(renewed.password());
            });
  }

  /** Sends one check. */
  public void check(boolean nominate) {
    byte[] transaction = new byte[12];
    random.nextBytes(transaction);
    StunWriter check =
        new StunWriter(StunMessage.BINDING_REQUEST, transaction)
            .username(server.ufrag() + ":" + own.ufrag())
            .number(StunAttribute.PRIORITY, PRIORITY)
            .longNumber(StunAttribute.ICE_CONTROLLING, tieBreaker);
    if (nominate) {
      check.add(StunAttribute.USE_CANDIDATE);
    }
    send(check.sign(serverPassword));
  }

  /** Encrypts in place and sends; on the loop, and with {@link #TAIL} bytes free behind. */
  public boolean sendRtp(byte[] buffer, int offset, int length) {
    if (srtp == null || stopped || !srtp.sealRtp(view.on(buffer, offset, length))) {
      return false;
    }
    socket.send(buffer, offset, view.getLength());
    return true;
  }

  /** The packet as it would go out; on the loop. */
  public byte[] sealedRtp(byte[] buffer, int offset, int length) {
    srtp.sealRtp(view.on(buffer, offset, length));
    return Arrays.copyOfRange(buffer, offset, offset + view.getLength());
  }

  /** Whether it reads what arrives; over TCP, what it does not read waits at the server. */
  public void read(boolean now) {
    socket.channel().config().setAutoRead(now);
  }

  /** As {@link #sendRtp}. */
  public boolean sendRtcp(byte[] buffer, int offset, int length) {
    if (srtp == null || stopped || !srtp.sealRtcp(view.on(buffer, offset, length))) {
      return false;
    }
    socket.send(buffer, offset, view.getLength());
    return true;
  }

  /** Sends bytes as they are, from the socket in use. */
  public void send(byte[] datagram) {
    net.loop()
        .execute(
            () -> {
              if (!stopped) {
                socket.send(datagram, 0, datagram.length);
              }
            });
  }

  /** Checks answered with success until now. */
  public int answered() {
    return answered.get();
  }

  /** The code of the last error response, or 0. */
  public int lastError() {
    return lastError;
  }

  /** Where the server sees it, unless something translates addresses in between. */
  public InetSocketAddress local() {
    return socket.local();
  }

  /** Leaves as a browser does: close_notify, then nothing. */
  public CompletableFuture<Void> leave() {
    return CompletableFuture.runAsync(
            () -> {
              try {
                handshake.goodbye();
              } catch (IOException alreadyGone) {
                // Leaving all the same.
              }
            },
            net.handshakes())
        .thenRunAsync(this::die, net.loop());
  }

  /** Is gone without a word, in whatever phase it is. */
  public void die() {
    stopped = true;
    if (handshake != null) {
      handshake.stop();
    }
    try {
      net.loop()
          .execute(
              () -> {
                if (checking != null) {
                  checking.cancel(false);
                }
                if (socket != null) {
                  socket.close();
                }
              });
    } catch (RejectedExecutionException ended) {
      // The net is down already.
    }
  }

  private void checkWhenDue() {
    int every = reached.isDone() ? CONSENT_MILLIS / RESEND_MILLIS : 1;
    if (turns++ % every == 0) {
      check(true);
    }
  }

  private void take(SyntheticHandshake.Keys keys) {
    srtp =
        new SrtpSession(
            keys.profile(),
            keys.profile().serverKeys(keys.material()),
            keys.profile().clientKeys(keys.material()),
            4096);
    secured.complete(Fingerprint.of("sha-256", keys.serverCertificate()));
  }

  private void packet(byte[] buffer, int length) {
    int first = length < 2 ? -1 : buffer[0] & 0xff;
    if (first >= 0 && first < 4) {
      stun(buffer, length);
    } else if (first >= 20 && first < 64) {
      if (handshake != null) {
        handshake.arrived(buffer, length);
      }
    } else if (first >= 128 && first < 192 && srtp != null) {
      long now = System.nanoTime();
      boolean control = (buffer[1] & 0xe0) == 0xc0;
      view.on(buffer, 0, length);
      SrtpVerdict verdict = control ? srtp.openRtcp(view, now) : srtp.openRtp(view, now);
      if (verdict == SrtpVerdict.OPENED && control) {
        listener.onRtcp(buffer, 0, view.getLength(), now);
      } else if (verdict == SrtpVerdict.OPENED) {
        listener.onRtp(buffer, 0, view.getLength(), now);
      }
    }
  }

  private void stun(byte[] buffer, int length) {
    StunMessage message = StunMessage.read(buffer, 0, length);
    if (message == null) {
      return;
    }
    if (message.type() == StunMessage.BINDING_SUCCESS && message.isAuthentic(serverPassword)) {
      answered.incrementAndGet();
      reached.complete(null);
    } else if (message.type() == StunMessage.BINDING_ERROR) {
      lastError = message.errorCode();
    } else if (message.type() == StunMessage.BINDING_REQUEST && message.isAuthentic(ownPassword)) {
      send(
          new StunWriter(StunMessage.BINDING_SUCCESS, message.transactionId())
              .mappedAddress(socket.server())
              .sign(ownPassword));
    }
  }
}
