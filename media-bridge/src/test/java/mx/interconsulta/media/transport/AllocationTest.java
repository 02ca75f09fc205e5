package mx.interconsulta.media.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.media.synthetic.SyntheticListener;
import mx.interconsulta.media.synthetic.SyntheticNet;
import mx.interconsulta.media.synthetic.SyntheticPeer;
import mx.interconsulta.media.transport.dtls.DtlsCertificate;
import mx.interconsulta.media.transport.srtp.PacketView;
import mx.interconsulta.media.transport.srtp.SrtpProfile;
import mx.interconsulta.media.transport.srtp.SrtpSession;
import org.junit.jupiter.api.Test;

/** What sending a packet allocates, beyond what the cipher allocates by itself. */
class AllocationTest {
  private static final int BATCH = 32;
  private static final int BATCHES = 300;
  private static final int ROUNDS = 8;
  private static final int LENGTH = 1100;
  private static final double OWN_BYTES = 64;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final byte[] packet = TestPackets.rtp(9, 0, LENGTH);
  private int sequence;

  @Test
  void aSentPacketAllocatesAtMost64BytesOfOurOwn() throws Exception {
    UdpTcpPort port =
        UdpTcpPort.bind(PortOptions.anyPort("127.0.0.1"), DtlsCertificate.generate())
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    try (SyntheticNet net = new SyntheticNet()) {
      RecordedPeer peer = RecordedPeer.register(port);
      SyntheticPeer page =
          new SyntheticPeer(
              net,
              peer.transport().credentials(),
              SyntheticListener.SILENT,
              SrtpProfile.AEAD_AES_128_GCM);
      peer.answer(page.fingerprint());
      Candidate candidate = port.candidates().get(0);
      page.connect(new InetSocketAddress(candidate.address(), candidate.port()), false)
          .get(20, TimeUnit.SECONDS);
      peer.secure.get(20, TimeUnit.SECONDS);
      double sending = Double.MAX_VALUE;
      double cipher = Double.MAX_VALUE;
      // The steady state is what is left once everything is compiled.
      for (int round = 0; round < ROUNDS; round++) {
        sending = Math.min(sending, send(peer));
        cipher = Math.min(cipher, cipher(peer));
      }

      System.out.printf(
          "allocated for a packet sent: %.0f bytes, of which the cipher %.0f%n", sending, cipher);
      assertTrue(
          sending - cipher <= OWN_BYTES, "of our own: " + (sending - cipher) + " bytes a packet");
    } finally {
      port.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  /** Bytes a packet over the whole way to the kernel, a batch for each turn of the loop. */
  private double send(RecordedPeer peer) throws Exception {
    long bytes = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
      long before = peer.onLoop(this::allocated);
      peer.onLoop(
          () -> {
            for (int i = 0; i < BATCH; i++) {
              number();
              peer.transport().sendRtp(packet, 0, LENGTH, PeerTransport.Urgency.PICTURE);
            }
            return null;
          });
      // The flush has run by the next turn.
      bytes += peer.onLoop(this::allocated) - before;
    }
    return (double) bytes / (BATCH * BATCHES);
  }

  /** Bytes a packet for encrypting alone. */
  private double cipher(RecordedPeer peer) throws Exception {
    SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
    byte[] material = new byte[profile.materialLength()];
    PacketView view = new PacketView();
    SrtpSession session =
        new SrtpSession(profile, profile.clientKeys(material), profile.serverKeys(material), 4);
    return peer.onLoop(
        () -> {
          long before = allocated();
          for (int i = 0; i < BATCH * BATCHES; i++) {
            number();
            session.sealRtp(view.on(packet, 0, LENGTH));
          }
          return (double) (allocated() - before) / (BATCH * BATCHES);
        });
  }

  private void number() {
    sequence++;
    packet[0] = (byte) 0x80;
    packet[1] = 96;
    packet[2] = (byte) (sequence >> 8);
    packet[3] = (byte) sequence;
    packet[8] = 0;
    packet[9] = 0;
    packet[10] = 0;
    packet[11] = 9;
  }

  private long allocated() {
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
