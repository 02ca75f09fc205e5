package mx.interconsulta.media.transport.srtp;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.srtp.crypto.Aes;

/**
 * Chooses the JDK's ciphers, before the first packet needs one: the library would otherwise try
 * every provider it knows for seconds on first use, on the media loop. Then runs them, aside, until
 * they are compiled.
 */
public final class SrtpWarmUp {
  /** Enough to know that the ciphers work, and to have their classes loaded. */
  private static final int FIRST = 50;

  /** Enough for the compiler, while the server starts and nobody is there yet. */
  private static final int ASIDE = 5_000;

  /** It tells of each native library that it finds or misses; we use none on purpose. */
  private static final Logger LIBRARY_LOG = Logger.getLogger("org.jitsi");

  private static boolean done;

  private SrtpWarmUp() {}

  /** Takes a moment the first time; never on a loop. */
  public static synchronized void run() {
    if (done) {
      return;
    }
    LIBRARY_LOG.setLevel(Level.SEVERE);
    Aes.setFactoryClassName("org.jitsi.srtp.crypto.Aes$SunJCECipherFactory");
    exercise(FIRST);
    Thread aside = new Thread(() -> exercise(ASIDE), "media-warm-up");
    aside.setDaemon(true);
    aside.start();
    done = true;
  }

  private static void exercise(int packets) {
    for (SrtpProfile profile : SrtpProfile.values()) {
      exercise(profile, packets);
    }
  }

  private static void exercise(SrtpProfile profile, int packets) {
    byte[] material = new byte[profile.materialLength()];
    SrtpSession one =
        new SrtpSession(profile, profile.clientKeys(material), profile.serverKeys(material), 4);
    SrtpSession other =
        new SrtpSession(profile, profile.serverKeys(material), profile.clientKeys(material), 4);
    PacketView view = new PacketView();
    byte[] packet = new byte[1200];
    for (int sequence = 0; sequence < packets; sequence++) {
      packet[0] = (byte) 0x80;
      packet[2] = (byte) (sequence >> 8);
      packet[3] = (byte) sequence;
      one.sealRtp(view.on(packet, 0, 1100));
      if (other.openRtp(view, sequence) != SrtpVerdict.OPENED) {
        throw new IllegalStateException("the JDK's ciphers do not open what they sealed");
      }
    }
  }
}
