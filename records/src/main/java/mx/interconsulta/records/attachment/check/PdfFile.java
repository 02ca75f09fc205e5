package mx.interconsulta.records.attachment.check;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * A PDF (ISO 32000-1), read by PDFBox and written anew without what it says beside its pages: who
 * made it and with what, XMP, scripts, actions that run by themselves, attached files, forms of
 * another kind, and the metadata of the photographs on its pages. A signature in it does not
 * survive that; the pages do.
 */
final class PdfFile {
  static final int MOST_PAGES = 300;

  private static final long MOST_UNFOLDED = 256L << 20;

  /** A file that was cut off has lost its end; readers look for it so near to it. */
  private static final int END_WITHIN = 1024;

  private static final List<COSName> BESIDE_THE_PAGES =
      List.of(
          COSName.METADATA,
          COSName.getPDFName("PieceInfo"),
          COSName.getPDFName("LastModified"),
          COSName.OPEN_ACTION,
          COSName.AA,
          COSName.JS,
          COSName.getPDFName("JavaScript"),
          COSName.getPDFName("EmbeddedFiles"),
          COSName.AF,
          COSName.getPDFName("XFA"),
          COSName.getPDFName("RichMediaContent"),
          COSName.getPDFName("Launch"));

  private static final Set<String> RUNNING_ACTIONS =
      Set.of("JavaScript", "Launch", "ImportData", "SubmitForm", "RichMediaExecute");

  private PdfFile() {}

  static boolean is(byte[] bytes) {
    return Bytes.says(bytes, 0, "%PDF-");
  }

  static Checked check(byte[] bytes) throws Refused {
    if (!hasEnd(bytes)) {
      throw new Refused(Refused.DAMAGED);
    }
    try (PDDocument document = Loader.loadPDF(bytes, "")) {
      document.setAllSecurityToBeRemoved(true);
      int pages = document.getNumberOfPages();
      if (pages < 1) {
        throw new Refused(Refused.DAMAGED);
      }
      if (pages > MOST_PAGES) {
        throw new Refused(Refused.TOO_MUCH);
      }
      document.getPage(0).getMediaBox();
      clean(document);
      byte[] small = firstPage(document);
      ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
      document.save(out);
      return new Checked(Checked.PDF, out.toByteArray(), 0, 0, pages, small);
    } catch (InvalidPasswordException locked) {
      throw new Refused(Refused.LOCKED);
    } catch (IOException | RuntimeException broken) {
      throw new Refused(Refused.DAMAGED);
    }
  }

  private static boolean hasEnd(byte[] bytes) {
    for (int at = bytes.length - 5; at >= Math.max(0, bytes.length - END_WITHIN); at--) {
      if (Bytes.says(bytes, at, "%%EOF")) {
        return true;
      }
    }
    return false;
  }

  private static void clean(PDDocument document) throws IOException, Refused {
    for (COSDictionary dictionary : dictionaries(document)) {
      BESIDE_THE_PAGES.forEach(dictionary::removeItem);
      if (RUNNING_ACTIONS.contains(dictionary.getNameAsString(COSName.S, ""))) {
        dictionary.removeItem(COSName.S);
      }
      if (dictionary instanceof COSStream stream) {
        mustBeBearable(stream);
        if (isPhotograph(stream)) {
          clean(stream);
        }
      }
    }
    document.setDocumentInformation(new PDDocumentInformation());
    document.getDocument().getTrailer().removeItem(COSName.ID);
  }

  /** Every dictionary of the file, also those within others. */
  private static List<COSDictionary> dictionaries(PDDocument document) throws IOException {
    Deque<COSBase> open = new ArrayDeque<>();
    open.add(document.getDocument().getTrailer());
    for (var key : document.getDocument().getXrefTable().keySet()) {
      COSObject object = document.getDocument().getObjectFromPool(key);
      if (object != null && object.getObject() != null) {
        open.add(object.getObject());
      }
    }
    Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<COSDictionary> found = new ArrayList<>();
    while (!open.isEmpty()) {
      COSBase next = open.pop();
      if (!seen.add(next)) {
        continue;
      }
      if (next instanceof COSObject object && object.getObject() != null) {
        open.push(object.getObject());
      } else if (next instanceof COSArray array) {
        array.forEach(
            item -> {
              if (item != null) {
                open.push(item);
              }
            });
      } else if (next instanceof COSDictionary dictionary) {
        found.add(dictionary);
        dictionary.getValues().forEach(open::push);
      }
    }
    return found;
  }

  /** A reader's browser unfolds what is on a page whole. */
  private static void mustBeBearable(COSStream stream) throws IOException, Refused {
    List<COSBase> filters = filters(stream);
    if (filters.isEmpty() || !COSName.FLATE_DECODE.equals(filters.get(0))) {
      return;
    }
    Inflater inflater = new Inflater();
    try (InputStream in = stream.createRawInputStream();
        InputStream unfolded = new InflaterInputStream(in, inflater)) {
      byte[] some = new byte[64 * 1024];
      long bytes = 0;
      for (int read = unfolded.read(some); read >= 0; read = unfolded.read(some)) {
        bytes += read;
        if (bytes > MOST_UNFOLDED) {
          throw new Refused(Refused.TOO_MUCH);
        }
      }
    } catch (ZipException | EOFException unreadable) {
      // Readers show what they can of it, and so does the browser.
    } finally {
      inflater.end();
    }
  }

  private static boolean isPhotograph(COSStream stream) {
    return filters(stream).equals(List.of(COSName.DCT_DECODE));
  }

  private static List<COSBase> filters(COSStream stream) {
    COSBase filters = stream.getFilters();
    if (!(filters instanceof COSArray several)) {
      return filters == null ? List.of() : List.of(filters);
    }
    List<COSBase> all = new ArrayList<>();
    for (int i = 0; i < several.size(); i++) {
      all.add(several.getObject(i));
    }
    return all;
  }

  private static void clean(COSStream photograph) throws IOException {
    byte[] stripped;
    try (InputStream in = photograph.createRawInputStream()) {
      stripped = JpegFile.withoutMetadata(in.readAllBytes());
    } catch (Refused unreadable) {
      return; // the page shows a gap there, as it does everywhere
    }
    try (OutputStream out = photograph.createRawOutputStream()) {
      out.write(stripped);
    }
  }

  /** The first page, small; empty when it asks for something that cannot be drawn here. */
  private static byte[] firstPage(PDDocument document) {
    try {
      var box = document.getPage(0).getCropBox();
      float longest = Math.max(1, Math.max(box.getWidth(), box.getHeight()));
      BufferedImage page =
          new PDFRenderer(document).renderImage(0, 2 * Thumbnail.LONGEST / longest, ImageType.RGB);
      return Thumbnail.of(page);
    } catch (IOException | RuntimeException cannot) {
      return new byte[0];
    }
  }
}
