package mx.interconsulta.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The whole product with its sample network, in a process of its own and a fresh directory. */
public final class ServerUnderTest implements AutoCloseable {
  private static final String MAIN = "mx.interconsulta.server.Main";

  private final ChildProcess process;
  private final ScratchFolder folder;

  private ServerUnderTest(ChildProcess process, ScratchFolder folder) {
    this.process = process;
    this.folder = folder;
  }

  /** Starts it on a free port of the loopback. */
  public static ServerUnderTest start(Map<String, String> options) throws IOException {
    ScratchFolder folder = ScratchFolder.make();
    Map<String, String> environment = new HashMap<>(options);
    environment.put("SAMPLE_HISTORY", "false");
    environment.put("PORT", "0");
    environment.put("HOST", "localhost");
    environment.put("DATA_DIR", folder.path().toString());
    return new ServerUnderTest(
        ChildProcess.java(MAIN, environment, "http://localhost:(\\d+)"), folder);
  }

  /** Its port. */
  public int port() {
    return Integer.parseInt(process.ready(1));
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Processor time it has used so far. */
  public Duration cpu() {
    return process.cpu();
  }

  /** The password of a demo account. */
  public String passwordOf(String user) throws IOException {
    JsonArray accounts =
        new JsonObject(Files.readString(folder.path().resolve("demo-accounts.json")))
            .getJsonArray("accounts");
    for (int i = 0; i < accounts.size(); i++) {
      JsonObject account = accounts.getJsonObject(i);
      if (user.equals(account.getString("user"))) {
        return account.getString("password");
      }
    }
    throw new IOException("no demo account of " + user);
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }
}
