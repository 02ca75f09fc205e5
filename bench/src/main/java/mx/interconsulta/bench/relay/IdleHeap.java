package mx.interconsulta.bench.relay;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import mx.interconsulta.bench.Measurement;
import mx.interconsulta.bench.Rounds;
import mx.interconsulta.bench.ServerUnderTest;
import mx.interconsulta.bench.SignedInPage;

/** The heap that one signed-in page costs the server while nothing happens on it. */
final class IdleHeap {
  private static final int ROUNDS = 3;
  private static final double KIB = 1024;

  private IdleHeap() {}

  static Measurement measure(Vertx vertx, ServerUnderTest server, int pages) throws Exception {
    List<SignedInPage> signedIn = SignedInPage.signIn(vertx, server, "mariana.cota", pages);
    double[] perPage = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long before = live(server.pid());
      List<WebSocket> open = new ArrayList<>();
      for (int i = 0; i < pages; i++) {
        SignedInPage page = signedIn.get(i / SignedInPage.SOCKETS);
        WebSocket socket = SignedInPage.await(page.connect());
        io.vertx.core.Promise<Void> welcomed = io.vertx.core.Promise.promise();
        socket.textMessageHandler(text -> welcomed.tryComplete());
        socket.writeTextMessage(page.hello().encode());
        SignedInPage.await(welcomed.future());
        open.add(socket);
      }
      perPage[round] = (live(server.pid()) - before) / KIB / pages;
      for (WebSocket socket : open) {
        SignedInPage.await(socket.close());
      }
    }
    return new Measurement(
        "relay",
        "heap of an idle signed-in page",
        "KiB",
        Measurement.Better.LOWER,
        Rounds.median(perPage),
        null,
        "none",
        Rounds.spread(perPage),
        null);
  }

  /** Bytes of live objects after a full collection, by the JDK's own class histogram. */
  private static long live(long pid) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/jcmd",
                Long.toString(pid),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return histogram
        .lines()
        .filter(line -> line.startsWith("Total"))
        .map(line -> line.strip().split("\\s+"))
        .mapToLong(words -> Long.parseLong(words[2]))
        .findFirst()
        .orElseThrow(() -> new IOException("jcmd said: " + histogram));
  }
}
