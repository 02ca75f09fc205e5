package mx.interconsulta.media.embedded;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.media.BridgeCensus;
import mx.interconsulta.media.MediaEndReason;
import mx.interconsulta.media.MediaParticipant;
import mx.interconsulta.media.MediaRoom;
import mx.interconsulta.media.RecordedRoom;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.transport.FakePeer;
import mx.interconsulta.media.transport.FakePort;

/**
 * A room of the embedded bridge without a network, whose clock a test advances: pages answer every
 * offer, peers are fakes into which a test puts packets and from which it takes what was sent.
 */
final class House implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Context owner = vertx.getOrCreateContext();
  private final FakePort port = new FakePort();
  private final EmbeddedBridge bridge;
  private final Map<String, AnsweringPage> pages = new HashMap<>();
  private final Map<String, FakePeer> peers = new HashMap<>();
  private final Map<String, MediaMessage.Offer> offers = new HashMap<>();
  private final RecordedRoom recorded;
  private final MediaRoom room;

  House() {
    this(EmbeddedBridge.Options.DEFAULTS);
  }

  House(EmbeddedBridge.Options options) {
    bridge = new EmbeddedBridge(port, options, new SimpleMeterRegistry());
    recorded = new RecordedRoom(owner, this::page);
    room = done(bridge.open("room", owner, recorded));
  }

  private void page(String participant, MediaMessage message) {
    if (message instanceof MediaMessage.Offer offer) {
      offers.put(participant, offer);
      AnsweringPage page = pages.get(participant);
      if (page != null) {
        room.receive(
            participant,
            new MediaMessage.Answer(offer.transport(), offer.epoch(), page.answer(offer.sdp())));
      }
    }
  }

  /** Lets somebody in, whose page answers; not yet secured. */
  FakePeer join(String id, AnsweringPage page, boolean sends) {
    if (page != null) {
      pages.put(id, page);
    }
    room.join(new MediaParticipant(id, sends, sends ? 4 : 0));
    port.loop().run();
    FakePeer peer = port.peers().get(port.peers().size() - 1);
    peers.put(id, peer);
    settle();
    return peer;
  }

  /** Lets a sender in with an open path, publishing a face. */
  FakePeer sender(String id, AnsweringPage page) {
    FakePeer peer = join(id, page, true);
    say(id, new MediaMessage.Publish("", "face", "face", "both", 10, "motion"));
    peer.secure();
    settle();
    return peer;
  }

  FakePeer listener(String id, AnsweringPage page) {
    FakePeer peer = join(id, page, false);
    peer.secure();
    settle();
    return peer;
  }

  void say(String id, MediaMessage message) {
    room.receive(id, message);
    settle();
  }

  void leave(String id) {
    room.leave(id, MediaEndReason.LEFT);
    settle();
  }

  /** Keeps nothing of one who has gone, so that what a test of thousands keeps is the bridge's. */
  void forget(String id) {
    pages.remove(id);
    peers.remove(id);
    offers.remove(id);
    recorded.forget();
  }

  /** Runs everything that was posted, also what pages answer to it. */
  void settle() {
    for (int i = 0; i < 6; i++) {
      port.loop().run();
      done(Future.future(promise -> owner.runOnContext(turn -> promise.complete())));
    }
    port.loop().run();
  }

  void advance(long millis) {
    port.loop().advance(millis);
    settle();
  }

  FakePort port() {
    return port;
  }

  FakePeer peer(String id) {
    return peers.get(id);
  }

  EmbeddedBridge bridge() {
    return bridge;
  }

  BridgeCensus census() {
    return bridge.census();
  }

  RecordedRoom recorded() {
    return recorded;
  }

  MediaMessage.Offer offer(String id) {
    return offers.get(id);
  }

  /** The mid of a participant's line up of a kind. */
  String upMid(String id, boolean video) {
    return mid(id, "face", video);
  }

  /** The mid of the line that carries a source, by what the page was told. */
  String mid(String id, String name, boolean video) {
    MediaMessage.Offer offer = offers.get(id);
    for (String section : sections(offer.sdp())) {
      String mid = after(section, "a=mid:");
      if (section.startsWith(video ? "video" : "audio") && name.equals(offer.mids().get(mid))) {
        return mid;
      }
    }
    throw new AssertionError("no line carries " + name + ": " + offer.mids());
  }

  /** SSRC of the slot that carries a source; the second one is for retransmissions. */
  List<Integer> slotSsrcs(String id, String name, boolean video) {
    String mid = mid(id, name, video);
    for (String section : sections(offers.get(id).sdp())) {
      if (after(section, "a=mid:").equals(mid)) {
        List<Integer> ssrcs = new ArrayList<>();
        for (String line : section.lines().toList()) {
          if (line.startsWith("a=ssrc:")) {
            ssrcs.add(Integer.parseUnsignedInt(line.substring(7, line.indexOf(' '))));
          }
        }
        return ssrcs;
      }
    }
    throw new AssertionError("no line " + mid);
  }

  private static List<String> sections(String sdp) {
    String[] parts = sdp.split("\r\nm=", -1);
    return List.of(parts).subList(1, parts.length);
  }

  private static String after(String section, String name) {
    int at = section.indexOf(name) + name.length();
    return section.substring(at, section.indexOf("\r\n", at));
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  @Override
  public void close() {
    Future<Void> closed = bridge.close();
    settle();
    done(closed);
    done(vertx.close());
  }
}
