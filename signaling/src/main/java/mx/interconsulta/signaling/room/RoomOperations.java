package mx.interconsulta.signaling.room;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;

/** The rooms' part of the HTTP API. */
public final class RoomOperations {
  private final Rooms rooms;
  private final Reach.Document reach;

  /**
   * The operations.
   *
   * @param reach finds the consultation that a call's {@code id} names, and says for whom
   */
  public RoomOperations(Rooms rooms, Reach.Document reach) {
    this.rooms = rooms;
    this.reach = reach;
  }

  public List<Operation> all() {
    return List.of(
        new Operation(
            "issueRoomPass",
            AuditPurpose.of("consultation.enter"),
            reach,
            (Handler.Json) this::issueRoomPass));
  }

  private Future<Answer> issueRoomPass(Call call) {
    String consultation = call.path("id");
    boolean withPatient = !call.body().getString("purpose", "video").equals("confer");
    return rooms
        .admit(
            new Rooms.PassRequest(
                consultation,
                call.principal().person(),
                call.principal().session(),
                call.body().getString("device"),
                withPatient))
        .map(
            pass ->
                Answer.created(
                    new JsonObject()
                        .put("pass", rooms.write(pass))
                        .put("room", pass.room())
                        .put("consultation", consultation)
                        .put("participant", pass.participant())
                        .put("role", pass.role())
                        .put("expiresAt", pass.expiresAt().toString()),
                    call.footprint().patients()));
  }
}
