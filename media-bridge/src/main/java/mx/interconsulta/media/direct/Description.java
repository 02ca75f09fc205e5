package mx.interconsulta.media.direct;

/**
 * What a session description (RFC 8866) must be to pass between two pages: at most one audio and
 * one video section, no data channel, and DTLS fingerprints (RFC 8122), because nothing here is
 * sent in the clear.
 */
final class Description {
  private Description() {}

  static boolean isAcceptable(String sdp) {
    if (!sdp.startsWith("v=0\r\n") && !sdp.startsWith("v=0\n")) {
      return false;
    }
    int audio = 0;
    int video = 0;
    boolean fingerprint = false;
    for (String line : (Iterable<String>) sdp.lines()::iterator) {
      if (line.startsWith("m=audio ")) {
        audio++;
      } else if (line.startsWith("m=video ")) {
        video++;
      } else if (line.startsWith("m=")) {
        return false;
      } else if (line.startsWith("a=fingerprint:")) {
        fingerprint = true;
      }
    }
    return fingerprint && audio <= 1 && video <= 1 && audio + video > 0;
  }
}
