package mx.interconsulta.platform.database.backup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import mx.interconsulta.platform.database.Database;

/**
 * {@code bin/backup FILE}: writes the database of DATA_DIR, or of MONGODB_URI, to a file. Works
 * beside a running server. Exit codes: 0 done, 1 refused with one line, 2 wrong arguments.
 */
public final class BackupProcess {
  private BackupProcess() {}

  public static void main(String[] arguments) {
    if (arguments.length != 1 || arguments[0].startsWith("-")) {
      System.err.println("usage: bin/backup FILE");
      System.exit(2);
    }
    Path file = Path.of(arguments[0]);
    System.exit(DatabaseTask.run(true, database -> write(database, file)));
  }

  private static String write(Database database, Path file) throws IOException {
    try {
      long documents = new Backup(database, Clock.systemUTC()).write(file);
      return String.format(
          Locale.ROOT,
          "%d documents in %s. Keep the master key apart from it: without the key it is of no use.",
          documents,
          file);
    } catch (FileAlreadyExistsException there) {
      throw new IOException(file + " is there already", there);
    }
  }
}
