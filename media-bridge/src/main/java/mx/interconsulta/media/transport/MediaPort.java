package mx.interconsulta.media.transport;

import io.vertx.core.Future;
import java.util.List;

/**
 * One UDP port and one TCP port that all participants of the rooms pinned to one loop share; a
 * participant is told from another by the ICE user name fragment issued to it.
 *
 * <p>Threading: {@link #register} is called on {@link #loop()}; everything else from anywhere.
 */
public interface MediaPort {

  /** The loop that owns this port, its peers and their listeners. */
  MediaLoop loop();

  /** What an offer lists: the same for every participant, best first. */
  List<Candidate> candidates();

  /** Of the certificate this process shows to every participant; for {@code a=fingerprint}. */
  Fingerprint fingerprint();

  /**
   * Makes room for one participant and issues its ICE credentials. Throws {@link TransportRefusal}
   * when the port is full or closed.
   *
   * @param listener hears about this participant, on the loop, until {@code onClosed}
   */
  PeerTransport register(PeerTransportListener listener);

  /** What the port holds now; all zero when nobody is there. */
  PortCensus census();

  /** Ends every peer with {@link TransportEnd#PORT_CLOSED} and gives the ports back. */
  Future<Void> close();
}
