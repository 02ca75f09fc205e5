package mx.interconsulta.server.identity;

import java.time.Instant;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A proof that is out.
 *
 * @param id SHA-256 of the proof
 * @param person who proved themselves
 * @param hash content hash it holds for
 * @param expiresAt until when
 */
public record ProofRecord(
    @BsonId @Open String id, @Open String person, @Open String hash, Instant expiresAt) {}
