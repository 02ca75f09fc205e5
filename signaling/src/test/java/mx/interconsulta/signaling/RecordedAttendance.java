package mx.interconsulta.signaling;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.room.Attendance;
import mx.interconsulta.signaling.room.RoomLedger;

/** Lets in whom the test lets in, and writes down what rooms say. */
public final class RecordedAttendance implements Attendance {
  private final Map<String, String> roles = new ConcurrentHashMap<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<RoomLedger> ledgers = new CopyOnWriteArrayList<>();

  /** Lets a person into a consultation. */
  public RecordedAttendance lets(String consultation, String person, String role) {
    roles.put(consultation + "/" + person, role);
    return this;
  }

  @Override
  public Future<String> mayEnter(String consultation, String person, boolean withPatient) {
    String role = roles.get(consultation + "/" + person);
    return role == null ? Future.failedFuture(Problem.notFound()) : Future.succeededFuture(role);
  }

  @Override
  public Future<Void> entered(String consultation, String person, String participant, Instant at) {
    said.add("entered " + consultation + " " + person);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> left(
      String consultation, String person, String participant, Instant at, LeaveReason reason) {
    said.add("left " + consultation + " " + person + " " + reason.token());
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> closed(String consultation, RoomLedger ledger) {
    ledgers.add(ledger);
    return Future.succeededFuture();
  }

  /** What was said about a consultation, in order. */
  public List<String> said(String consultation) {
    return said.stream().filter(line -> line.contains(" " + consultation + " ")).toList();
  }

  /** The ledgers of closed rooms. */
  public List<RoomLedger> ledgers() {
    return List.copyOf(ledgers);
  }
}
