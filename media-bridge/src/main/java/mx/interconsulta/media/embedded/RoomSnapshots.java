package mx.interconsulta.media.embedded;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import mx.interconsulta.media.forward.Forwarding;
import mx.interconsulta.media.inbound.InboundStream;
import mx.interconsulta.media.outbound.OutTrack;
import mx.interconsulta.media.transport.MediaLoop;
import mx.interconsulta.media.transport.PortCensus;
import mx.interconsulta.media.transport.TransportStatistics;

/** Describes rooms for an operator: ids, rates and losses; no address, no name of a person. */
final class RoomSnapshots {
  private RoomSnapshots() {}

  static Future<JsonObject> take(MediaLoop loop, List<EmbeddedRoom> rooms, PortCensus port) {
    Promise<JsonObject> taken = Promise.promise();
    loop.post(
        () -> {
          JsonArray described = new JsonArray();
          rooms.forEach(room -> described.add(room(room)));
          taken.complete(
              new JsonObject()
                  .put("rooms", described)
                  .put(
                      "port",
                      new JsonObject()
                          .put("peers", port.peers())
                          .put("tcpConnections", port.tcpConnections())
                          .put("handshakes", port.handshakes())
                          .put("ciphers", port.ciphers())));
        });
    return taken.future();
  }

  private static JsonObject room(EmbeddedRoom room) {
    long now = room.now();
    JsonArray participants = new JsonArray();
    room.participants().forEach(each -> participants.add(participant(each, now)));
    return new JsonObject()
        .put("room", room.id())
        .put("speaking", room.clock().speaking().orElse(""))
        .put("participants", participants);
  }

  private static JsonObject participant(Participant participant, long now) {
    TransportStatistics statistics = participant.transport().statistics();
    JsonArray sends = new JsonArray();
    participant.streams().forEach(stream -> sends.add(stream(participant, stream, now)));
    JsonArray receives = new JsonArray();
    participant.feeds().values().forEach(feed -> receives.add(feed(feed)));
    return new JsonObject()
        .put("participant", participant.id())
        .put("path", participant.pathToken())
        .put("pathChanges", statistics.pathChanges())
        .put("roundTripMillis", participant.downlink().roundTripMillis())
        .put("packetsIn", statistics.packetsIn())
        .put("packetsOut", statistics.packetsOut())
        .put("unsent", statistics.unsent())
        .put("estimate", participant.downlink().estimate().bitsPerSecond())
        .put("offered", participant.downlink().estimate().offered(now))
        .put("queueMillis", participant.downlink().estimate().queueMillis())
        .put("lossDown", participant.downlink().estimate().loss())
        .put("lossUp", participant.uplink().loss())
        .put("askedAgain", participant.uplink().askedAgain())
        .put("keyFramesAsked", participant.uplink().keyFramesAsked())
        .put("sends", sends)
        .put("receives", receives);
  }

  private static JsonObject stream(Participant participant, InboundStream stream, long now) {
    String source =
        participant.publications().values().stream()
            .filter(each -> each.sound() == stream.track() || each.picture() == stream.track())
            .map(each -> each.told().source())
            .findFirst()
            .orElse("");
    return new JsonObject()
        .put("source", source)
        .put("kind", stream.track().isVideo() ? "video" : "audio")
        .put("layer", stream.layer())
        .put("height", stream.height())
        .put("live", stream.live(now))
        .put("bitsPerSecond", stream.bitsPerSecond(now))
        .put("temporalLayers", stream.temporalLayers(now) + 1)
        .put("loss", stream.reception().loss());
  }

  private static JsonObject feed(Feed feed) {
    JsonObject described =
        new JsonObject().put("source", feed.publication().key()).put("paused", feed.pausedFor());
    if (feed.sound() != null) {
      described.put("audio", track(feed.sound()));
    }
    if (feed.picture() != null) {
      Forwarding forwarding = feed.picture().forwarding();
      described.put(
          "video",
          track(feed.picture())
              .put("layer", forwarding.current() == null ? -1 : forwarding.current().layer())
              .put("targetLayer", forwarding.targetLayer())
              .put("targetTemporal", forwarding.targetTemporal())
              .put("changes", forwarding.changes()));
    }
    return described;
  }

  private static JsonObject track(OutTrack track) {
    return new JsonObject()
        .put("packets", track.packets())
        .put("repeated", track.repeated())
        .put("loss", track.loss());
  }
}
