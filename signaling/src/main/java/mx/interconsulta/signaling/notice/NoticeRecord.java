package mx.interconsulta.signaling.notice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A notice as it is kept for other servers and for pages that were away: ids and states only.
 *
 * @param id the same for a notice that is published again
 * @param people ids of the people it is for
 * @param type what happened
 * @param facts ids and states
 * @param at when it was published, by the publishing server's clock
 * @param server the process that published it
 */
public record NoticeRecord(
    @BsonId @Open String id,
    List<@Open String> people,
    @Open String type,
    Map<@Open String, @Open String> facts,
    Instant at,
    @Open String server) {}
