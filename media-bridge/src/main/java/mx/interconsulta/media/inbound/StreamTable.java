package mx.interconsulta.media.inbound;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import mx.interconsulta.media.rtp.Codec;
import mx.interconsulta.media.rtp.Extension;

/**
 * Finds the stream of a packet: by its SSRC when that is known; else by the m-line and the layer
 * that its header extensions name (RFC 8843 §9.2, RFC 8852), which binds the SSRC. An SSRC that an
 * answer declares is bound from the start, but not on an m-line with simulcast: Firefox declares
 * SSRCs there without saying of which layer.
 *
 * <p>An SSRC stays bound while nothing goes over its line, and belongs to what goes over it next:
 * browsers keep the SSRCs of a line, and name line and layer only until a report of ours has shown
 * that we know them.
 *
 * <p>Bounded: an SSRC more than {@link #MOST_SSRCS} is not bound.
 */
final class StreamTable implements InboundStep {
  /** SSRCs of one participant at most. */
  static final int MOST_SSRCS = 96;

  private final int[] ssrcs = new int[2 * 128];
  private final Bound[] bound = new Bound[2 * 128];
  private final Map<String, UplinkLine> byMid = new HashMap<>();
  private List<InboundStream> streams;
  private int size;

  /**
   * What an SSRC is: a stream, or the retransmissions of one.
   *
   * @param track what goes over its line; null while nothing does
   * @param rid of the layer; null on a line without layers
   */
  private record Bound(
      String mid,
      InboundTrack track,
      String rid,
      int layer,
      boolean retransmission,
      InboundStream stream) {}

  /** Takes the m-lines as the last answer left them; what is bound on lines that stayed remains. */
  void describe(List<UplinkLine> now) {
    byMid.clear();
    for (UplinkLine line : now) {
      byMid.put(line.mid(), line);
    }
    for (int place = 0; place < bound.length; place++) {
      if (bound[place] != null) {
        bound[place] = follow(bound[place], ssrcs[place]);
      }
    }
    streams = null;
    for (UplinkLine line : now) {
      if (!line.simulcast()) {
        line.declared().forEach((ssrc, repairs) -> declare(line, ssrc, repairs));
      }
    }
  }

  /** What an SSRC is now that its line may carry something else than before, or nothing. */
  private Bound follow(Bound old, int ssrc) {
    UplinkLine line = byMid.get(old.mid());
    if (line != null && line.track() == old.track()) {
      return old;
    }
    boolean alike = line != null && line.simulcast() == (old.rid() != null);
    int layer = !alike ? -1 : line.simulcast() ? line.layers().indexOf(old.rid()) : 0;
    return layer < 0
        ? new Bound(old.mid(), null, old.rid(), 0, old.retransmission(), null)
        : made(line, old.rid(), layer, old.retransmission(), ssrc);
  }

  private static Bound made(
      UplinkLine line, String rid, int layer, boolean retransmission, int ssrc) {
    InboundStream stream = null;
    if (!retransmission) {
      stream = new InboundStream(line.track(), layer, ssrc);
      line.track().bind(stream);
    }
    return new Bound(line.mid(), line.track(), rid, layer, retransmission, stream);
  }

  private void declare(UplinkLine line, int ssrc, boolean repairs) {
    Bound known = find(ssrc);
    if (known == null || known.track() == null) {
      bind(ssrc, line, null, 0, repairs);
    }
  }

  @Override
  public boolean take(InboundPacket packet) {
    int ssrc = packet.rtp.ssrc();
    Bound known = find(ssrc);
    if (known == null || known.track() == null) {
      known = bindByName(packet, ssrc);
    }
    if (known == null) {
      return false;
    }
    packet.stream = known.retransmission() ? known.track().layer(known.layer()) : known.stream();
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
      return bind(ssrc, line, null, 0, repairs);
    }
    String repaired = text(packet, Extension.REPAIRED_RID);
    String rid = repaired == null ? text(packet, Extension.RID) : repaired;
    int layer = rid == null ? -1 : line.layers().indexOf(rid);
    return layer < 0 ? null : bind(ssrc, line, rid, layer, repaired != null);
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

  private Bound bind(int ssrc, UplinkLine line, String rid, int layer, boolean retransmission) {
    if (size >= MOST_SSRCS) {
      forget(old -> old.track() == null);
    }
    if (size >= MOST_SSRCS) {
      return null;
    }
    // A layer has one stream: the one before it, if any, ended without a word.
    forget(
        old ->
            old.track() == line.track()
                && old.layer() == layer
                && old.retransmission() == retransmission);
    Bound made = made(line, rid, layer, retransmission, ssrc);
    put(ssrc, made);
    return made;
  }

  private void forget(Predicate<Bound> which) {
    for (int place = 0; place < bound.length; place++) {
      // What is moved up into the place of one that went is looked at too.
      while (bound[place] != null && which.test(bound[place])) {
        removeAt(place);
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
