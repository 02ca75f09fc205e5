package mx.interconsulta.records.trail;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import mx.interconsulta.platform.audit.AuditEntry;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.records.canonical.CanonicalJson;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * One entry of the trail as it is kept, linked to the one before. {@code hash} is the SHA-256 of
 * the RFC 8785 form of every other field but {@code id}, {@code previous} among them, so an entry
 * cannot be changed, taken out or moved without every later hash failing. Ids only; nothing
 * clinical.
 *
 * @param id chain and sequence, so that the place in a chain can be taken once
 * @param chain id of the chain; one for each run of a server process
 * @param sequence place in the chain, from 1
 * @param sitting key shared by the repeated calls of one sitting; null when the call has its own
 *     entry
 * @param previous hash of the entry before; empty for the first
 */
public record ChainedEntry(
    @BsonId @Open String id,
    @Open String chain,
    Long sequence,
    Instant at,
    @Open String person,
    @Open String assignment,
    @Open String session,
    @Open String operation,
    @Open String purpose,
    @Open String target,
    List<@Open String> patients,
    @Open String outcome,
    @Open String sitting,
    @Open String correlation,
    @Open String previous,
    @Open String hash) {

  /** The collection. */
  static final String COLLECTION = "audit";

  /** An entry at its place in a chain. */
  static ChainedEntry of(AuditEntry entry, String chain, long sequence, String previous) {
    ChainedEntry unhashed =
        new ChainedEntry(
            chain + "." + sequence,
            chain,
            sequence,
            entry.at().truncatedTo(ChronoUnit.MILLIS),
            entry.person(),
            entry.assignment(),
            entry.session(),
            entry.operation(),
            entry.purpose(),
            entry.target(),
            entry.patients().stream().sorted().toList(),
            entry.outcome(),
            sittingKey(entry),
            entry.correlation(),
            previous,
            "");
    return unhashed.hashed();
  }

  /** The key that a sitting's calls share; null when each call has its own entry. */
  static String sittingKey(AuditEntry entry) {
    if (entry.sitting() == null || entry.sitting().isEmpty()) {
      return null;
    }
    String parts =
        new JsonArray()
            .add(entry.person())
            .add(entry.operation())
            .add(entry.target())
            .add(entry.outcome())
            .add(entry.sitting())
            .encode();
    return CanonicalJson.sha256(parts.getBytes(StandardCharsets.UTF_8));
  }

  /** The hash that this content should have. */
  String expectedHash() {
    return CanonicalJson.of(
            new JsonObject()
                .put("chain", chain)
                .put("sequence", sequence)
                .put("at", at.toString())
                .put("person", person)
                .put("assignment", assignment)
                .put("session", session)
                .put("operation", operation)
                .put("purpose", purpose)
                .put("target", target)
                .put("patients", new JsonArray(patients))
                .put("outcome", outcome)
                .put("sitting", sitting)
                .put("correlation", correlation)
                .put("previous", previous))
        .hash();
  }

  private ChainedEntry hashed() {
    return new ChainedEntry(
        id,
        chain,
        sequence,
        at,
        person,
        assignment,
        session,
        operation,
        purpose,
        target,
        patients,
        outcome,
        sitting,
        correlation,
        previous,
        expectedHash());
  }
}
