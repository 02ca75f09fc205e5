package mx.interconsulta.signaling.node;

import java.time.Instant;
import java.util.List;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * One running server process, as the others see it.
 *
 * @param id made anew at each start
 * @param address where pages reach it; empty until it listens
 * @param place machine, address and port that no other process can have at the same time
 * @param people ids of the people connected to it
 * @param expires when it is taken for dead unless it renews
 */
public record ServerRecord(
    @BsonId @Open String id,
    @Open String address,
    @Open String place,
    List<@Open String> people,
    Instant expires) {}
