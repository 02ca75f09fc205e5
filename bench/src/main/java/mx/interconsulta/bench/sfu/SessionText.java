package mx.interconsulta.bench.sfu;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mx.interconsulta.media.synthetic.SyntheticPeer;
import mx.interconsulta.media.transport.IceCredentials;

/** As much of a session description as synthetic pages need. */
final class SessionText {
  private static final Pattern UDP =
      Pattern.compile("(?im)^a=candidate:\\S+ 1 udp \\d+ (\\S+) (\\d+) typ host");

  private final String text;

  SessionText(String text) {
    this.text = text;
  }

  IceCredentials credentials() {
    return new IceCredentials(value("a=ice-ufrag:"), value("a=ice-pwd:"));
  }

  InetSocketAddress udp() {
    Matcher matcher = UDP.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no UDP candidate in\n" + text);
    }
    return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  /** The answer of a page that takes everything, and sends one picture where it may. */
  String answer(SyntheticPeer page, int ssrc) {
    List<String> out = new ArrayList<>();
    boolean media = false;
    boolean picture = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("m=")) {
        media = true;
        picture = line.startsWith("m=video");
        out.add(line);
        out.add("c=IN IP4 0.0.0.0");
        out.addAll(transport(page, "active"));
      } else if (!media) {
        if (!line.startsWith("a=ice-") && !line.startsWith("a=fingerprint")) {
          out.add(line);
        }
      } else if (line.equals("a=recvonly")) {
        out.add("a=sendonly");
        if (picture) {
          out.add("a=ssrc:" + ssrc + " cname:page");
        }
      } else if (line.equals("a=sendonly")) {
        out.add("a=recvonly");
      } else if (kept(line)) {
        out.add(line);
      }
    }
    return String.join("\r\n", out) + "\r\n";
  }

  /** An offer of one picture, by which a page begins where the page offers. */
  static String offer(SyntheticPeer page, int ssrc) {
    List<String> out = new ArrayList<>();
    out.add("v=0");
    out.add("o=- 1 1 IN IP4 127.0.0.1");
    out.add("s=-");
    out.add("t=0 0");
    out.add("a=group:BUNDLE 0");
    out.add("m=video 9 UDP/TLS/RTP/SAVPF 96");
    out.add("c=IN IP4 0.0.0.0");
    out.add("a=mid:0");
    out.add("a=sendonly");
    out.addAll(transport(page, "active"));
    out.add("a=rtpmap:96 VP8/90000");
    out.add("a=rtcp-fb:96 nack pli");
    out.add("a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01");
    out.add("a=ssrc:" + ssrc + " cname:page");
    return String.join("\r\n", out) + "\r\n";
  }

  /** Whether a compound RTCP packet has a PLI or FIR (RFC 4585, RFC 5104). */
  static boolean asksForKeyFrame(byte[] buffer, int offset, int length) {
    int end = offset + length;
    for (int at = offset; at + 4 <= end; ) {
      int format = buffer[at] & 0x1f;
      if ((buffer[at + 1] & 0xff) == 206 && (format == 1 || format == 4)) {
        return true;
      }
      at += 4 * (((buffer[at + 2] & 0xff) << 8 | (buffer[at + 3] & 0xff)) + 1);
    }
    return false;
  }

  private static List<String> transport(SyntheticPeer page, String setup) {
    return List.of(
        "a=ice-ufrag:" + page.credentials().ufrag(),
        "a=ice-pwd:" + page.credentials().password(),
        "a=fingerprint:" + page.fingerprint().toSdp(),
        "a=setup:" + setup,
        "a=rtcp-mux");
  }

  private static boolean kept(String line) {
    return line.startsWith("a=mid:")
        || line.startsWith("a=rtpmap:")
        || line.startsWith("a=fmtp:")
        || line.startsWith("a=rtcp-fb:")
        || line.startsWith("a=extmap:")
        || line.equals("a=inactive");
  }

  private String value(String prefix) {
    return text.lines()
        .filter(line -> line.startsWith(prefix))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + prefix + " in\n" + text))
        .substring(prefix.length())
        .trim();
  }
}
