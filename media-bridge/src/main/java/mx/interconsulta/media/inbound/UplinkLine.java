package mx.interconsulta.media.inbound;

import java.util.List;
import java.util.Map;

/**
 * An m-line over which a participant sends, as its answer left it.
 *
 * @param mid its name
 * @param track what it carries
 * @param layers rids of the layers from the smallest up, when the answer has {@code a=simulcast};
 *     else empty
 * @param declared SSRCs that the answer declares, and whether each is for retransmissions
 */
public record UplinkLine(
    String mid, InboundTrack track, List<String> layers, Map<Integer, Boolean> declared) {
  public UplinkLine {
    layers = List.copyOf(layers);
    declared = Map.copyOf(declared);
  }

  boolean simulcast() {
    return !layers.isEmpty();
  }
}
