package mx.interconsulta.platform.database;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoSecurityException;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * Why a database could not be opened, as one line for the person who started the program. It says
 * nothing of the URI, which may hold a password.
 */
final class UnreachableDatabase {
  /** The server says that the user may not do this. */
  private static final int UNAUTHORIZED = 13;

  private UnreachableDatabase() {}

  static String reason(Throwable failure, ClusterDescription cluster) {
    if (isAbout(failure, MongoSecurityException.class)) {
      return "the database refuses the user or password of MONGODB_URI (with authSource, when the"
          + " user is of another database)";
    }
    if (failure instanceof MongoCommandException command
        && command.getErrorCode() == UNAUTHORIZED) {
      return "the user of MONGODB_URI may not read and write its database";
    }
    List<ServerDescription> servers = cluster.getServerDescriptions();
    if (servers.stream().anyMatch(one -> isAbout(one.getException(), SSLException.class))) {
      return "no TLS with the database: tls=true in MONGODB_URI only for a server that has it, and"
          + " its certificate must be one this machine trusts";
    }
    if (servers.stream()
        .anyMatch(one -> isAbout(one.getException(), MongoSecurityException.class))) {
      return "the database refuses the user or password of MONGODB_URI";
    }
    if (servers.stream().anyMatch(ServerDescription::isOk)) {
      return servers.stream().anyMatch(one -> one.getType() == ServerType.REPLICA_SET_GHOST)
          ? "the database is a replica set that was not initiated"
          : "the database has no primary";
    }
    return servers.isEmpty()
        ? "no server of MONGODB_URI is of the replica set that it names"
        : "the database does not answer";
  }

  private static boolean isAbout(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (kind.isInstance(one)) {
        return true;
      }
    }
    return false;
  }
}
