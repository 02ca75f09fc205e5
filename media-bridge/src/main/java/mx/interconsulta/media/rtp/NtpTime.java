package mx.interconsulta.media.rtp;

/** Wall-clock time as RTCP writes it (RFC 3550 §4): seconds since 1900 and 2^32ths of one. */
public final class NtpTime {
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
  private static final long NANOS = 1_000_000_000L;

  private NtpTime() {}

  /** From milliseconds since 1970. */
  public static long ofEpochMillis(long millis) {
    long seconds = Math.floorDiv(millis, 1000L) + SECONDS_1900_TO_1970;
    long fraction = (Math.floorMod(millis, 1000L) << 32) / 1000;
    return seconds << 32 | fraction;
  }

  /** A time some nanoseconds later, or earlier. */
  public static long plusNanos(long ntp, long nanos) {
    long seconds = Math.floorDiv(nanos, NANOS);
    long rest = Math.floorMod(nanos, NANOS);
    return ntp + (seconds << 32) + (rest << 32) / NANOS;
  }

  /** Nanoseconds from one time to another, good for some years between them. */
  public static long nanosBetween(long from, long to) {
    long difference = to - from;
    return (difference >> 32) * NANOS + (((difference & 0xffff_ffffL) * NANOS) >>> 32);
  }

  /** The middle 32 bits, by which reports name a time. */
  public static long middle(long ntp) {
    return ntp >>> 16 & 0xffff_ffffL;
  }
}
