package mx.interconsulta.media.embedded;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.List;
import mx.interconsulta.media.MediaBridge;
import mx.interconsulta.media.MediaBridgeContract;
import mx.interconsulta.media.message.MediaMessage;

/** The embedded bridge does what every bridge must. */
class EmbeddedBridgeContractTest extends MediaBridgeContract {
  @Override
  protected MediaBridge bridge(Vertx vertx) {
    return new EmbeddedBridge(
        new StillPort(vertx), EmbeddedBridge.Options.DEFAULTS, new SimpleMeterRegistry());
  }

  @Override
  protected List<MediaMessage> reply(String participant, MediaMessage message) {
    if (message instanceof MediaMessage.Offer offer) {
      return List.of(
          new MediaMessage.Answer(
              offer.transport(), offer.epoch(), AnsweringPage.CHROMIUM.answer(offer.sdp())));
    }
    return List.of();
  }
}
