package mx.interconsulta.media.inbound;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mx.interconsulta.media.rtp.Codec;
import mx.interconsulta.media.rtp.Extension;

/**
 * Finds the stream of a packet: by its SSRC when that is known; else by the m-line and the layer
 * that its header extensions name (RFC 8843 §9.2, RFC 8852), which binds the SSRC. An SSRC that an
 * answer declares is bound from the start, but not on an m-line with simulcast: Firefox declares
 * SSRCs there without saying of which layer.
 *
 * <p>Bounded: an SSRC more than {@link #MOST_SSRCS} is not bound.
 */
final class StreamTable implements InboundStep {
  /** SSRCs of one participant at most. */
  static final int MOST_SSRCS = 96;

  private final int[] ssrcs = new int[2 * 128];
  private final Bound[] bound = new Bound[2 * 128];
  private final List<UplinkLine> lines = new ArrayList<>();
  private final Map<String, UplinkLine> byMid = new HashMap<>();
  private List<InboundStream> streams;
  private int size;

  /** What an SSRC is: a stream, or the retransmissions of one. */
  private record Bound(UplinkLine line, int layer, boolean retransmission, InboundStream stream) {}

  /** Takes the m-lines as the last answer left them; what is bound on lines that stayed remains. */
  void describe(List<UplinkLine> now) {
    List<Bound> kept = new ArrayList<>();
    List<Integer> keptSsrcs = new ArrayList<>();
    for (int place = 0; place < bound.length; place++) {
      Bound each = bound[place];
      if (each != null && now.stream().anyMatch(line -> line.sameAs(each.line()))) {
        kept.add(each);
        keptSsrcs.add(ssrcs[place]);
      }
    }
    Arrays.fill(bound, null);
    streams = null;
    size = 0;
    lines.clear();
    byMid.clear();
    for (UplinkLine line : now) {
      lines.add(line);
      byMid.put(line.mid(), line);
    }
    for (int i = 0; i < kept.size(); i++) {
      put(keptSsrcs.get(i), kept.get(i));
    }
    for (UplinkLine line : now) {
      if (!line.simulcast()) {
        line.declared().forEach((ssrc, repairs) -> declare(line, ssrc, repairs));
      }
    }
  }

  private void declare(UplinkLine line, int ssrc, boolean repairs) {
    if (find(ssrc) == null) {
      bind(ssrc, line, 0, repairs);
    }
  }

  @Override
  public boolean take(InboundPacket packet) {
    int ssrc = packet.rtp.ssrc();
    Bound known = find(ssrc);
    if (known == null) {
      known = bindByName(packet, ssrc);
    }
    if (known == null) {
      return false;
    }
    packet.stream =
        known.retransmission() ? known.line().track().layer(known.layer()) : known.stream();
    packet.retransmitted = known.retransmission();
    return packet.stream != null;
  }

  private Bound bindByName(InboundPacket packet, int ssrc) {
    UplinkLine line = byMid.get(text(packet, Extension.MID));
    if (line == null) {
      return null;
    }
    if (!line.simulcast()) {
      boolean repairs = Codec.retransmittedBy(packet.rtp.payloadType()) != null;
      return bind(ssrc, line, 0, repairs);
    }
    String repaired = text(packet, Extension.REPAIRED_RID);
    String rid = repaired == null ? text(packet, Extension.RID) : repaired;
    int layer = rid == null ? -1 : line.layers().indexOf(rid);
    return layer < 0 ? null : bind(ssrc, line, layer, repaired != null);
  }

  private static String text(InboundPacket packet, Extension extension) {
    int at = packet.rtp.extensionAt(extension.id());
    return at < 0
        ? null
        : new String(
            packet.rtp.bytes(),
            at,
            packet.rtp.extensionLength(extension.id()),
            StandardCharsets.US_ASCII);
  }

  private Bound bind(int ssrc, UplinkLine line, int layer, boolean retransmission) {
    if (size >= MOST_SSRCS) {
      return null;
    }
    InboundStream stream = null;
    if (!retransmission) {
      stream = new InboundStream(line.track(), layer, ssrc);
      line.track().bind(stream);
      forget(line, layer);
    }
    Bound made = new Bound(line, layer, retransmission, stream);
    put(ssrc, made);
    return made;
  }

  /** A layer has one stream: the one before it, if any, ended without a word. */
  private void forget(UplinkLine line, int layer) {
    for (int place = 0; place < bound.length; place++) {
      Bound old = bound[place];
      if (old != null && !old.retransmission() && old.layer() == layer && old.line().sameAs(line)) {
        removeAt(place);
        return;
      }
    }
  }

  /** The streams there are; the same list until that changes, as it is asked for at every tick. */
  List<InboundStream> streams() {
    if (streams == null) {
      streams = new ArrayList<>();
      for (Bound each : bound) {
        if (each != null && each.stream() != null) {
          streams.add(each.stream());
        }
      }
    }
    return streams;
  }

  InboundStream streamOf(int ssrc) {
    Bound known = find(ssrc);
    return known == null ? null : known.stream();
  }

  private Bound find(int ssrc) {
    int place = place(ssrc);
    while (bound[place] != null) {
      if (ssrcs[place] == ssrc) {
        return bound[place];
      }
      place = (place + 1) % bound.length;
    }
    return null;
  }

  private void put(int ssrc, Bound what) {
    int place = place(ssrc);
    while (bound[place] != null && ssrcs[place] != ssrc) {
      place = (place + 1) % bound.length;
    }
    if (bound[place] == null) {
      size++;
    }
    ssrcs[place] = ssrc;
    bound[place] = what;
    streams = null;
  }

  private void removeAt(int removed) {
    bound[removed] = null;
    streams = null;
    size--;
    int place = (removed + 1) % bound.length;
    while (bound[place] != null) {
      Bound moved = bound[place];
      int ssrc = ssrcs[place];
      bound[place] = null;
      size--;
      put(ssrc, moved);
      place = (place + 1) % bound.length;
    }
  }

  private int place(int ssrc) {
    int mixed = ssrc * 0x9e37_79b9;
    return (mixed >>> 24) % bound.length;
  }
}
