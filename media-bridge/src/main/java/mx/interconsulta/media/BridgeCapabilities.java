package mx.interconsulta.media;

import java.util.List;

/**
 * What rooms of a bridge can do.
 *
 * @param bridge name of the bridge: {@code direct}, {@code embedded} or {@code kurento}
 * @param maxSenders participants who may send, in one room
 * @param maxListeners participants who only receive, in one room
 * @param maxSources named sources one participant may publish
 * @param offerer who writes offers: the bridge, or a page that the bridge asks
 * @param simulcast whether pages should send several layers
 * @param recording whether the bridge can record
 * @param videoCodecs RFC 6381 names in order of preference
 */
public record BridgeCapabilities(
    String bridge,
    int maxSenders,
    int maxListeners,
    int maxSources,
    Offerer offerer,
    boolean simulcast,
    boolean recording,
    List<String> videoCodecs) {

  /** Who writes the offers. */
  public enum Offerer {
    BRIDGE,
    PAGE
  }

  public BridgeCapabilities {
    videoCodecs = List.copyOf(videoCodecs);
  }
}
