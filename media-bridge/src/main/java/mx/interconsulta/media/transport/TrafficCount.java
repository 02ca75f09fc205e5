package mx.interconsulta.media.transport;

import mx.interconsulta.media.transport.srtp.SrtpVerdict;

/** Counts one peer's packets. */
final class TrafficCount {
  private long packetsIn;
  private long bytesIn;
  private long packetsOut;
  private long bytesOut;
  private long unauthentic;
  private long replayed;
  private long unsent;
  private long checks;
  private long moves;

  void received(SrtpVerdict verdict, int bytes) {
    switch (verdict) {
      case OPENED -> {
        packetsIn++;
        bytesIn += bytes;
      }
      case REPLAYED -> replayed++;
      case UNAUTHENTIC, REFUSED -> unauthentic++;
    }
  }

  void sent(int bytes) {
    packetsOut++;
    bytesOut += bytes;
  }

  void unsent() {
    unsent++;
  }

  void checked() {
    checks++;
  }

  void moved() {
    moves++;
  }

  long checks() {
    return checks;
  }

  TransportStatistics snapshot() {
    return new TransportStatistics(
        packetsIn, bytesIn, packetsOut, bytesOut, unauthentic, replayed, unsent, checks, moves);
  }
}
