package mx.interconsulta.records.note;

import java.time.Instant;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;

/**
 * Bytes that are frozen and wait for a signature. They are kept here so that what is signed is what
 * was shown, whichever server takes the signature.
 *
 * @param entry id that the signed entry will have
 * @param hash of the bytes
 * @param at the instant that the bytes say
 * @param mode how the answer was reached; null for an addendum
 * @param sequence place in the patient's chain that the bytes claim
 * @param previous hash of the entry before
 * @param canonical the bytes
 */
public record PreparedEntry(
    @Open String entry,
    @Open String hash,
    Instant at,
    @Open String mode,
    Long sequence,
    @Open String previous,
    Sealed canonical) {

  /** Where the prepared bytes of a draft stand. */
  static FieldAddress canonicalOf(String collection, String draft) {
    return new FieldAddress(collection, draft, "prepared.canonical");
  }
}
