package mx.interconsulta.signaling.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.message.RoomEnd;

/** Writes down, while a room lives, what its {@link RoomLedger} will say. */
final class Ledger {
  private final Instant openedAt;
  private final List<RoomLedger.Stay> stays = new ArrayList<>();
  private Duration together = Duration.ZERO;
  private Instant togetherSince;
  private int peakPeople;
  private int reconnections;

  Ledger(Instant openedAt) {
    this.openedAt = openedAt;
  }

  Instant openedAt() {
    return openedAt;
  }

  /** Who is there has changed. */
  void present(Collection<Member> members, Instant now) {
    int people = (int) members.stream().map(Member::person).distinct().count();
    peakPeople = Math.max(peakPeople, people);
    if (people > 1 && togetherSince == null) {
      togetherSince = now;
    } else if (people <= 1 && togetherSince != null) {
      together = together.plus(Duration.between(togetherSince, now));
      togetherSince = null;
    }
  }

  void left(Member member, Instant now, LeaveReason reason) {
    stays.add(member.stay(now, reason));
  }

  void reconnected() {
    reconnections++;
  }

  RoomLedger close(RoomRecord lease, Instant now, RoomEnd end, String bridge) {
    present(List.of(), now);
    return new RoomLedger(
        lease.room(),
        lease.server(),
        lease.epoch(),
        openedAt,
        now,
        end,
        bridge,
        peakPeople,
        together,
        reconnections,
        stays);
  }
}
