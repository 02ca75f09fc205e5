package mx.interconsulta.records.attachment.check;

/**
 * A file as it may be kept: nothing of who made it, where and with what is left in it.
 *
 * @param mediaType image/jpeg, image/png or application/pdf
 * @param bytes what is kept
 * @param width pixels as shown; 0 for a document
 * @param height pixels as shown; 0 for a document
 * @param pages of a document; 0 for a photograph
 * @param thumbnail a small JPEG, upright; empty when the document's first page cannot be drawn
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes, never compared.
public record Checked(
    String mediaType, byte[] bytes, int width, int height, int pages, byte[] thumbnail) {

  static final String JPEG = "image/jpeg";
  static final String PNG = "image/png";
  static final String PDF = "application/pdf";

  /** Never shows what it holds. */
  @Override
  public String toString() {
    return "Checked[" + mediaType + ", " + bytes.length + " bytes]";
  }
}
