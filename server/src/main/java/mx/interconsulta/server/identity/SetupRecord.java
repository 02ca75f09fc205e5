package mx.interconsulta.server.identity;

import java.time.Instant;
import java.util.List;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * The setting up of an empty database.
 *
 * @param id always {@code setup}
 * @param tokenHashes SHA-256 of the token of each server that started on the empty database; null
 *     once done
 * @param person id of the first administrator, from the moment somebody began
 * @param user the user name they chose
 * @param completedAt when the first administrator could sign in; null until then
 */
public record SetupRecord(
    @BsonId @Open String id,
    List<@Open String> tokenHashes,
    @Open String person,
    @Open String user,
    Instant completedAt) {}
