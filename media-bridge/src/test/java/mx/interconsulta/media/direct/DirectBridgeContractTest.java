package mx.interconsulta.media.direct;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import mx.interconsulta.media.MediaBridge;
import mx.interconsulta.media.MediaBridgeContract;
import mx.interconsulta.media.message.MediaMessage;

/** The direct bridge does what every bridge must. */
class DirectBridgeContractTest extends MediaBridgeContract {
  static final String SDP =
      """
      v=0
      o=- 1 2 IN IP4 127.0.0.1
      s=-
      t=0 0
      a=fingerprint:sha-256 00:11:22
      m=audio 9 UDP/TLS/RTP/SAVPF 111
      a=mid:0
      a=sendrecv
      m=video 9 UDP/TLS/RTP/SAVPF 96
      a=mid:1
      a=sendrecv
      """;

  @Override
  protected MediaBridge bridge(Vertx vertx) {
    return new DirectBridge(vertx, List.of());
  }

  @Override
  protected List<MediaMessage> reply(String participant, MediaMessage message) {
    if (message instanceof MediaMessage.Negotiate asked) {
      return List.of(
          new MediaMessage.Offer(
              asked.transport(), asked.epoch(), SDP, Map.of("0", "face", "1", "face")));
    }
    if (message instanceof MediaMessage.Offer offer) {
      return List.of(new MediaMessage.Answer(offer.transport(), offer.epoch(), SDP));
    }
    return List.of();
  }
}
