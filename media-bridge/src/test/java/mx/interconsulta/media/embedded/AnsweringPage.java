package mx.interconsulta.media.embedded;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes what a browser would answer to an offer, as far as the bridge reads it.
 *
 * @param red whether it takes redundant sound
 * @param h264 whether it decodes H.264
 * @param simulcast whether it takes up the layers it is offered
 * @param strayLayerSources whether it declares SSRCs on lines with layers, as Firefox does
 */
record AnsweringPage(boolean red, boolean h264, boolean simulcast, boolean strayLayerSources) {
  static final AnsweringPage CHROMIUM = new AnsweringPage(true, true, true, false);
  static final AnsweringPage FIREFOX = new AnsweringPage(false, false, true, true);
  static final AnsweringPage PLAIN = new AnsweringPage(true, true, false, false);

  /** SSRC that a page declares for the sound of its line, and for a picture without layers. */
  static final int SOUND_SSRC = 0x1111_0000;

  static final int PICTURE_SSRC = 0x2222_0000;
  static final int PICTURE_RTX_SSRC = 0x2222_0001;

  String answer(String offer) {
    return answer(offer, "0A:" + "11:".repeat(30) + "11");
  }

  String answer(String offer, String hash) {
    List<String> out = new ArrayList<>();
    boolean media = false;
    boolean up = false;
    boolean video = false;
    for (String line : offer.lines().toList()) {
      if (line.startsWith("m=")) {
        media = true;
        video = line.startsWith("m=video");
        out.add(formats(line));
        out.add("a=ice-ufrag:page");
        out.add("a=ice-pwd:a-password-of-24-letters-x");
        out.add("a=fingerprint:sha-256 " + hash);
        out.add("a=setup:active");
      } else if (!media) {
        if (!line.startsWith("a=ice-lite")) {
          out.add(line);
        }
      } else if (line.startsWith("a=mid:")) {
        out.add(line);
      } else if (line.equals("a=recvonly")) {
        up = true;
        out.add("a=sendonly");
      } else if (line.equals("a=sendonly")) {
        up = false;
        out.add("a=recvonly");
      } else if (line.equals("a=inactive")) {
        up = false;
        out.add(line);
      } else if (line.startsWith("a=simulcast:recv") && simulcast) {
        out.add(line.replace("recv", "send"));
        if (strayLayerSources) {
          out.add("a=ssrc:" + PICTURE_SSRC + " cname:x");
        }
      } else if (line.startsWith("a=rtpmap:111") && up) {
        out.add("a=ssrc:" + SOUND_SSRC + " cname:x");
      } else if (line.startsWith("a=rtpmap:96") && up && video && !simulcast) {
        out.add("a=ssrc-group:FID " + PICTURE_SSRC + " " + PICTURE_RTX_SSRC);
        out.add("a=ssrc:" + PICTURE_SSRC + " cname:x");
        out.add("a=ssrc:" + PICTURE_RTX_SSRC + " cname:x");
      }
    }
    return String.join("\r\n", out) + "\r\n";
  }

  private String formats(String line) {
    String kept = red ? line : line.replace(" 63", "");
    return h264 ? kept : kept.replace(" 102 103", "");
  }
}
