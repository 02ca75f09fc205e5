package mx.interconsulta.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import mx.interconsulta.media.message.MediaMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every bridge must do, whatever moves its media: signalling, life, threading, and nothing
 * left behind. That media really flows is proved in browsers, not here.
 */
public abstract class MediaBridgeContract {
  private static final MediaParticipant ANA = new MediaParticipant("ana", true, 1);
  private static final MediaParticipant LUIS = new MediaParticipant("luis", true, 1);
  private static final MediaMessage.Publish FACE =
      new MediaMessage.Publish("", "face", "face", "both", 10, "motion");

  private Vertx vertx;
  private MediaBridge bridge;
  private Context owner;
  private RecordedRoom recorded;
  private final AtomicReference<MediaRoom> opened = new AtomicReference<>();

  /** The bridge under test. */
  protected abstract MediaBridge bridge(Vertx vertx);

  /**
   * What a well-behaved page answers to a message, in order; empty for nothing. It must answer
   * {@code offer} with {@code answer} and {@code negotiate} with {@code offer}, with descriptions
   * that the bridge accepts.
   */
  protected abstract List<MediaMessage> reply(String participant, MediaMessage message);

  @BeforeEach
  void openARoom() throws Exception {
    vertx = Vertx.vertx();
    bridge = bridge(vertx);
    owner = vertx.getOrCreateContext();
    recorded =
        new RecordedRoom(
            owner,
            (participant, message) ->
                reply(participant, message)
                    .forEach(answer -> opened.get().receive(participant, answer)));
    opened.set(done(bridge.open("room", owner, recorded)));
  }

  @AfterEach
  void leaveNothingBehind() throws Exception {
    done(bridge.close());
    assertEquals(BridgeCensus.EMPTY, bridge.census(), "the closed bridge still holds something");
    assertEquals(List.of(), recorded.strayCalls(), "the listener was called on another context");
    done(vertx.close());
  }

  @Test
  void theFirstMessageToAParticipantStatesTheCapabilities() throws Exception {
    done(room().join(ANA));

    recorded.await("ana", MediaMessage.Capabilities.class);

    MediaMessage first = recorded.heard("ana", MediaMessage.class).get(0);
    assertInstanceOf(MediaMessage.Capabilities.class, first);
    MediaMessage.Capabilities stated = (MediaMessage.Capabilities) first;
    assertEquals(bridge.capabilities().bridge(), stated.bridge());
    assertEquals(1, stated.maxSources());
  }

  @Test
  void aPublishedSourceIsToldToTheOtherWithItsOwner() throws Exception {
    bothJoin();

    room().receive("ana", FACE);

    MediaMessage.Publish told = recorded.await("luis", MediaMessage.Publish.class);
    assertEquals("ana", told.participant());
    assertEquals("face", told.source());
  }

  @Test
  void aParticipantWhoComesLaterIsToldWhatIsAlreadyPublished() throws Exception {
    done(room().join(ANA));
    room().receive("ana", FACE);

    done(room().join(LUIS));

    assertEquals("ana", recorded.await("luis", MediaMessage.Publish.class).participant());
  }

  @Test
  void everyOfferIsOfANewerEpochThanTheOneBefore() throws Exception {
    bothJoin();
    room().receive("ana", FACE);
    room().receive("luis", FACE);
    recorded.await("ana", MediaMessage.Publish.class);
    recorded.await("luis", MediaMessage.Publish.class);
    someDescription();

    for (String participant : List.of("ana", "luis")) {
      Map<String, Long> newest = new HashMap<>();
      for (MediaMessage.Offer offer : recorded.heard(participant, MediaMessage.Offer.class)) {
        Long before = newest.put(offer.transport(), offer.epoch());
        assertTrue(before == null || before < offer.epoch(), "epochs must grow: " + offer);
      }
    }
  }

  @Test
  void anAnswerOfAnOlderEpochIsDroppedWithoutAWord() throws Exception {
    bothJoin();
    room().receive("ana", FACE);
    room().receive("luis", FACE);
    someDescription();

    room().receive("luis", new MediaMessage.Answer("main", 0, "v=0\r\n"));
    room().receive("luis", new MediaMessage.Candidate("main", 0, "", "0"));
    settle();

    assertEquals(List.of(), recorded.heard("luis", MediaRefusal.Code.class));
    assertEquals(List.of(), recorded.heard("luis", MediaEndReason.class));
  }

  @Test
  void aMutedSourceIsToldToTheOther() throws Exception {
    bothJoin();
    room().receive("ana", FACE);

    room().receive("ana", new MediaMessage.Mute("", "face", true, false));

    MediaMessage.Mute told = recorded.await("luis", MediaMessage.Mute.class);
    assertEquals("ana", told.participant());
    assertTrue(told.audio());
    assertFalse(told.video());
  }

  @Test
  void aSourceThatIsNoLongerPublishedIsToldToTheOther() throws Exception {
    bothJoin();
    room().receive("ana", FACE);

    room().receive("ana", new MediaMessage.Gone("", "face", "unpublished"));

    MediaMessage.Gone told = recorded.await("luis", MediaMessage.Gone.class);
    assertEquals("ana", told.participant());
    assertEquals("unpublished", told.reason());
    assertEquals(0, bridge.census().sources());
  }

  @Test
  void moreSourcesThanAllowedAreRefusedAndTheFirstStays() throws Exception {
    bothJoin();
    room().receive("ana", FACE);

    room().receive("ana", new MediaMessage.Publish("", "x", "screen", "video", 5, "detail"));

    recorded.await("ana", MediaRefusal.Code.class, MediaRefusal.Code.TOO_MANY_SOURCES::equals);
    assertEquals(1, bridge.census().sources());
  }

  @Test
  void aMuteOfASourceNobodyPublishedIsRefused() throws Exception {
    done(room().join(ANA));

    room().receive("ana", new MediaMessage.Mute("", "nothing", true, true));

    recorded.await("ana", MediaRefusal.Code.class, MediaRefusal.Code.UNKNOWN_SOURCE::equals);
  }

  @Test
  void aMessageOnlyBridgesSendIsRefusedFromAPage() throws Exception {
    done(room().join(ANA));

    room().receive("ana", new MediaMessage.Recording(true, ""));

    recorded.await("ana", MediaRefusal.Code.class, MediaRefusal.Code.UNEXPECTED::equals);
  }

  @Test
  void aMessageOfSomebodyWhoIsNotThereIsRefused() throws Exception {
    room().receive("nobody", FACE);

    recorded.await("nobody", MediaRefusal.Code.class, MediaRefusal.Code.NOT_IN_ROOM::equals);
  }

  @Test
  void aListenerPublishesNothing() throws Exception {
    assumeTrue(bridge.capabilities().maxListeners() > 0, "the bridge has no listeners");
    done(room().join(new MediaParticipant("eva", false, 0)));

    room().receive("eva", FACE);

    recorded.await("eva", MediaRefusal.Code.class, MediaRefusal.Code.MAY_NOT_SEND::equals);
  }

  @Test
  void aListenerIsTurnedAwayWhereThereAreNone() throws Exception {
    assumeTrue(bridge.capabilities().maxListeners() == 0, "the bridge has listeners");

    assertRefused(
        MediaRefusal.Code.NOT_CAPABLE, room().join(new MediaParticipant("eva", false, 0)));
  }

  @Test
  void oneSenderMoreThanTheRoomHoldsIsTurnedAway() throws Exception {
    for (int i = 0; i < bridge.capabilities().maxSenders(); i++) {
      done(room().join(new MediaParticipant("p" + i, true, 1)));
    }

    assertRefused(MediaRefusal.Code.ROOM_FULL, room().join(new MediaParticipant("late", true, 1)));
  }

  @Test
  void oneListenerMoreThanTheRoomHoldsIsTurnedAwayAndSendersStillComeIn() throws Exception {
    assumeTrue(bridge.capabilities().maxListeners() > 0, "the bridge has no listeners");
    for (int i = 0; i < bridge.capabilities().maxListeners(); i++) {
      done(room().join(new MediaParticipant("listener" + i, false, 0)));
    }

    assertRefused(MediaRefusal.Code.ROOM_FULL, room().join(new MediaParticipant("late", false, 0)));
    done(room().join(new MediaParticipant("ana", true, 1)));
    done(room().leave("listener0", MediaEndReason.LEFT));
    done(room().join(new MediaParticipant("late", false, 0)));
  }

  @Test
  void leavingIsSaidOnceAndTakesTheSourcesAway() throws Exception {
    bothJoin();
    room().receive("ana", FACE);
    recorded.await("luis", MediaMessage.Publish.class);

    done(room().leave("ana", MediaEndReason.LEFT));
    done(room().leave("ana", MediaEndReason.LEFT));

    assertEquals(List.of(MediaEndReason.LEFT), recorded.heard("ana", MediaEndReason.class));
    assertEquals("left", recorded.await("luis", MediaMessage.Gone.class).reason());
    assertEquals(1, bridge.census().participants());
    assertEquals(0, bridge.census().sources());
  }

  @Test
  void theLastOneLeavingFreesEverythingButTheRoom() throws Exception {
    bothJoin();
    done(room().leave("ana", MediaEndReason.LEFT));
    done(room().leave("luis", MediaEndReason.LEFT));

    assertEquals(new BridgeCensus(1, 0, 0, 0, 0), bridge.census());
  }

  @Test
  void joiningAgainReplacesTheOldDeviceAndStartsAnew() throws Exception {
    bothJoin();
    room().receive("ana", FACE);

    done(room().join(ANA));

    assertEquals(List.of(MediaEndReason.REPLACED), recorded.heard("ana", MediaEndReason.class));
    recorded.await(
        "ana",
        MediaMessage.Capabilities.class,
        any -> recorded.heard("ana", MediaMessage.Capabilities.class).size() == 2);
    assertEquals(2, bridge.census().participants());
  }

  @Test
  void aClosedRoomTellsEverybodyWhyAndHoldsNothing() throws Exception {
    bothJoin();
    room().receive("ana", FACE);

    done(room().close(MediaEndReason.ROOM_CLOSED));
    int heardAtClose = recorded.heard().size();
    room().receive("ana", FACE);
    settle();

    assertEquals(List.of(MediaEndReason.ROOM_CLOSED), recorded.heard("ana", MediaEndReason.class));
    assertEquals(List.of(MediaEndReason.ROOM_CLOSED), recorded.heard("luis", MediaEndReason.class));
    assertEquals(BridgeCensus.EMPTY, bridge.census());
    assertEquals(heardAtClose, recorded.heard().size(), "a closed room is silent");
    assertRefused(MediaRefusal.Code.ROOM_CLOSED, room().join(ANA));
  }

  @Test
  void twoRoomsOfOneNameAreRefused() throws Exception {
    assertRefused(MediaRefusal.Code.ROOM_EXISTS, bridge.open("room", owner, recorded));
  }

  @Test
  void aDrainingBridgeOpensNoRoomsAndEndsThoseLeftWhenPatienceEnds() throws Exception {
    done(room().join(ANA));

    done(bridge.check());

    done(bridge.drain(Duration.ZERO));

    assertTrue(bridge.check().failed(), "a bridge that drains opens no room");

    assertEquals(List.of(MediaEndReason.DRAINED), recorded.heard("ana", MediaEndReason.class));
    assertRefused(MediaRefusal.Code.DRAINING, bridge.open("next", owner, recorded));
    assertEquals(BridgeCensus.EMPTY, bridge.census());
  }

  @Test
  void aStoppedBridgeTellsEverybody() throws Exception {
    bothJoin();

    done(bridge.close());

    assertEquals(
        List.of(MediaEndReason.BRIDGE_STOPPED), recorded.heard("ana", MediaEndReason.class));
  }

  @Test
  void sixteenThreadsJoiningLeavingAndTalkingLeaveNothingAndEndOncePerJoin() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Future<Void>> joins = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int seed : IntStream.range(0, 16).toArray()) {
      Thread thread =
          new Thread(
              () -> {
                Random random = new Random(seed);
                String id = random.nextBoolean() ? "ana" : "luis";
                for (int i = 0; i < 200; i++) {
                  switch (random.nextInt(4)) {
                    case 0 -> joins.add(room().join(new MediaParticipant(id, true, 1)));
                    case 1 -> room().leave(id, MediaEndReason.LEFT);
                    case 2 -> room().receive(id, FACE);
                    default -> room().receive(id, new MediaMessage.Restart("main"));
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Future.join(List.copyOf(joins))
        .otherwiseEmpty()
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
    done(room().close(MediaEndReason.ROOM_CLOSED));

    long joined = joins.stream().filter(Future::succeeded).count();
    long ends =
        recorded.heard().stream().filter(entry -> entry.what() instanceof MediaEndReason).count();
    assertTrue(joined > 0, "nobody ever joined");
    assertEquals(joined, ends, "every join that succeeded ends exactly once");
    assertEquals(BridgeCensus.EMPTY, bridge.census());
  }

  private MediaRoom room() {
    return opened.get();
  }

  private void bothJoin() throws Exception {
    done(room().join(ANA));
    done(room().join(LUIS));
  }

  /** Waits until some page was sent a description to answer. */
  private void someDescription() throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      settle();
      boolean described =
          recorded.heard().stream().anyMatch(entry -> entry.what() instanceof MediaMessage.Offer);
      if (described) {
        return;
      }
    }
    throw new AssertionError("nobody was sent an offer: " + recorded.heard());
  }

  /** Waits until everything posted to the owner so far has run. */
  private void settle() throws Exception {
    for (int i = 0; i < 3; i++) {
      Future<Void> turn = Future.future(promise -> owner.runOnContext(ran -> promise.complete()));
      done(turn);
    }
  }

  private static void assertRefused(MediaRefusal.Code code, Future<?> future) {
    ExecutionException failure = assertThrows(ExecutionException.class, () -> done(future));
    assertInstanceOf(MediaRefusal.class, failure.getCause());
    assertEquals(code, ((MediaRefusal) failure.getCause()).code());
  }

  private static <T> T done(Future<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
