package mx.interconsulta.records.attachment.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Calendar;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFontFactory;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;

/** Invented files: as devices make them, and as nobody should. */
final class Pictures {
  /** Where a photograph was taken, and by whom: must be found nowhere afterwards. */
  static final String SECRET = "LATITUD-31.8667-HECHO-POR-JUANA";

  private Pictures() {}

  /** The top left quarter red, the rest blue. */
  static BufferedImage picture(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D draw = image.createGraphics();
    draw.setColor(Color.BLUE);
    draw.fillRect(0, 0, width, height);
    draw.setColor(Color.RED);
    draw.fillRect(0, 0, width / 2, height / 2);
    draw.dispose();
    return image;
  }

  static byte[] encoded(BufferedImage image, String format) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, format, out);
      return out.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static BufferedImage decoded(byte[] bytes) {
    try {
      return ImageIO.read(new ByteArrayInputStream(bytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * As a telephone makes it: Exif with orientation and place, XMP, a comment, and a film behind.
   */
  static byte[] jpeg(int width, int height, int orientation) {
    byte[] plain = encoded(picture(width, height), "jpeg");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    segment(out, 0xe1, joined("Exif\0\0".getBytes(ISO_8859_1), tiff(orientation)));
    segment(
        out, 0xe1, ("http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + "</x>").getBytes(ISO_8859_1));
    segment(out, 0xed, ("Photoshop 3.0\0" + SECRET).getBytes(ISO_8859_1));
    segment(out, 0xfe, SECRET.getBytes(ISO_8859_1));
    out.write(plain, 2, plain.length - 2);
    out.writeBytes(("ftypmp42" + SECRET).getBytes(ISO_8859_1));
    return out.toByteArray();
  }

  /** Orientation, and a text that says too much. */
  private static byte[] tiff(int orientation) {
    byte[] secret = SECRET.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(38 + secret.length)
        .put(new byte[] {'M', 'M', 0, 42})
        .putInt(8)
        .putShort((short) 2)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putShort((short) 0x013b)
        .putShort((short) 2)
        .putInt(secret.length)
        .putInt(38)
        .putInt(0)
        .put(secret)
        .array();
  }

  private static void segment(ByteArrayOutputStream out, int marker, byte[] body) {
    out.write(0xff);
    out.write(marker);
    out.write((body.length + 2) >> 8);
    out.write((body.length + 2) & 0xff);
    out.writeBytes(body);
  }

  /** With texts, Exif and a private chunk. */
  static byte[] png(int width, int height) {
    byte[] plain = encoded(picture(width, height), "png");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 33); // signature and IHDR
    chunk(out, "tEXt", ("Author\0" + SECRET).getBytes(ISO_8859_1));
    chunk(out, "iTXt", ("XML:com.adobe.xmp\0\0\0\0\0" + SECRET).getBytes(ISO_8859_1));
    chunk(out, "eXIf", tiff(6));
    chunk(out, "prVt", SECRET.getBytes(ISO_8859_1));
    out.write(plain, 33, plain.length - 33);
    out.writeBytes(SECRET.getBytes(ISO_8859_1));
    return out.toByteArray();
  }

  /** A small file that says it is so large, and unfolds into so many bytes. */
  static byte[] pngBomb(int width, int height, int unfolded) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
    chunk(
        out,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array());
    chunk(out, "IDAT", deflated(unfolded));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] deflated(int zeros) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(9))) {
      byte[] some = new byte[1 << 20];
      for (int left = zeros; left > 0; left -= some.length) {
        out.write(some, 0, Math.min(left, some.length));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] body = joined(type.getBytes(ISO_8859_1), data);
    CRC32 sum = new CRC32();
    sum.update(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  private static byte[] joined(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  /** Two pages, a photograph with its place on the first, author, XMP, a script that runs. */
  static byte[] pdf() {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      document.addPage(new PDPage());
      var photograph = JPEGFactory.createFromByteArray(document, jpeg(200, 100, 1));
      try (PDPageContentStream draw = new PDPageContentStream(document, page)) {
        draw.drawImage(photograph, 50, 400);
      }
      PDDocumentInformation information = new PDDocumentInformation();
      information.setAuthor(SECRET);
      information.setCreationDate(Calendar.getInstance());
      document.setDocumentInformation(information);
      PDMetadata xmp = new PDMetadata(document);
      xmp.importXMPMetadata(("<x>" + SECRET + "</x>").getBytes(ISO_8859_1));
      document.getDocumentCatalog().setMetadata(xmp);
      document
          .getDocumentCatalog()
          .setOpenAction(new PDActionJavaScript("app.alert('" + SECRET + "')"));
      return saved(document);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Writes in a typeface that it names and does not bring along. */
  static byte[] pdfInTypeface(String name) {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      COSDictionary font = new COSDictionary();
      font.setItem(COSName.TYPE, COSName.FONT);
      font.setItem(COSName.SUBTYPE, COSName.TYPE1);
      font.setName(COSName.BASE_FONT, name);
      PDResources resources = new PDResources();
      resources.put(COSName.getPDFName("F1"), PDFontFactory.createFont(font));
      page.setResources(resources);
      PDStream text = new PDStream(document);
      try (OutputStream out = text.createOutputStream()) {
        out.write("BT /F1 36 Tf 72 640 Td (Electrocardiograma) Tj ET".getBytes(ISO_8859_1));
      }
      page.setContents(text);
      return saved(document);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Opens with nothing but a password. */
  static byte[] lockedPdf(String userPassword) {
    try (PDDocument document = Loader.loadPDF(pdf())) {
      document.protect(
          new StandardProtectionPolicy("del dueño", userPassword, new AccessPermission()));
      return saved(document);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** One page whose drawing unfolds into so many bytes. */
  static byte[] pdfBomb(int unfolded) {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      var stream = document.getDocument().createCOSStream();
      stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
      try (var out = stream.createRawOutputStream()) {
        out.write(deflated(unfolded));
      }
      page.getCOSObject().setItem(COSName.CONTENTS, stream);
      return saved(document);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static byte[] saved(PDDocument document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }

  /** Everything a PDF says, its streams unfolded. */
  static String said(byte[] pdf) {
    StringBuilder said = new StringBuilder(new String(pdf, ISO_8859_1));
    try (PDDocument document = Loader.loadPDF(pdf)) {
      for (var key : List.copyOf(document.getDocument().getXrefTable().keySet())) {
        var object = document.getDocument().getObjectFromPool(key).getObject();
        said.append(object);
        if (object instanceof org.apache.pdfbox.cos.COSStream stream) {
          try (var in = stream.createRawInputStream()) {
            said.append(new String(in.readAllBytes(), ISO_8859_1));
          }
        }
      }
      said.append(document.getDocumentInformation().getCOSObject());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return said.toString();
  }
}
