package mx.interconsulta.signaling.room;

import java.time.Instant;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * Something written in a room, kept while the room lives.
 *
 * @param id consultation and id of the text
 * @param consultation the consultation
 * @param number its place in the order, from 1 on
 * @param at when
 * @param content who wrote it, and what
 */
public record TextRecord(
    @BsonId @Open String id, @Open String consultation, Long number, Instant at, Sealed content) {}
