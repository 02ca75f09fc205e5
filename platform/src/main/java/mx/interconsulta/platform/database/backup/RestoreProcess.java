package mx.interconsulta.platform.database.backup;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * {@code bin/restore FILE [--force]}: puts a backup into the empty database of DATA_DIR, or of
 * MONGODB_URI; {@code --force} erases what is there. Servers must be stopped. Exit codes: 0 done, 1
 * refused with one line, 2 wrong arguments.
 */
public final class RestoreProcess {
  private RestoreProcess() {}

  public static void main(String[] arguments) {
    boolean force = Arrays.asList(arguments).contains("--force");
    List<String> files = Arrays.stream(arguments).filter(word -> !word.startsWith("-")).toList();
    if (files.size() != 1 || arguments.length != (force ? 2 : 1)) {
      System.err.println("usage: bin/restore FILE [--force]");
      System.exit(2);
    }
    Path file = Path.of(files.get(0));
    System.exit(
        DatabaseTask.run(
            false,
            database -> {
              Restore restore = new Restore(database);
              long documents = force ? restore.replace(file) : restore.read(file);
              return documents
                  + " documents restored. The server needs the master key of this backup.";
            }));
  }
}
