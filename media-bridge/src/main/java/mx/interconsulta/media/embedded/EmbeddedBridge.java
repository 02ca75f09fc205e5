package mx.interconsulta.media.embedded;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import mx.interconsulta.media.BridgeCapabilities;
import mx.interconsulta.media.BridgeCensus;
import mx.interconsulta.media.BridgeRooms;
import mx.interconsulta.media.MediaBridge;
import mx.interconsulta.media.MediaListener;
import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.MediaRoom;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.outbound.Downlink;
import mx.interconsulta.media.transport.Candidate;
import mx.interconsulta.media.transport.MediaPort;

/**
 * The selective forwarding unit inside this process: up to 8 people who send and 100 who listen in
 * a room, without a media server to install. Packets are decrypted once and encrypted for each who
 * is sent them; no picture and no sound is decoded.
 *
 * <p>Threading: one media loop owns everything (sockets, participants, timers); rooms post to it,
 * and what it has to say is posted to each room's owner.
 */
public final class EmbeddedBridge implements MediaBridge {
  private static final int MOST_SENDERS = 8;
  private static final int MOST_LISTENERS = 100;
  private static final int MOST_SOURCES = 4;

  private final MediaPort port;
  private final Options options;
  private final BridgeCapabilities capabilities;
  private final BridgeMeters meters;
  private final OfferWriter offers;
  private final Random random = new SecureRandom();
  private final Downlink.Workbench workbench = new Downlink.Workbench(random);
  private final BridgeRooms<EmbeddedRoom> rooms = new BridgeRooms<>();

  /**
   * What an operator may choose.
   *
   * @param iceServers STUN and TURN servers that a participant is told
   * @param preferH264 whether H.264 is used where every member of a room decodes it
   */
  public record Options(
      Function<String, List<MediaMessage.IceServer>> iceServers, boolean preferH264) {
    /** No servers, VP8. */
    public static final Options DEFAULTS = new Options(participant -> List.of(), false);
  }

  /** A bridge on a port that is bound; the port is closed with the bridge. */
  public EmbeddedBridge(MediaPort port, Options options, MeterRegistry registry) {
    this.port = port;
    this.options = options;
    this.capabilities =
        new BridgeCapabilities(
            "embedded",
            MOST_SENDERS,
            MOST_LISTENERS,
            MOST_SOURCES,
            BridgeCapabilities.Offerer.BRIDGE,
            true,
            false,
            options.preferH264() ? List.of("h264", "vp8") : List.of("vp8"));
    this.offers = new OfferWriter(port.fingerprint(), port.candidates());
    this.meters = new BridgeMeters(registry, this);
  }

  @Override
  public BridgeCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public Future<MediaRoom> open(String roomId, Context owner, MediaListener listener) {
    return rooms.open(new EmbeddedRoom(roomId, owner, listener, this));
  }

  /** The media loop answers. */
  @Override
  public Future<Void> check() {
    if (rooms.stage() != BridgeRooms.Stage.OPEN) {
      return Future.failedFuture(new MediaRefusal(MediaRefusal.Code.DRAINING));
    }
    Promise<Void> answered = Promise.promise();
    port.loop().post(answered::complete);
    return answered.future();
  }

  @Override
  public BridgeCensus census() {
    return rooms.census();
  }

  @Override
  public Future<Void> drain(Duration patience) {
    return rooms.drain(patience, (millis, action) -> port.loop().after(millis, action)::cancel);
  }

  @Override
  public Future<Void> close() {
    return rooms
        .close()
        .eventually(
            () -> {
              meters.close();
              return port.close();
            });
  }

  /** Every room as it is at this moment, for an operator: paths, layers, estimates, losses. */
  public Future<io.vertx.core.json.JsonObject> look() {
    return RoomSnapshots.take(port.loop(), List.copyOf(rooms.all()), port.census());
  }

  /** Whether every address it has is a loopback one, by which only this machine reaches itself. */
  public boolean onLoopback() {
    return port.candidates().stream().allMatch(Candidate::onLoopback);
  }

  MediaPort port() {
    return port;
  }

  OfferWriter offers() {
    return offers;
  }

  Downlink.Workbench workbench() {
    return workbench;
  }

  Random random() {
    return random;
  }

  BridgeMeters meters() {
    return meters;
  }

  boolean preferH264() {
    return options.preferH264();
  }

  List<MediaMessage.IceServer> iceServers(String participant) {
    return options.iceServers().apply(participant);
  }

  BridgeRooms.Tally tally() {
    return rooms.tally();
  }

  void forget(EmbeddedRoom room) {
    rooms.forget(room);
  }
}
