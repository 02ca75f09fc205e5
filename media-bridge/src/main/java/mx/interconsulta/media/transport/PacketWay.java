package mx.interconsulta.media.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import mx.interconsulta.media.transport.stun.StunMessage;

/**
 * The way of every packet that arrives, as a list. What a stranger can reach is {@link #arrived}
 * and {@link #check}, up to the line that verifies; all else needs a wire that belongs to a peer.
 */
final class PacketWay {
  private final MediaLoop loop;
  private final ConnectivityChecks checks;
  private final Runnable roomChanged;
  private final Map<PacketDrop, LongAdder> drops = new EnumMap<>(PacketDrop.class);

  PacketWay(MediaLoop loop, ConnectivityChecks checks, Runnable roomChanged) {
    this.loop = loop;
    this.checks = checks;
    this.roomChanged = roomChanged;
    for (PacketDrop each : PacketDrop.values()) {
      drops.put(each, new LongAdder());
    }
  }

  /** A packet came over a wire; it lies at the start of the buffer, whose bytes may be changed. */
  void arrived(Wire wire, byte[] packet, int length) {
    long now = loop.nanoTime();
    PacketKind kind = PacketKind.of(packet, 0, length);
    if (kind == PacketKind.OTHER) {
      dropped(PacketDrop.UNKNOWN_KIND);
    } else if (kind == PacketKind.STUN) {
      check(wire, packet, length, now);
    } else if (wire.peer() == null) {
      dropped(PacketDrop.UNVERIFIED_SOURCE);
    } else if (kind == PacketKind.DTLS) {
      wire.peer().dtls(wire.path(), packet, 0, length);
    } else {
      wire.peer().media(wire.path(), kind, packet, 0, length, now);
    }
  }

  private void check(Wire wire, byte[] packet, int length, long now) {
    StunMessage message = StunMessage.read(packet, 0, length);
    if (message == null) {
      dropped(PacketDrop.MALFORMED_CHECK);
      return;
    }
    IssuedCredentials issued = checks.verify(message);
    if (issued == null) {
      dropped(PacketDrop.UNVERIFIED_CHECK);
      return;
    }
    if (!ConnectivityChecks.isAcceptable(message)) {
      reply(wire, message, issued);
      return;
    }
    SecurePeer peer = issued.peer();
    if (wire.peer() != peer) {
      if (wire.peer() != null) {
        wire.peer().lost(wire.path());
      }
      wire.belongTo(peer, peer.open(wire, now));
    }
    reply(wire, message, issued);
    peer.checked(wire.path(), message, issued, now);
  }

  private static void reply(Wire wire, StunMessage check, IssuedCredentials issued) {
    byte[] answer = ConnectivityChecks.answer(check, issued, wire.remote());
    wire.send(answer, 0, answer.length);
  }

  /** A socket that was full is not, or the other way round. */
  void roomChanged() {
    roomChanged.run();
  }

  void dropped(PacketDrop why) {
    drops.get(why).increment();
  }

  /** How many of each were dropped until now; from any thread. */
  Map<PacketDrop, Long> drops() {
    Map<PacketDrop, Long> counts = new EnumMap<>(PacketDrop.class);
    drops.forEach((why, count) -> counts.put(why, count.sum()));
    return counts;
  }
}
