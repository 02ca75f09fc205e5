package mx.interconsulta.scheduling.patient;

import java.time.Instant;
import java.util.List;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import mx.interconsulta.platform.sealing.Token;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A patient in the database: nothing readable but our own id.
 *
 * @param id UUID made by the page; the only identity
 * @param version grows with each change
 * @param identity the sealed {@link Identity}
 * @param tokens search tokens
 * @param nss token of the NSS, shared by a family, or null
 * @param curp token of the CURP, unique, or null
 * @param unit CLUES of the unit that keeps the paper record, or null
 * @param registeredBy id of the person who registered
 * @param registeredAt when
 * @param changedAt last change
 * @param sample whether invented
 */
public record PatientDocument(
    @BsonId @Open String id,
    Integer version,
    Sealed identity,
    List<@Token String> tokens,
    @Token String nss,
    @Token String curp,
    @Open String unit,
    @Open String registeredBy,
    Instant registeredAt,
    Instant changedAt,
    Boolean sample) {}
