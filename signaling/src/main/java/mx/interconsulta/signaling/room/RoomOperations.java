package mx.interconsulta.signaling.room;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;

/** The rooms' part of the HTTP API. */
public final class RoomOperations {
  /** Who may sit in a consultation's room, if they take part in it. */
  private static final List<String> ROLES =
      List.of(
          "physician",
          "emergency-physician",
          "specialist",
          "resident",
          "nurse",
          "chief-of-service",
          "teaching-lead",
          "listener");

  private final Rooms rooms;
  private final Reach.Lookup consultations;

  /**
   * The operations.
   *
   * @param consultations finds the consultation that a call's {@code id} names
   */
  public RoomOperations(Rooms rooms, Reach.Lookup consultations) {
    this.rooms = rooms;
    this.consultations = consultations;
  }

  public List<Operation> all() {
    Map<String, Reach.Rule> rules = new HashMap<>();
    ROLES.forEach(role -> rules.put(role, Reach.Rule.takesPart()));
    return List.of(
        new Operation(
            "issueRoomPass",
            AuditPurpose.of("consultation.enter"),
            new Reach.Document(consultations, rules),
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
