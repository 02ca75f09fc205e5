package mx.interconsulta.bench.sfu;

import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.bench.ChildProcess;
import mx.interconsulta.media.rooms.RoomServer;
import mx.interconsulta.media.synthetic.SyntheticListener;
import mx.interconsulta.media.synthetic.SyntheticNet;
import mx.interconsulta.media.synthetic.SyntheticPeer;
import mx.interconsulta.media.transport.srtp.SrtpProfile;

/** Our bridge, and pages for it. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what does not arrive
final class OurSfu implements Sfu {
  private static final int FEEDBACK_MILLIS = 50;

  /**
   * How bin/run starts the product, and with small buffers for what threads allocate, so that there
   * are enough samples of who allocates.
   */
  private static final Map<String, String> AS_THE_PRODUCT =
      Map.of("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -XX:TLABSize=16k -XX:-ResizeTLAB");

  private final SyntheticNet net;
  private final ChildProcess process;
  private final String host;
  private final WebSocketClient client;
  private final List<Page> pages = new ArrayList<>();

  OurSfu(Vertx vertx, SyntheticNet net, String host) throws Exception {
    this.net = net;
    this.host = host;
    this.client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(1_000));
    this.process =
        ChildProcess.java(
            RoomServer.class.getName(), AS_THE_PRODUCT, "ready http\\S+:(\\d+)", host, "0", ".");
  }

  @Override
  public String name() {
    return "ours";
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Member join(String room, int number, boolean sends, boolean hears, Ear ear)
      throws Exception {
    Page page = new Page(number, sends, ear);
    String path = "/rooms/" + room + "/p" + number + (sends ? "" : "?listener");
    client
        .connect(port(), host, path)
        // On the socket's own context, so that nothing it hears is missed.
        .onSuccess(page::begin)
        .onFailure(page.connected::completeExceptionally);
    page.connected.get(60, TimeUnit.SECONDS);
    pages.add(page);
    return page;
  }

  @Override
  public void leave(Member page) {
    pages.remove(page);
    ((Page) page).end();
  }

  /** Bytes that its media loop has allocated since it began. */
  long allocated() throws IOException, InterruptedException {
    return Long.parseLong(get("/allocated"));
  }

  /** What it answers to a GET of a path. */
  String get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + host + ":" + port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** What its JVM answers to a diagnostic command; a refused one fails. */
  String jcmd(String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(System.getProperty("java.home") + "/bin/jcmd");
    line.add(Long.toString(pid()));
    line.addAll(List.of(command));
    Process asked = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (asked.waitFor() != 0) {
      throw new IOException(said);
    }
    return said;
  }

  /** The port of its HTTP. */
  int port() {
    return Integer.parseInt(process.ready(1));
  }

  @Override
  public void empty() {
    pages.forEach(Page::end);
    pages.clear();
  }

  @Override
  public void close() {
    empty();
    process.close();
  }

  /** One page: answers offers, publishes a picture, tells when packets arrived. */
  private final class Page implements Member, SyntheticListener {
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final ArrivalReport report = new ArrivalReport();
    private final int number;
    private final boolean sends;
    private final Ear ear;
    private WebSocket socket;
    private SyntheticPeer peer;
    private ScheduledFuture<?> reporting;
    private boolean keyFrameWanted = true;

    Page(int number, boolean sends, Ear ear) {
      this.number = number;
      this.sends = sends;
      this.ear = ear;
    }

    void begin(WebSocket open) {
      socket = open;
      socket.textMessageHandler(text -> message(new JsonObject(text)));
      if (sends) {
        say(
            "publish",
            new JsonObject()
                .put("source", "face")
                .put("kind", "face")
                .put("tracks", "video")
                .put("priority", 10)
                .put("content", "motion"));
      }
    }

    private void message(JsonObject message) {
      switch (message.getString("type")) {
        case "media.offer" -> answer(message);
        case "test.ended", "test.refused" ->
            connected.completeExceptionally(new IllegalStateException(message.encode()));
        default -> {
          // A page would show it.
        }
      }
    }

    private void answer(JsonObject offer) {
      SessionText sdp = new SessionText(offer.getString("sdp"));
      SyntheticPeer answering = peer;
      boolean first = answering == null;
      if (first) {
        answering = new SyntheticPeer(net, sdp.credentials(), this, SrtpProfile.AEAD_AES_128_GCM);
        peer = answering;
      }
      say(
          "answer",
          new JsonObject()
              .put("transport", offer.getString("transport"))
              .put("epoch", offer.getLong("epoch"))
              .put("sdp", sdp.answer(answering, ssrc())));
      if (first) {
        connect(sdp);
      }
    }

    private void connect(SessionText sdp) {
      // Not on the socket's loop, since it opens a socket and waits for it.
      CompletableFuture.supplyAsync(() -> peer.connect(sdp.udp(), false))
          .thenCompose(connecting -> connecting)
          .whenComplete(
              (fingerprint, failure) -> {
                if (failure == null) {
                  reporting =
                      net.loop()
                          .scheduleAtFixedRate(
                              () -> report.tell(peer),
                              FEEDBACK_MILLIS,
                              FEEDBACK_MILLIS,
                              TimeUnit.MILLISECONDS);
                  connected.complete(null);
                } else {
                  connected.completeExceptionally(failure);
                }
              });
    }

    private void say(String type, JsonObject body) {
      socket.writeTextMessage(body.put("type", "media." + type).encode());
    }

    private int ssrc() {
      return 0x01000000 + number;
    }

    @Override
    public void send(byte[] buffer, int length) {
      peer.sendRtp(buffer, 0, length);
    }

    @Override
    public boolean keyFrameWanted() {
      boolean wanted = keyFrameWanted;
      keyFrameWanted = false;
      return wanted;
    }

    @Override
    public void onRtp(byte[] buffer, int offset, int length, long arrivalNanos) {
      report.arrived(buffer, offset, length, arrivalNanos);
      ear.hear(buffer, offset, length, arrivalNanos);
    }

    @Override
    public void onRtcp(byte[] buffer, int offset, int length, long arrivalNanos) {
      keyFrameWanted |= SessionText.asksForKeyFrame(buffer, offset, length);
    }

    void end() {
      if (reporting != null) {
        reporting.cancel(false);
      }
      peer.die();
      socket.close();
    }
  }
}
