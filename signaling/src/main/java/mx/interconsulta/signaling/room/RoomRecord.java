package mx.interconsulta.signaling.room;

import java.time.Instant;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * Which server has a consultation's room. It holds while that server's own lease does.
 *
 * @param consultation the consultation
 * @param room id of the room
 * @param server id of the process; empty when the room is over
 * @param epoch one more for each room of the consultation
 * @param at when it was taken
 * @param openedAt when its people first came together; kept while it moves from a dead server to
 *     another
 */
public record RoomRecord(
    @BsonId @Open String consultation,
    @Open String room,
    @Open String server,
    Long epoch,
    Instant at,
    Instant openedAt) {}
