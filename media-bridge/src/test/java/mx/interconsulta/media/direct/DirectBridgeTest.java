package mx.interconsulta.media.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.media.BridgeCensus;
import mx.interconsulta.media.MediaEndReason;
import mx.interconsulta.media.MediaParticipant;
import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.MediaRoom;
import mx.interconsulta.media.RecordedRoom;
import mx.interconsulta.media.message.MediaMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only the direct bridge does: two pages describe themselves to each other. */
class DirectBridgeTest {
  private static final String SDP = DirectBridgeContractTest.SDP;
  private static final MediaMessage.Publish FACE =
      new MediaMessage.Publish("", "face", "face", "both", 10, "motion");
  private static final MediaMessage.IceServer TURN =
      new MediaMessage.IceServer(List.of("turn:turn.example.org"), "user", "word");

  private Vertx vertx;
  private DirectBridge bridge;
  private RecordedRoom heard;
  private MediaRoom room;
  private Context owner;

  @BeforeEach
  void openARoom() throws Exception {
    vertx = Vertx.vertx();
    bridge = new DirectBridge(vertx, List.of(TURN));
    owner = vertx.getOrCreateContext();
    heard = new RecordedRoom(owner, (participant, message) -> {});
    room = done(bridge.open("room", owner, heard));
  }

  @AfterEach
  void leaveNothing() throws Exception {
    done(bridge.close());
    assertEquals(BridgeCensus.EMPTY, bridge.census());
    assertEquals(List.of(), heard.strayCalls());
    done(vertx.close());
  }

  @Test
  void theFirstInTheRoomIsAskedForTheOfferAndTheOtherGetsIt() throws Exception {
    meet();
    room.receive("luis", FACE);

    assertEquals(new MediaMessage.Negotiate("main", 1, false), asked("ana", 1));
    room.receive("ana", offer("main", 1));
    assertEquals(SDP, heard.await("luis", MediaMessage.Offer.class).sdp());
    room.receive("luis", new MediaMessage.Answer("main", 1, SDP));
    assertEquals(1, heard.await("ana", MediaMessage.Answer.class).epoch());
    assertEquals(List.of(), heard.heard("luis", MediaMessage.Negotiate.class));
  }

  @Test
  void iceServersAreToldRightAfterTheCapabilities() throws Exception {
    done(room.join(new MediaParticipant("ana", true, 1)));

    assertEquals(List.of(TURN), ((MediaMessage.IceServers) heard.heard().get(1).what()).servers());
  }

  @Test
  void whoPublishesBeforeTheirAnswerNeedsNoSecondDescription() throws Exception {
    meet();
    room.receive("ana", FACE);
    room.receive("ana", offer("main", 1));
    room.receive("luis", FACE);
    room.receive("luis", new MediaMessage.Answer("main", 1, SDP));
    settle();

    assertEquals(1, heard.heard("ana", MediaMessage.Negotiate.class).size());
  }

  @Test
  void whoPublishesAfterTheirAnswerIsDescribedAgainAndChangesMeanwhileAreFolded() throws Exception {
    meet();
    room.receive("ana", FACE);
    room.receive("ana", offer("main", 1));
    room.receive("luis", new MediaMessage.Answer("main", 1, SDP));
    room.receive("luis", FACE);
    room.receive("ana", offer("main", 2));
    room.receive("ana", FACE);
    room.receive("ana", FACE);
    settle();
    assertEquals(2, heard.heard("ana", MediaMessage.Negotiate.class).size());

    room.receive("luis", new MediaMessage.Answer("main", 2, SDP));

    assertEquals(new MediaMessage.Negotiate("main", 3, false), asked("ana", 3));
  }

  @Test
  void aRestartOvertakesAnOfferThatNobodyAnswered() throws Exception {
    meet();
    room.receive("ana", FACE);
    room.receive("ana", offer("main", 1));

    room.receive("luis", new MediaMessage.Restart("main"));

    assertEquals(new MediaMessage.Negotiate("main", 2, true), asked("ana", 2));
    room.receive("luis", new MediaMessage.Answer("main", 1, SDP));
    settle();
    assertEquals(List.of(), heard.heard("ana", MediaMessage.Answer.class));
    assertEquals(List.of(), heard.heard("luis", MediaRefusal.Code.class));
  }

  @Test
  void whoComesAnewMeetsTheOtherOnANewTransport() throws Exception {
    meet();
    room.receive("ana", FACE);
    room.receive("luis", FACE);
    room.receive("ana", offer("main", 1));

    done(room.join(new MediaParticipant("ana", true, 1)));
    room.receive("ana", new MediaMessage.Restart("main"));
    room.receive("luis", new MediaMessage.Answer("main", 1, SDP));

    assertEquals("replaced", heard.await("luis", MediaMessage.Gone.class).reason());
    assertEquals(new MediaMessage.Negotiate("main-2", 1, false), asked("luis", 1));
    settle();
    assertEquals(List.of(), heard.heard("luis", MediaRefusal.Code.class));
    assertEquals(List.of(), heard.heard("ana", MediaRefusal.Code.class));
    assertEquals(2, bridge.census().transports());
  }

  @Test
  void candidatesGoToTheOtherSideInTheirEpochOnly() throws Exception {
    meet();
    room.receive("ana", FACE);
    room.receive("ana", new MediaMessage.Candidate("main", 1, "candidate:1", "0"));
    room.receive("ana", new MediaMessage.Candidate("main", 2, "candidate:2", "0"));

    assertEquals("candidate:1", heard.await("luis", MediaMessage.Candidate.class).candidate());
    heard.await("ana", MediaRefusal.Code.class, MediaRefusal.Code.UNEXPECTED::equals);
    assertEquals(1, heard.heard("luis", MediaMessage.Candidate.class).size());
  }

  @Test
  void aDescriptionWithADataChannelOrWithoutFingerprintIsRefused() throws Exception {
    meet();
    room.receive("ana", FACE);

    room.receive("ana", offer("main", 1, SDP + "m=application 9 UDP/DTLS/SCTP x\n"));
    room.receive("ana", offer("main", 1, SDP.replace("a=fingerprint", "a=finger")));
    settle();

    assertEquals(
        List.of(MediaRefusal.Code.BAD_DESCRIPTION, MediaRefusal.Code.BAD_DESCRIPTION),
        heard.heard("ana", MediaRefusal.Code.class));
    room.receive("ana", offer("main", 1));
    heard.await("luis", MediaMessage.Offer.class);
  }

  @Test
  void anOfferFromTheSideThatWasNotAskedIsRefused() throws Exception {
    meet();
    room.receive("ana", FACE);

    room.receive("luis", offer("main", 1));

    heard.await("luis", MediaRefusal.Code.class, MediaRefusal.Code.UNEXPECTED::equals);
    assertEquals(List.of(), heard.heard("ana", MediaMessage.Offer.class));
  }

  @Test
  void theMuteThatStandsIsToldToWhoComesLater() throws Exception {
    done(room.join(new MediaParticipant("ana", true, 1)));
    room.receive("ana", FACE);
    room.receive("ana", new MediaMessage.Mute("", "face", false, true));
    done(room.join(new MediaParticipant("luis", true, 1)));

    assertEquals(
        new MediaMessage.Mute("ana", "face", false, true),
        heard.await("luis", MediaMessage.Mute.class));
  }

  @Test
  void aPageThatMeasuresAPathIsConnectedAndWithoutOneInterrupted() throws Exception {
    meet();
    for (String path : List.of("none", "udp", "udp", "none", "turn")) {
      room.receive("ana", new MediaMessage.Stats(path, 10, 0, 0, 20, 0));
    }
    settle();

    assertEquals(
        List.of("connected", "interrupted", "connected"), heard.heard("ana", String.class));
  }

  @Test
  void drainingWaitsForTheLastRoomAndLeavesNoTimer() throws Exception {
    meet();
    Future<Void> drained = bridge.drain(Duration.ofMinutes(5));
    assertEquals(1, bridge.census().timers());

    done(room.close(MediaEndReason.ROOM_CLOSED));
    done(drained);

    assertEquals(BridgeCensus.EMPTY, bridge.census());
  }

  private void meet() throws Exception {
    done(room.join(new MediaParticipant("ana", true, 1)));
    done(room.join(new MediaParticipant("luis", true, 1)));
  }

  private static MediaMessage.Offer offer(String transport, long epoch) {
    return offer(transport, epoch, SDP);
  }

  private static MediaMessage.Offer offer(String transport, long epoch, String sdp) {
    return new MediaMessage.Offer(transport, epoch, sdp, Map.of("0", "face", "1", "face"));
  }

  private MediaMessage.Negotiate asked(String participant, long epoch) {
    return heard.await(participant, MediaMessage.Negotiate.class, any -> any.epoch() == epoch);
  }

  /** Waits until everything posted to the owner so far has run. */
  private void settle() throws Exception {
    done(Future.<Void>future(promise -> owner.runOnContext(ran -> promise.complete())));
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
