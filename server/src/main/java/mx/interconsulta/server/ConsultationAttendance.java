package mx.interconsulta.server;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import mx.interconsulta.scheduling.consultation.Admitted;
import mx.interconsulta.scheduling.consultation.Consultations;
import mx.interconsulta.scheduling.consultation.EntryPurpose;
import mx.interconsulta.scheduling.consultation.RoomReport;
import mx.interconsulta.scheduling.consultation.RoomStay;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.room.Attendance;
import mx.interconsulta.signaling.room.RoomLedger;

/**
 * What rooms ask and tell, said in the words of the durable consultation. Supplied late: rooms are
 * opened before scheduling, but nobody enters one before both are there.
 */
record ConsultationAttendance(Supplier<Consultations> consultations) implements Attendance {

  @Override
  public Future<String> mayEnter(String consultation, String person, boolean withPatient) {
    EntryPurpose purpose = withPatient ? EntryPurpose.VIDEO : EntryPurpose.CONFER;
    return consultations.get().mayEnter(consultation, person, purpose).map(Admitted::role);
  }

  @Override
  public Future<Void> entered(String consultation, String person, String participant, Instant at) {
    return consultations.get().entered(consultation, person, participant, at);
  }

  @Override
  public Future<Void> left(
      String consultation, String person, String participant, Instant at, LeaveReason reason) {
    return consultations.get().left(consultation, person, participant, at, reason.token());
  }

  @Override
  public Future<Void> closed(String consultation, RoomLedger ledger) {
    List<RoomStay> stays = ledger.stays().stream().map(ConsultationAttendance::stay).toList();
    return consultations
        .get()
        .roomClosed(
            consultation,
            new RoomReport(
                ledger.room(),
                ledger.server(),
                ledger.epoch(),
                ledger.openedAt(),
                ledger.closedAt(),
                ledger.end().token(),
                ledger.bridge(),
                ledger.peakPeople(),
                ledger.together().toSeconds(),
                ledger.reconnections(),
                stays));
  }

  private static RoomStay stay(RoomLedger.Stay stay) {
    return new RoomStay(
        stay.participant(),
        stay.person(),
        stay.role(),
        stay.from(),
        stay.to(),
        stay.reason().token(),
        stay.path(),
        stay.framesDecoded(),
        stay.framesDropped(),
        stay.freezes());
  }
}
