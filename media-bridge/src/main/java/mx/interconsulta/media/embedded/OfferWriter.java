package mx.interconsulta.media.embedded;

import java.util.List;
import java.util.stream.Collectors;
import mx.interconsulta.media.rtp.Codec;
import mx.interconsulta.media.rtp.Extension;
import mx.interconsulta.media.transport.Candidate;
import mx.interconsulta.media.transport.Fingerprint;
import mx.interconsulta.media.transport.IceCredentials;

/**
 * Writes the offers (RFC 8866, RFC 9429, RFC 8829). The server writes every offer, so it says what
 * payload types and extension ids are, and there is no description to be understood but the answer.
 */
final class OfferWriter {
  /** The rids of the layers, the smallest first. */
  static final List<String> LAYERS = List.of("l", "m", "h");

  /** A voice: one channel, room left on a narrow line for what repeats it (RFC 7587 §6.1). */
  private static final String VOICE =
      " minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate=24000";

  /**
   * The sound of a body: both channels, and no discontinuous transmission, which takes a heart that
   * beats quietly for silence.
   */
  private static final String FINE_SOUND =
      " minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1;maxaveragebitrate=96000";

  private final Fingerprint fingerprint;
  private final List<Candidate> candidates;

  OfferWriter(Fingerprint fingerprint, List<Candidate> candidates) {
    this.fingerprint = fingerprint;
    this.candidates = List.copyOf(candidates);
  }

  /**
   * Writes an offer.
   *
   * @param session number of the session, the same for all offers of a transport
   * @param h264First whether H.264 goes before VP8 on lines up
   */
  String write(long session, long epoch, IceCredentials ice, List<Line> lines, boolean h264First) {
    StringBuilder sdp = new StringBuilder(1024 + lines.size() * 1024);
    sdp.append("v=0\r\no=- ").append(session).append(' ').append(epoch);
    sdp.append(" IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE ");
    sdp.append(lines.stream().map(Line::mid).collect(Collectors.joining(" ")));
    sdp.append("\r\na=ice-lite\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS *\r\n");
    boolean first = true;
    for (Line line : lines) {
      writeLine(sdp, line, ice, h264First);
      if (first) {
        for (Candidate candidate : candidates) {
          attribute(sdp, candidate.toSdp());
        }
        attribute(sdp, "end-of-candidates");
        first = false;
      }
    }
    return sdp.toString();
  }

  private void writeLine(StringBuilder sdp, Line line, IceCredentials ice, boolean h264First) {
    List<Codec> codecs = codecs(line, h264First);
    sdp.append(line.video() ? "m=video" : "m=audio").append(" 9 UDP/TLS/RTP/SAVPF");
    for (Codec codec : codecs) {
      sdp.append(' ').append(codec.payloadType());
      if (codec.isVideo()) {
        sdp.append(' ').append(codec.rtxType());
      }
    }
    sdp.append("\r\nc=IN IP4 0.0.0.0\r\n");
    attribute(sdp, "mid:" + line.mid());
    attribute(sdp, line.free() ? "inactive" : line.way() == Line.Way.UP ? "recvonly" : "sendonly");
    attribute(sdp, "ice-ufrag:" + ice.ufrag());
    attribute(sdp, "ice-pwd:" + ice.password());
    attribute(sdp, "fingerprint:" + fingerprint.toSdp());
    attribute(sdp, "setup:actpass");
    attribute(sdp, "rtcp-mux");
    attribute(sdp, "rtcp-rsize");
    codecs.forEach(codec -> writeCodec(sdp, codec, line));
    writeExtensions(sdp, line);
    // Also while it is inactive: Chromium takes away for good a layer that one offer leaves out.
    if (line.way() == Line.Way.UP && line.simulcast()) {
      LAYERS.forEach(rid -> attribute(sdp, "rid:" + rid + " recv"));
      attribute(sdp, "simulcast:recv " + String.join(";", LAYERS));
    }
    if (line.way() == Line.Way.DOWN && !line.free()) {
      writeStream(sdp, line);
    }
  }

  private static List<Codec> codecs(Line line, boolean h264First) {
    if (!line.video()) {
      // A voice is said twice, for it is small; the sound of a body is not, and what is lost of it
      // is sent again.
      boolean fine = line.way() == Line.Way.UP && line.fine();
      return fine ? List.of(Codec.OPUS, Codec.RED) : List.of(Codec.RED, Codec.OPUS);
    }
    if (line.way() == Line.Way.DOWN) {
      return List.of(Codec.VP8, Codec.H264);
    }
    return h264First ? List.of(Codec.H264, Codec.VP8) : List.of(Codec.VP8);
  }

  private static void writeCodec(StringBuilder sdp, Codec codec, Line line) {
    int type = codec.payloadType();
    switch (codec) {
      case OPUS -> {
        attribute(sdp, "rtpmap:" + type + " opus/48000/2");
        boolean voice = line.way() == Line.Way.UP && !line.fine();
        attribute(sdp, "fmtp:" + type + (voice ? VOICE : FINE_SOUND));
        attribute(sdp, "rtcp-fb:" + type + " transport-cc");
        attribute(sdp, "rtcp-fb:" + type + " nack");
      }
      case RED -> {
        attribute(sdp, "rtpmap:" + type + " red/48000/2");
        attribute(
            sdp, "fmtp:" + type + " " + Codec.OPUS.payloadType() + "/" + Codec.OPUS.payloadType());
        attribute(sdp, "rtcp-fb:" + type + " transport-cc");
        attribute(sdp, "rtcp-fb:" + type + " nack");
      }
      case VP8 -> {
        attribute(sdp, "rtpmap:" + type + " VP8/90000");
        writeRepair(sdp, codec);
      }
      case H264 -> {
        attribute(sdp, "rtpmap:" + type + " H264/90000");
        attribute(
            sdp,
            "fmtp:"
                + type
                + " level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f");
        writeRepair(sdp, codec);
      }
    }
  }

  private static void writeRepair(StringBuilder sdp, Codec codec) {
    int type = codec.payloadType();
    for (String feedback : List.of("nack", "nack pli", "ccm fir", "transport-cc")) {
      attribute(sdp, "rtcp-fb:" + type + " " + feedback);
    }
    attribute(sdp, "rtpmap:" + codec.rtxType() + " rtx/90000");
    attribute(sdp, "fmtp:" + codec.rtxType() + " apt=" + type);
  }

  private static void writeExtensions(StringBuilder sdp, Line line) {
    for (Extension extension : Extension.values()) {
      boolean offered =
          switch (extension) {
            case AUDIO_LEVEL -> !line.video();
            case ORIENTATION -> line.video();
            case TRANSPORT_SEQUENCE, MID -> true;
            case RID, REPAIRED_RID -> line.video() && line.way() == Line.Way.UP;
          };
      if (offered) {
        attribute(sdp, "extmap:" + extension.id() + " " + extension.uri());
      }
    }
  }

  private static void writeStream(StringBuilder sdp, Line line) {
    String ssrc = Integer.toUnsignedString(line.ssrc());
    attribute(sdp, "msid:" + line.stream() + " " + line.stream() + (line.video() ? "-v" : "-a"));
    if (line.video()) {
      String rtx = Integer.toUnsignedString(line.rtxSsrc());
      attribute(sdp, "ssrc-group:FID " + ssrc + " " + rtx);
      attribute(sdp, "ssrc:" + ssrc + " cname:" + line.stream());
      attribute(sdp, "ssrc:" + rtx + " cname:" + line.stream());
    } else {
      attribute(sdp, "ssrc:" + ssrc + " cname:" + line.stream());
    }
  }

  private static void attribute(StringBuilder sdp, String value) {
    sdp.append("a=").append(value).append("\r\n");
  }
}
