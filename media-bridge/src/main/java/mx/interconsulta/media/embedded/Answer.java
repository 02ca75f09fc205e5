package mx.interconsulta.media.embedded;

import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.media.transport.DtlsSetup;
import mx.interconsulta.media.transport.Fingerprint;

/**
 * What matters of a page's answer.
 *
 * @param ufrag of its ICE agent
 * @param lines one for each m-line of the offer, in order
 */
record Answer(String ufrag, Fingerprint fingerprint, DtlsSetup setup, List<Section> lines) {
  Answer {
    lines = List.copyOf(lines);
  }

  /**
   * One m-line.
   *
   * @param taken whether the page takes the line at all
   * @param sends whether it sends on it
   * @param receives whether it receives on it
   * @param payloadTypes the formats it takes
   * @param layers rids of {@code a=simulcast:send}, in its order; empty without
   * @param ssrcs declared, and whether each is for retransmissions
   */
  record Section(
      boolean video,
      String mid,
      boolean taken,
      boolean sends,
      boolean receives,
      Set<Integer> payloadTypes,
      List<String> layers,
      Map<Integer, Boolean> ssrcs) {
    Section {
      payloadTypes = Set.copyOf(payloadTypes);
      layers = List.copyOf(layers);
      ssrcs = Map.copyOf(ssrcs);
    }
  }
}
