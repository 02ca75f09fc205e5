package mx.interconsulta.signaling.room;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.platform.time.Timers;

/**
 * Makes and takes passes. A pass is its own content with an HMAC made by the key that all servers
 * of one database share, so that any server can issue it, and names the server that has the room.
 * It holds for 60 s and once: which were used is remembered there, because a room, and so its
 * passes, belongs to one process.
 *
 * <p>Thread-safe.
 */
public final class RoomPasses {
  /** How long a pass holds. */
  public static final Duration LIFE = Duration.ofSeconds(60);

  private static final String PURPOSE = "signaling.room-pass";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final FieldSealing sealing;
  private final Timers timers;
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  public RoomPasses(FieldSealing sealing, Timers timers) {
    this.sealing = sealing;
    this.timers = timers;
  }

  /** A new pass for a device of a person. */
  public RoomPass issue(
      RoomRecord room, String person, String session, String device, String role) {
    return new RoomPass(
        UUID.randomUUID().toString(),
        room.room(),
        room.server(),
        participant(room.room(), person, device),
        person,
        session,
        device,
        role,
        now().plus(LIFE));
  }

  /** The pass as the page carries it. */
  public String write(RoomPass pass) {
    String content =
        new JsonObject()
            .put("n", pass.nonce())
            .put("r", pass.room())
            .put("h", pass.server())
            .put("p", pass.participant())
            .put("u", pass.person())
            .put("s", pass.session())
            .put("d", pass.device())
            .put("k", pass.role())
            .put("x", pass.expiresAt().toEpochMilli())
            .encode();
    String encoded = ENCODER.encodeToString(content.getBytes(StandardCharsets.UTF_8));
    return encoded + "." + sealing.token(PURPOSE, encoded);
  }

  /** A pass that holds for this room, person and sign-in; it is not used up by being looked at. */
  public Optional<RoomPass> look(String text, String room, String person, String session) {
    return read(text)
        .filter(pass -> pass.room().equals(room))
        .filter(pass -> pass.person().equals(person) && pass.session().equals(session))
        .filter(pass -> pass.expiresAt().isAfter(now()));
  }

  /** Uses a pass up; empty when it does not hold for this room, person and sign-in. */
  public Optional<RoomPass> redeem(String text, String room, String person, String session) {
    return look(text, room, person, session).filter(this::firstUse);
  }

  private Optional<RoomPass> read(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String encoded = text.substring(0, dot);
    if (!isSigned(encoded, text.substring(dot + 1))) {
      return Optional.empty();
    }
    try {
      JsonObject content =
          new JsonObject(
              new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
      return Optional.of(
          new RoomPass(
              content.getString("n"),
              content.getString("r"),
              content.getString("h"),
              content.getString("p"),
              content.getString("u"),
              content.getString("s"),
              content.getString("d"),
              content.getString("k"),
              Instant.ofEpochMilli(content.getLong("x"))));
    } catch (IllegalArgumentException | DecodeException notOurs) {
      return Optional.empty();
    }
  }

  private boolean firstUse(RoomPass pass) {
    Instant now = now();
    for (Iterator<Instant> expiries = used.values().iterator(); expiries.hasNext(); ) {
      if (expiries.next().isBefore(now)) {
        expiries.remove();
      }
    }
    return used.putIfAbsent(pass.nonce(), pass.expiresAt()) == null;
  }

  /** Also under an older key: another server may not know the newest yet. */
  private boolean isSigned(String encoded, String signature) {
    byte[] claimed = signature.getBytes(StandardCharsets.US_ASCII);
    return sealing.searchTokens(PURPOSE, encoded).stream()
        .anyMatch(
            token -> MessageDigest.isEqual(claimed, token.getBytes(StandardCharsets.US_ASCII)));
  }

  private String participant(String room, String person, String device) {
    String identity = room + "/" + person + "/" + device;
    return "p-" + UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
  }

  private Instant now() {
    return timers.clock().instant();
  }
}
