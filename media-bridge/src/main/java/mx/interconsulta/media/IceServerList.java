package mx.interconsulta.media;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mx.interconsulta.media.message.MediaMessage;

/**
 * The STUN and TURN servers that pages are told. With a secret shared with the TURN server each
 * participant gets credentials of its own that expire (draft-uberti-behave-turn-rest-00 §2.2, as
 * coturn's {@code use-auth-secret}); else all get the same user and password.
 */
public final class IceServerList implements Function<String, List<MediaMessage.IceServer>> {
  /** How long credentials made from a secret are good: a long consultation. */
  public static final Duration VALIDITY = Duration.ofHours(12);

  private final List<String> urls;
  private final String user;
  private final String password;
  private final String secret;
  private final Clock clock;

  /**
   * A list.
   *
   * @param urls {@code stun:}, {@code turn:} and {@code turns:} URLs; may be empty
   * @param user of the TURN servers, with its {@code password}; empty for none
   * @param secret shared with the TURN servers; empty for none
   */
  public IceServerList(
      List<String> urls, String user, String password, String secret, Clock clock) {
    this.urls = List.copyOf(urls);
    this.user = user;
    this.password = password;
    this.secret = secret;
    this.clock = clock;
  }

  /** The servers a participant is told. */
  @Override
  public List<MediaMessage.IceServer> apply(String participant) {
    List<String> stun = urls.stream().filter(url -> url.startsWith("stun")).toList();
    List<String> turn = urls.stream().filter(url -> !url.startsWith("stun")).toList();
    List<MediaMessage.IceServer> servers = new ArrayList<>();
    if (!stun.isEmpty()) {
      servers.add(new MediaMessage.IceServer(stun, "", ""));
    }
    if (!turn.isEmpty() && secret.isEmpty()) {
      servers.add(new MediaMessage.IceServer(turn, user, password));
    } else if (!turn.isEmpty()) {
      String name = clock.instant().plus(VALIDITY).getEpochSecond() + ":" + participant;
      servers.add(new MediaMessage.IceServer(turn, name, sign(name)));
    }
    return servers;
  }

  private String sign(String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException never) {
      throw new IllegalStateException(never);
    }
  }
}
