package mx.interconsulta.bench.sfu;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.media.synthetic.SyntheticListener;
import mx.interconsulta.media.synthetic.SyntheticNet;
import mx.interconsulta.media.synthetic.SyntheticPeer;
import mx.interconsulta.media.transport.srtp.SrtpProfile;

/**
 * Janus and its videoroom, and pages for it: one connection to publish, and one more to hear all
 * others of the room.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what does not arrive
final class JanusSfu implements Sfu {
  private final SyntheticNet net;
  private final JanusProcess process;
  private final JanusSession session;
  private final long administration;
  private final Map<String, Integer> rooms = new LinkedHashMap<>();
  private final Map<String, List<Page>> pages = new LinkedHashMap<>();
  private int nextRoom = 1000;

  JanusSfu(Vertx vertx, SyntheticNet net, String host) throws Exception {
    this.net = net;
    this.process = JanusProcess.start(host);
    this.session = new JanusSession(vertx, host, process.port());
    this.administration = session.attach();
  }

  @Override
  public String name() {
    return "Janus";
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Member join(String room, int number, boolean sends, boolean hears, Ear ear)
      throws Exception {
    int roomNumber = room(room);
    Page page = new Page(number, sends, hears, ear);
    pages.get(room).add(page);
    if (sends) {
      page.publish(roomNumber);
    }
    return page;
  }

  /** Everybody who publishes is in: let everybody hear. */
  @Override
  public void open(String room) throws Exception {
    for (Page page : pages.get(room)) {
      if (page.hears && page.down == null) {
        page.subscribe(rooms.get(room), pages.get(room));
      }
    }
  }

  @Override
  public void leave(Member page) throws Exception {
    pages.values().forEach(room -> room.remove(page));
    ((Page) page).end();
  }

  @Override
  public void empty() throws Exception {
    for (List<Page> all : pages.values()) {
      for (Page page : all) {
        page.end();
      }
    }
    pages.clear();
    for (int number : rooms.values()) {
      session.ask(
          administration, new JsonObject().put("request", "destroy").put("room", number), null);
    }
    rooms.clear();
  }

  @Override
  public void close() {
    pages.values().forEach(all -> all.forEach(Page::die));
    session.close();
    process.close();
  }

  private int room(String name) throws Exception {
    Integer known = rooms.get(name);
    if (known != null) {
      return known;
    }
    int number = nextRoom++;
    rooms.put(name, number);
    pages.put(name, new ArrayList<>());
    session.ask(
        administration,
        new JsonObject()
            .put("request", "create")
            .put("room", number)
            .put("publishers", 100)
            .put("videocodec", "vp8")
            .put("bitrate", 0),
        null);
    return number;
  }

  /** One page: up to two connections. */
  private final class Page implements Member, SyntheticListener {
    private final int number;
    private final boolean sends;
    private final boolean hears;
    private final Ear ear;
    private final List<Long> handles = new ArrayList<>();
    private SyntheticPeer up;
    private SyntheticPeer down;
    private boolean keyFrameWanted = true;

    Page(int number, boolean sends, boolean hears, Ear ear) {
      this.number = number;
      this.sends = sends;
      this.hears = hears;
      this.ear = ear;
    }

    void publish(int room) throws Exception {
      long handle = attach();
      session.ask(
          handle,
          new JsonObject()
              .put("request", "join")
              .put("ptype", "publisher")
              .put("room", room)
              .put("id", number),
          null);
      // Its credentials are needed for the offer before those of the server are known.
      SyntheticPeer peer = SyntheticPeer.unaddressed(net, this, SrtpProfile.AEAD_AES_128_GCM);
      JsonObject answer =
          session.ask(
              handle,
              new JsonObject().put("request", "publish"),
              new JsonObject()
                  .put("type", "offer")
                  .put("sdp", SessionText.offer(peer, 0x01000000 + number)));
      connect(peer, new SessionText(answer.getJsonObject("jsep").getString("sdp")));
      up = peer;
    }

    void subscribe(int room, List<Page> all) throws Exception {
      JsonArray streams = new JsonArray();
      for (Page other : all) {
        if (other != this && other.sends) {
          streams.add(new JsonObject().put("feed", other.number));
        }
      }
      long handle = attach();
      JsonObject offer =
          session.ask(
              handle,
              new JsonObject()
                  .put("request", "join")
                  .put("ptype", "subscriber")
                  .put("room", room)
                  .put("streams", streams),
              null);
      SessionText sdp = new SessionText(offer.getJsonObject("jsep").getString("sdp"));
      SyntheticPeer peer = SyntheticPeer.unaddressed(net, this, SrtpProfile.AEAD_AES_128_GCM);
      session.ask(
          handle,
          new JsonObject().put("request", "start"),
          new JsonObject().put("type", "answer").put("sdp", sdp.answer(peer, 0)));
      connect(peer, sdp);
      down = peer;
    }

    private long attach() throws Exception {
      long handle = session.attach();
      handles.add(handle);
      return handle;
    }

    private void connect(SyntheticPeer peer, SessionText sdp) throws Exception {
      peer.address(sdp.credentials());
      peer.connect(sdp.udp(), false).get(30, TimeUnit.SECONDS);
    }

    @Override
    public void send(byte[] buffer, int length) {
      up.sendRtp(buffer, 0, length);
    }

    @Override
    public boolean keyFrameWanted() {
      boolean wanted = keyFrameWanted;
      keyFrameWanted = false;
      return wanted;
    }

    @Override
    public void onRtp(byte[] buffer, int offset, int length, long arrivalNanos) {
      ear.hear(buffer, offset, length, arrivalNanos);
    }

    @Override
    public void onRtcp(byte[] buffer, int offset, int length, long arrivalNanos) {
      keyFrameWanted |= SessionText.asksForKeyFrame(buffer, offset, length);
    }

    void end() throws Exception {
      for (long handle : handles) {
        session.detach(handle);
      }
      die();
    }

    void die() {
      if (up != null) {
        up.die();
      }
      if (down != null) {
        down.die();
      }
    }
  }
}
