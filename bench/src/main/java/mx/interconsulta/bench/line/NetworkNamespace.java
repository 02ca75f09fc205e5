package mx.interconsulta.bench.line;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A network namespace of this machine, made with {@code ip netns add}: a host of its own for tests.
 * Sockets and devices made inside {@link #call} belong to it for good, also when used elsewhere.
 */
public final class NetworkNamespace implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int O_RDONLY = 0;

  private final String name;
  private final boolean ours;

  private NetworkNamespace(String name, boolean ours) {
    this.name = name;
    this.ours = ours;
  }

  /** Makes a namespace with its loopback up; {@link #close} removes it. */
  public static NetworkNamespace make(String name) throws IOException {
    ip("netns", "add", name);
    NetworkNamespace made = new NetworkNamespace(name, true);
    ip("-n", name, "link", "set", "lo", "up");
    return made;
  }

  /** One that somebody else made and removes. */
  public static NetworkNamespace of(String name) {
    return new NetworkNamespace(name, false);
  }

  /** Its name, as {@code ip netns} knows it. */
  public String name() {
    return name;
  }

  /**
   * Calls on a thread that is inside the namespace. A thread cannot come back out, so each call has
   * its own.
   */
  public <T> T call(Callable<T> work) throws IOException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread inside =
        new Thread(
            () -> {
              try {
                enter();
                answer.complete(work.call());
              } catch (Exception | LinkageError failure) {
                answer.completeExceptionally(failure);
              }
            },
            "in " + name);
    inside.setDaemon(true);
    inside.start();
    try {
      return answer.join();
    } catch (CompletionException failure) {
      throw new IOException("in namespace " + name + ": " + failure.getCause(), failure.getCause());
    }
  }

  private void enter() {
    int descriptor = CLibrary.C.open("/var/run/netns/" + name, O_RDONLY);
    try {
      CLibrary.C.setns(descriptor, CLONE_NEWNET);
    } finally {
      CLibrary.C.close(descriptor);
    }
  }

  /** Runs {@code ip} with these words; fails with what it said. */
  public static void ip(String... words) throws IOException {
    String[] command = new String[words.length + 1];
    command[0] = "ip";
    System.arraycopy(words, 0, command, 1, words.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    if (ours) {
      ip("netns", "del", name);
    }
  }

  /** The calls of the C library that Java has no words for. */
  interface CLibrary extends Library {
    CLibrary C = Native.load("c", CLibrary.class);

    int open(String path, int flags) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;

    int setns(int descriptor, int kind) throws LastErrorException;

    int ioctl(int descriptor, NativeLong request, byte[] argument) throws LastErrorException;

    NativeLong read(int descriptor, byte[] into, NativeLong length) throws LastErrorException;

    NativeLong write(int descriptor, byte[] from, NativeLong length) throws LastErrorException;
  }
}
