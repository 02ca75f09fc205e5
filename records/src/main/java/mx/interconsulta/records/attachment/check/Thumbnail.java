package mx.interconsulta.records.attachment.check;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Small pictures, upright, on white, without metadata. Only every n-th pixel of a large photograph
 * is ever in memory. Drawing one is also the proof that the photograph can be drawn at all.
 */
final class Thumbnail {
  static final int LONGEST = 320;
  private static final float QUALITY = 0.8f;

  private Thumbnail() {}

  /** Of a photograph whose size is known and bearable. */
  static byte[] of(byte[] photograph, String format, int width, int height, int orientation)
      throws Refused {
    try {
      return write(upright(read(photograph, format, Math.max(width, height)), orientation));
    } catch (IOException | RuntimeException broken) {
      throw new Refused(Refused.DAMAGED);
    }
  }

  /** Of a page that was drawn. */
  static byte[] of(BufferedImage page) throws IOException {
    return write(upright(page, Orientation.UPRIGHT));
  }

  private static BufferedImage read(byte[] photograph, String format, int longest)
      throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    AtomicBoolean cut = new AtomicBoolean();
    try (ImageInputStream in =
        new javax.imageio.stream.MemoryCacheImageInputStream(
            new ByteArrayInputStream(photograph))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(
          (IIOReadWarningListener)
              (source, warning) -> {
                if (warning != null
                    && warning.toLowerCase(java.util.Locale.ROOT).contains("premature")) {
                  cut.set(true);
                }
              });
      ImageReadParam every = reader.getDefaultReadParam();
      int step = Math.max(1, longest / (LONGEST * 2));
      every.setSourceSubsampling(step, step, 0, 0);
      BufferedImage image;
      try {
        image = reader.read(0, every);
      } catch (IOException unsupported) {
        image = printColours(reader.readRaster(0, every));
      }
      if (cut.get()) {
        throw new IOException("cut off");
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  /** Four colours as Adobe writes them, inverted: near enough for a small picture. */
  private static BufferedImage printColours(Raster raster) throws IOException {
    if (raster.getNumBands() != 4) {
      throw new IOException("no colours known");
    }
    BufferedImage image =
        new BufferedImage(raster.getWidth(), raster.getHeight(), BufferedImage.TYPE_INT_RGB);
    int[] pixel = new int[4];
    for (int y = 0; y < raster.getHeight(); y++) {
      for (int x = 0; x < raster.getWidth(); x++) {
        raster.getPixel(x, y, pixel);
        int black = pixel[3];
        Color seen =
            new Color(pixel[0] * black / 255, pixel[1] * black / 255, pixel[2] * black / 255);
        image.setRGB(x, y, seen.getRGB());
      }
    }
    return image;
  }

  private static BufferedImage upright(BufferedImage image, int orientation) {
    double scale = Math.min(1.0, LONGEST / (double) Math.max(image.getWidth(), image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    boolean turns = Orientation.turns(orientation);
    BufferedImage small =
        new BufferedImage(
            turns ? height : width, turns ? width : height, BufferedImage.TYPE_INT_RGB);
    Graphics2D draw = small.createGraphics();
    draw.setColor(Color.WHITE);
    draw.fillRect(0, 0, small.getWidth(), small.getHeight());
    draw.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    draw.transform(turn(orientation, width, height));
    draw.drawImage(image, 0, 0, width, height, null);
    draw.dispose();
    return small;
  }

  /** What brings a picture of this size upright. */
  private static AffineTransform turn(int orientation, int width, int height) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }

  private static byte[] write(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      writer.setOutput(to);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
