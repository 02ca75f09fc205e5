package mx.interconsulta.server.identity;

import java.time.Instant;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A sign-in.
 *
 * @param id SHA-256 of the cookie's value, so that a copy of the database opens no session
 * @param session id by which audit trail and live connections know it
 * @param person id of the person
 * @param language language of the person's pages
 * @param startedAt when it began
 * @param usedAt when it was last used, to the minute
 */
public record SessionRecord(
    @BsonId @Open String id,
    @Open String session,
    @Open String person,
    @Open String language,
    Instant startedAt,
    Instant usedAt) {}
