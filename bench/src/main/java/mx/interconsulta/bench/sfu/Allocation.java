package mx.interconsulta.bench.sfu;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mx.interconsulta.media.transport.srtp.PacketView;
import mx.interconsulta.media.transport.srtp.SrtpProfile;
import mx.interconsulta.media.transport.srtp.SrtpSession;

/** Bytes that a media loop allocates, and those of them that are the JDK's cipher's. */
final class Allocation {
  private static final Pattern MEDIA_LOOP =
      Pattern.compile("\"media-\\d+-\\d+\".* allocated=(\\d+)([BKMG])");
  private static final int PACKETS = 20_000;

  private Allocation() {}

  /** Allocated by the media loop of a process since it began. */
  static double ofMediaLoop(long pid) throws IOException {
    Process asked =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/jcmd",
                Long.toString(pid),
                "Thread.print",
                "-e")
            .redirectErrorStream(true)
            .start();
    String threads = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher matcher = MEDIA_LOOP.matcher(threads);
    if (!matcher.find()) {
      throw new IOException("no media loop in\n" + threads);
    }
    return Double.parseDouble(matcher.group(1)) * Math.pow(1024, "BKMG".indexOf(matcher.group(2)));
  }

  /** Allocated for a packet that is encrypted: all of it inside the JDK. */
  static double ofSealing() {
    return measured(false);
  }

  /** Allocated for a packet that is decrypted. */
  static double ofOpening() {
    return measured(true);
  }

  private static double measured(boolean opening) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
    byte[] material = new byte[profile.materialLength()];
    SrtpSession here =
        new SrtpSession(profile, profile.clientKeys(material), profile.serverKeys(material), 1);
    SrtpSession there =
        new SrtpSession(profile, profile.serverKeys(material), profile.clientKeys(material), 1);
    PacketView view = new PacketView();
    byte[] packet = new byte[Camera.LENGTH + 32];
    long allocated = 0;
    // The second half is compiled.
    for (int i = 0; i < 2 * PACKETS; i++) {
      packet[0] = (byte) 0x80;
      packet[2] = (byte) (i >> 8);
      packet[3] = (byte) i;
      long before = threads.getThreadAllocatedBytes(self);
      here.sealRtp(view.on(packet, 0, Camera.LENGTH));
      long sealed = threads.getThreadAllocatedBytes(self);
      there.openRtp(view, i);
      long opened = threads.getThreadAllocatedBytes(self);
      if (i >= PACKETS) {
        allocated += opening ? opened - sealed : sealed - before;
      }
    }
    return (double) allocated / PACKETS;
  }
}
