package mx.interconsulta.bench.line;

import com.sun.jna.LastErrorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A line between two hosts of this machine (network namespaces): every IP packet, UDP and TCP
 * alike, passes through here and is lost, held back or let through as {@link LineSettings} say. It
 * stands where a kernel has no netem.
 *
 * <p>As a program: {@code BadLine NEAR-NAMESPACE NEAR-ADDRESS FAR-NAMESPACE FAR-ADDRESS SEED}. It
 * says {@code ready}, then obeys lines on its standard input: {@code down SETTINGS} (towards the
 * near host), {@code up SETTINGS} (from it), {@code both SETTINGS}, {@code counts}; it answers each
 * with one line and ends with its input.
 */
public final class BadLine {
  private final Way down;
  private final Way up;

  private BadLine(Way down, Way up) {
    this.down = down;
    this.up = up;
  }

  /** Joins two hosts. The line lives as long as the process. */
  public static BadLine join(
      NetworkNamespace near, String nearAddress, NetworkNamespace far, String farAddress, long seed)
      throws IOException {
    TunDevice nearEnd = TunDevice.make(near, "line0", nearAddress, farAddress);
    TunDevice farEnd = TunDevice.make(far, "line0", farAddress, nearAddress);
    return new BadLine(
        Way.open("down", farEnd, nearEnd, seed), Way.open("up", nearEnd, farEnd, seed + 1));
  }

  /** Both directions, in the words of {@link LineSettings#parse}. */
  public void both(String settings) {
    down(LineSettings.parse(settings));
    up(LineSettings.parse(settings));
  }

  /** Towards the near host. */
  public void down(LineSettings settings) {
    down.set(settings);
  }

  /** From the near host. */
  public void up(LineSettings settings) {
    up.set(settings);
  }

  /** What went towards the near host. */
  public LineDirection.Counts downCounts() {
    return down.counts();
  }

  /** What came from the near host. */
  public LineDirection.Counts upCounts() {
    return up.counts();
  }

  /** See the class comment. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 5) {
      System.err.println("BadLine NEAR-NAMESPACE NEAR-ADDRESS FAR-NAMESPACE FAR-ADDRESS SEED");
      System.exit(2);
      return;
    }
    BadLine line =
        join(
            NetworkNamespace.of(arguments[0]),
            arguments[1],
            NetworkNamespace.of(arguments[2]),
            arguments[3],
            Long.parseLong(arguments[4]));
    System.out.println("ready");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      System.out.println(line.obey(order.trim()));
    }
    System.exit(0);
  }

  private String obey(String order) {
    String[] words = order.split("\\s+", 2);
    try {
      LineSettings settings = LineSettings.parse(words.length > 1 ? words[1] : "");
      switch (words[0]) {
        case "down" -> down(settings);
        case "up" -> up(settings);
        case "both" -> {
          down(settings);
          up(settings);
        }
        case "counts" -> {
          return "down " + downCounts() + " up " + upCounts();
        }
        default -> {
          return "refused: no order is called " + words[0];
        }
      }
      return "done";
    } catch (IllegalArgumentException refused) {
      return "refused: " + refused.getMessage();
    }
  }

  /** A packet under way, and the instant it comes out at; of two at one instant, the first goes. */
  private static final class Packet {
    private final byte[] bytes;
    private final long out;
    private final long number;

    Packet(byte[] bytes, long out, long number) {
      this.bytes = bytes;
      this.out = out;
      this.number = number;
    }

    long out() {
      return out;
    }

    long number() {
      return number;
    }
  }

  /** One direction: a thread that takes packets in, and one that lets them out when it is time. */
  private static final class Way {
    private final LineDirection direction;
    private final PriorityQueue<Packet> underWay =
        new PriorityQueue<>(Comparator.comparingLong(Packet::out).thenComparing(Packet::number));
    private final Thread writer;
    private final TunDevice to;
    private long number;

    private Way(LineDirection direction, String name, TunDevice to) {
      this.direction = direction;
      this.to = to;
      this.writer = daemon(this::letOut, name + " out");
    }

    static Way open(String name, TunDevice from, TunDevice to, long seed) {
      Way way = new Way(new LineDirection(seed), name, to);
      way.writer.start();
      daemon(() -> way.takeIn(from), name + " in").start();
      return way;
    }

    private static Thread daemon(Runnable work, String name) {
      Thread thread = new Thread(work, "line " + name);
      thread.setDaemon(true);
      return thread;
    }

    synchronized void set(LineSettings settings) {
      direction.set(settings);
    }

    synchronized LineDirection.Counts counts() {
      return direction.counts();
    }

    private void takeIn(TunDevice from) {
      byte[] packet = new byte[TunDevice.LONGEST + 64];
      while (true) {
        int length = from.read(packet);
        byte[] bytes = Arrays.copyOf(packet, length);
        synchronized (this) {
          long out =
              direction.blocks(bytes)
                  ? LineDirection.LOST
                  : direction.admit(length, System.nanoTime());
          if (out != LineDirection.LOST) {
            underWay.add(new Packet(bytes, out, number++));
          }
        }
        LockSupport.unpark(writer);
      }
    }

    private void letOut() {
      while (true) {
        Packet due;
        long wait;
        synchronized (this) {
          Packet next = underWay.peek();
          wait = next == null ? Long.MAX_VALUE : next.out - System.nanoTime();
          due = wait <= 0 ? underWay.poll() : null;
        }
        if (due == null) {
          LockSupport.parkNanos(this, wait);
          continue;
        }
        try {
          to.write(due.bytes);
        } catch (LastErrorException refused) {
          // The host's device is full or going away: a real card would lose the packet too.
        }
      }
    }
  }
}
