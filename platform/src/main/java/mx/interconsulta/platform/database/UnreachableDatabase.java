package mx.interconsulta.platform.database;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import java.net.ConnectException;
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

  static String reason(Throwable failure, ClusterDescription cluster, ConnectionString uri) {
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
    if (servers.stream().anyMatch(ServerDescription::isOk)) {
      return servers.stream().anyMatch(one -> one.getType() == ServerType.REPLICA_SET_GHOST)
          ? "the database is a replica set that was not initiated"
          : "the database has no primary";
    }
    return "the database does not answer" + guesses(servers, uri);
  }

  /** What else it may be: the driver leaves out a server that is not what the URI says, unheard. */
  private static String guesses(List<ServerDescription> servers, ConnectionString uri) {
    if (servers.stream().anyMatch(one -> isAbout(one.getException(), ConnectException.class))) {
      return "";
    }
    String guesses = "";
    if (uri.getRequiredReplicaSetName() != null) {
      guesses += ", or is not of the replica set that MONGODB_URI names";
    }
    if (Boolean.TRUE.equals(uri.getSslEnabled())) {
      guesses += ", or has no TLS";
    } else if (servers.stream()
        .anyMatch(one -> isAbout(one.getException(), MongoSocketReadException.class))) {
      guesses += ", or wants TLS (tls=true)";
    }
    return guesses;
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
