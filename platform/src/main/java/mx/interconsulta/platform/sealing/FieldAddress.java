package mx.interconsulta.platform.sealing;

import java.util.Objects;

/**
 * Where a sealed field stands. It is authenticated with the ciphertext, so that a field copied to
 * another document or name does not open.
 *
 * @param collection name of the collection
 * @param id id of the document
 * @param field dotted path of the field
 */
public record FieldAddress(String collection, String id, String field) {
  public FieldAddress {
    Objects.requireNonNull(collection, "collection");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(field, "field");
  }
}
