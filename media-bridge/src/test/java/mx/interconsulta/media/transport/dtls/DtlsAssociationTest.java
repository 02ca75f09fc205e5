package mx.interconsulta.media.transport.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever records come, an association ends when it is told to, once, and frees its thread. */
class DtlsAssociationTest {
  private static final int THREADS = 4;

  private final Random random = new Random(6347);

  @Test
  void randomRecordsBlockNobody() throws Exception {
    feed(60);
  }

  @Test
  @Tag("long")
  void randomRecordsBlockNobodyForLong() throws Exception {
    feed(20_000);
  }

  @Test
  void whatIsClosedBeforeItsTurnEndsToo() throws Exception {
    DtlsThreads threads = new DtlsThreads(1);
    Ending first = new Ending();
    Ending second = new Ending();
    DtlsAssociation one = association(threads, first);
    DtlsAssociation two = association(threads, second);
    byte[] record = record();
    one.receive(record, 0, record.length);
    two.receive(record, 0, record.length);
    two.close();
    one.close();
    assertFalse(first.ended.get(10, TimeUnit.SECONDS));
    assertFalse(second.ended.get(10, TimeUnit.SECONDS));
    end(threads);
  }

  @Test
  void whatNeverBeganHasNothingToEnd() throws Exception {
    DtlsThreads threads = new DtlsThreads(1);
    Ending ending = new Ending();
    DtlsAssociation association = association(threads, ending);
    association.close();
    association.receive(record(), 0, 13);
    assertFalse(association.hasBegun());
    end(threads);
    assertEquals(0, ending.times.get());
  }

  private void feed(int associations) throws Exception {
    DtlsThreads threads = new DtlsThreads(THREADS);
    DtlsCertificate certificate = DtlsCertificate.generate();
    for (int i = 0; i < associations; i++) {
      Ending ending = new Ending();
      DtlsAssociation association =
          new DtlsAssociation(certificate, threads, ending, 2048, 8, 5_000);
      int records = 1 + random.nextInt(30);
      for (int j = 0; j < records; j++) {
        byte[] record = record();
        association.receive(record, 0, record.length);
      }
      association.close();
      assertFalse(ending.ended.get(10, TimeUnit.SECONDS), "secured by random bytes");
      assertEquals(1, ending.times.get());
    }
    end(threads);
  }

  private static DtlsAssociation association(DtlsThreads threads, DtlsEvents events) {
    return new DtlsAssociation(DtlsCertificate.generate(), threads, events, 2048, 8, 5_000);
  }

  private static void end(DtlsThreads threads) throws Exception {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    threads.close(() -> ended.complete(null));
    ended.get(10, TimeUnit.SECONDS);
  }

  /** Random, but mostly with a header that leads inside: handshake, version, epoch 0, length. */
  private byte[] record() {
    byte[] record = new byte[13 + random.nextInt(400)];
    random.nextBytes(record);
    if (random.nextInt(8) > 0) {
      int body = record.length - 13;
      record[0] = (byte) (20 + random.nextInt(4));
      record[1] = (byte) 0xfe;
      record[2] = (byte) (random.nextBoolean() ? 0xff : 0xfd);
      record[3] = 0;
      record[4] = 0;
      record[11] = (byte) (body >> 8);
      record[12] = (byte) body;
      if (body >= 12) {
        handshake(record, body);
      }
    }
    return record;
  }

  private void handshake(byte[] record, int body) {
    int length = random.nextInt(4) == 0 ? random.nextInt(1 << 16) : body - 12;
    record[13] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 1);
    record[14] = 0;
    record[15] = (byte) (length >> 8);
    record[16] = (byte) length;
    record[17] = 0;
    record[18] = 0;
    record[19] = 0;
    record[20] = 0;
    record[21] = 0;
    record[22] = 0;
    record[23] = (byte) ((body - 12) >> 8);
    record[24] = (byte) (body - 12);
  }

  private static final class Ending implements DtlsEvents {
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private final AtomicInteger times = new AtomicInteger();

    @Override
    public void transmit(byte[] datagram) {}

    @Override
    public void secured(DtlsKeys keys) {}

    @Override
    public void ended(boolean secured) {
      times.incrementAndGet();
      ended.complete(secured);
    }
  }
}
