package mx.interconsulta.signaling.room;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Supplier;
import mx.interconsulta.scheduling.consultation.Admitted;
import mx.interconsulta.scheduling.consultation.Consultations;
import mx.interconsulta.scheduling.consultation.EntryPurpose;
import mx.interconsulta.scheduling.consultation.RoomReport;
import mx.interconsulta.scheduling.consultation.RoomStay;
import mx.interconsulta.signaling.message.LeaveReason;

/** Attendance as the durable consultations keep it. */
public final class ScheduledAttendance implements Attendance {
  private final Supplier<Consultations> consultations;

  /** The consultations are asked for when first needed. */
  public ScheduledAttendance(Supplier<Consultations> consultations) {
    this.consultations = consultations;
  }

  @Override
  public Future<String> mayEnter(String consultation, String person, boolean withPatient) {
    return consultations
        .get()
        .mayEnter(consultation, person, withPatient ? EntryPurpose.VIDEO : EntryPurpose.CONFER)
        .map(Admitted::role);
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
                ledger.stays().stream().map(ScheduledAttendance::stay).toList()));
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
