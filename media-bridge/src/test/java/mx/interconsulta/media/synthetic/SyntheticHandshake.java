package mx.interconsulta.media.synthetic;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mx.interconsulta.media.transport.dtls.DtlsCertificate;
import mx.interconsulta.media.transport.srtp.SrtpProfile;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;

/** The client's half of DTLS, blocking, on a thread of its own. */
final class SyntheticHandshake implements DatagramTransport {

  /**
   * What came out.
   *
   * @param serverCertificate in DER
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Keys(SrtpProfile profile, byte[] material, byte[] serverCertificate) {}

  private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
  private final Consumer<byte[]> transmit;
  private final DtlsCertificate certificate;
  private final SrtpProfile[] profiles;
  private final int sendLimit;
  private volatile boolean closed;
  private DTLSTransport transport;

  SyntheticHandshake(
      DtlsCertificate certificate,
      SrtpProfile[] profiles,
      int sendLimit,
      Consumer<byte[]> transmit) {
    this.certificate = certificate;
    this.profiles = profiles;
    this.sendLimit = sendLimit;
    this.transmit = transmit;
  }

  void arrived(byte[] buffer, int length) {
    arrived.add(Arrays.copyOf(buffer, length));
  }

  /** Blocks until it is done. */
  Keys run() throws IOException {
    Client client = new Client();
    transport = new DTLSClientProtocol().connect(client, this);
    return client.keys;
  }

  /** Sends close_notify. */
  void goodbye() throws IOException {
    if (transport != null) {
      transport.close();
    }
  }

  /** Breaks off. */
  void stop() {
    closed = true;
    arrived.add(new byte[0]);
  }

  @Override
  public int getReceiveLimit() {
    return 2048;
  }

  @Override
  public int getSendLimit() {
    return sendLimit;
  }

  @Override
  public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
    try {
      byte[] datagram = arrived.poll(waitMillis == 0 ? 30_000 : waitMillis, TimeUnit.MILLISECONDS);
      if (closed) {
        throw new IOException("stopped");
      }
      if (datagram == null) {
        return -1;
      }
      System.arraycopy(datagram, 0, buffer, offset, Math.min(length, datagram.length));
      return Math.min(length, datagram.length);
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  @Override
  public void send(byte[] buffer, int offset, int length) {
    if (!closed) {
      transmit.accept(Arrays.copyOfRange(buffer, offset, offset + length));
    }
  }

  @Override
  public void close() {}

  private final class Client extends DefaultTlsClient {
    private byte[] serverCertificate;
    private SrtpProfile chosen;
    private Keys keys;

    Client() {
      super(certificate.crypto());
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
      return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
      return new int[] {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
      };
    }

    @Override
    public int getHandshakeTimeoutMillis() {
      return 30_000;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
      return 200;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as the library declares it
    public Hashtable getClientExtensions() throws IOException {
      Hashtable extensions = super.getClientExtensions();
      int[] ids = Arrays.stream(profiles).mapToInt(SrtpProfile::id).toArray();
      if (ids.length > 0) {
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(ids, TlsUtils.EMPTY_BYTES));
      }
      return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the library declares it
    public void processServerExtensions(Hashtable extensions) throws IOException {
      super.processServerExtensions(extensions);
      int id = TlsSRTPUtils.getUseSRTPExtension(extensions).getProtectionProfiles()[0];
      for (SrtpProfile each : profiles) {
        if (each.id() == id) {
          chosen = each;
        }
      }
    }

    @Override
    public TlsAuthentication getAuthentication() {
      return new TlsAuthentication() {
        @Override
        public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
          Certificate chain = server.getCertificate();
          serverCertificate = chain.getCertificateAt(0).getEncoded();
        }

        @Override
        public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
          return certificate.signer(new TlsCryptoParameters(context));
        }
      };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
      super.notifyHandshakeComplete();
      keys =
          new Keys(
              chosen,
              context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, chosen.materialLength()),
              serverCertificate);
    }
  }
}
