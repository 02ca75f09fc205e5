package mx.interconsulta.records.attachment.check;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;

/**
 * Checks one file in a process of its own: bytes in, what may be kept out. Whatever a file made by
 * a stranger does to a decoder (memory, time, a crash) it does here, without the program's memory,
 * keys or database; the program kills it when it takes too long.
 */
public final class CheckProcess {
  private static final int KEEP = 0;
  private static final int REFUSE = 1;

  private CheckProcess() {}

  /**
   * Reads standard input to its end, writes the answer to standard output, and nothing but the
   * answer: a decoder that logs (of a font it had to replace, say) would break it.
   */
  public static void main(String[] arguments) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    System.setOut(System.err);
    ImageIO.setUseCache(false);
    byte[] bytes = System.in.readAllBytes();
    try {
      write(ContentCheck.check(bytes), out);
    } catch (Refused refused) {
      refuse(refused.code(), out);
    } catch (OutOfMemoryError | StackOverflowError tooMuch) {
      refuse(Refused.TOO_MUCH, out);
    }
    out.flush();
  }

  private static void refuse(String code, DataOutputStream out) throws IOException {
    out.writeByte(REFUSE);
    out.writeUTF(code);
  }

  private static void write(Checked checked, DataOutputStream out) throws IOException {
    out.writeByte(KEEP);
    out.writeUTF(checked.mediaType());
    out.writeInt(checked.width());
    out.writeInt(checked.height());
    out.writeInt(checked.pages());
    out.writeInt(checked.bytes().length);
    out.write(checked.bytes());
    out.writeInt(checked.thumbnail().length);
    out.write(checked.thumbnail());
  }

  /**
   * Reads an answer.
   *
   * @throws IOException when it is not whole
   */
  static Checked read(InputStream from) throws IOException, Refused {
    DataInputStream in = new DataInputStream(from);
    if (in.readByte() != KEEP) {
      throw new Refused(in.readUTF());
    }
    String mediaType = in.readUTF();
    int width = in.readInt();
    int height = in.readInt();
    int pages = in.readInt();
    return new Checked(mediaType, block(in), width, height, pages, block(in));
  }

  private static byte[] block(DataInputStream in) throws IOException {
    byte[] block = new byte[in.readInt()];
    in.readFully(block);
    return block;
  }
}
