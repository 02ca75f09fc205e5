package mx.interconsulta.platform.database.embedded;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import mx.interconsulta.platform.database.DatabaseRefusedException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The embedded database: MongoDB's protocol on 127.0.0.1, data in one file of one directory, or in
 * memory. It has no authentication and listens on loopback only. An acknowledged write survives
 * kill -9. Thread-safe.
 */
public final class EmbeddedServer implements AutoCloseable {
  /** In the answer to buildInfo: this is the embedded server, also when it is another process. */
  public static final String MARK = "interconsultaEmbedded";

  private static final String LOOPBACK = "127.0.0.1";
  private static final String FILE = "interconsulta.mv.db";
  private static final String ADDRESS = "address";
  private static final int CACHE_MEGABYTES = 64;

  /** Every commit writes a changed page whole: a third of the usual 48, a third of the bytes. */
  private static final int KEYS_PER_PAGE = 16;

  /** As many commands may share one commit as there are threads to wait for it. */
  private static final int WORKERS = 32;

  private static final long COMPACT_MILLIS = 2_000;

  private final MongoServer server;
  private final DurableBackend backend;
  private final InetSocketAddress address;
  private final Timer compaction = new Timer("embedded-database-compaction", true);
  private boolean closed;

  private EmbeddedServer(MVStore store, int port) {
    ProtocolLog.silence();
    backend = new DurableBackend(store);
    server = new MongoServer(backend);
    try {
      server.bind(new InetSocketAddress(loopback(), port), 1, WORKERS);
    } catch (Exception failure) { // also BindException, which the library does not declare
      server.shutdownNow();
      throw new DatabaseRefusedException(
          "the embedded database cannot listen on " + LOOPBACK + ":" + port, failure);
    }
    address = server.getLocalAddress();
    compaction.schedule(
        new TimerTask() {
          @Override
          public void run() {
            backend.compact();
          }
        },
        COMPACT_MILLIS,
        COMPACT_MILLIS);
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four bytes are an address", impossible);
    }
  }

  /**
   * Opens the database of a directory, made with mode 0700 when it is missing.
   *
   * @param directory where the file is
   * @param port where to listen on 127.0.0.1; 0 for any free one
   * @throws DatabaseRefusedException when another process has it open, or the file is damaged
   */
  public static EmbeddedServer open(Path directory, int port) {
    MVStore store = openStore(directory);
    try {
      EmbeddedServer server = new EmbeddedServer(store, port);
      Files.writeString(directory.resolve(ADDRESS), server.uri());
      return server;
    } catch (IOException failure) {
      store.closeImmediately();
      throw new UncheckedIOException("the directory " + directory + " cannot be written", failure);
    } catch (RuntimeException failure) {
      store.closeImmediately();
      throw failure;
    }
  }

  /**
   * Where the process listens that has a directory open, or nothing when none ever had. For
   * commands beside a running server, such as a backup.
   */
  public static Optional<String> runningIn(Path directory) {
    Path address = directory.resolve(ADDRESS);
    try {
      return Files.exists(address) ? Optional.of(Files.readString(address)) : Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(address + " cannot be read", failure);
    }
  }

  /** A database that is gone when it is closed: for tests. */
  public static EmbeddedServer inMemory() {
    MVStore store = new MVStore.Builder().autoCommitDisabled().keysPerPage(KEYS_PER_PAGE).open();
    store.setVersionsToKeep(0);
    return new EmbeddedServer(store, 0);
  }

  /**
   * The file of a directory. What is unsaved is written by {@link DurableBackend} only, after whole
   * commands: the store would else write by itself, in the middle of a command, whenever 16 MB or
   * so are waiting; its "auto commit disabled" ends only the other way, by time.
   */
  static MVStore openStore(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException failure) {
      throw new UncheckedIOException("the directory " + directory + " cannot be made", failure);
    }
    try {
      MVStore store =
          new MVStore.Builder()
              .fileName(directory.resolve(FILE).toString())
              .autoCommitDisabled()
              .autoCommitBufferSize(0)
              .keysPerPage(KEYS_PER_PAGE)
              .cacheSize(CACHE_MEGABYTES)
              .open();
      store.setRetentionTime(0);
      store.setVersionsToKeep(0);
      return store;
    } catch (MVStoreException failure) {
      if (failure.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        throw new DatabaseRefusedException(
            "the database in "
                + directory
                + " is in use by another process: stop that one, or set DATA_DIR, or MONGODB_URI to"
                + " share it",
            failure);
      }
      throw new DatabaseRefusedException(
          "the database file in " + directory + " cannot be read: " + failure.getMessage(),
          failure);
    }
  }

  /** Where clients connect to. */
  public String uri() {
    return "mongodb://" + LOOPBACK + ":" + address.getPort();
  }

  /** Ends connections and closes the file. Harmless the second time. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    compaction.cancel();
    server.shutdownNow();
  }
}
