package mx.interconsulta.server.identity;

import java.time.Instant;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * How one person signs in. Keyed by the person's id; the user name lives with the person.
 *
 * @param person id of the person
 * @param password Argon2id hash, sealed as well, so that a stolen dump cannot even be guessed at;
 *     null until the person has set one
 * @param passwordAt when it was set
 * @param draftKey the author's key for drafts at rest in the browser
 * @param language language of the person's pages; null until they choose one
 * @param codeHash SHA-256 of the one-time code that is out; null when none is
 * @param codeExpiresAt until when the code holds
 */
public record Account(
    @BsonId @Open String person,
    Sealed password,
    Instant passwordAt,
    Sealed draftKey,
    @Open String language,
    @Open String codeHash,
    Instant codeExpiresAt) {}
