package mx.interconsulta.server.identity;

import io.vertx.core.json.JsonObject;

/**
 * A person of the sample network who gets a demo account.
 *
 * @param person id
 * @param user name to sign in with
 * @param role the role to show
 * @param name name with its title
 * @param unit name of the unit; empty for the whole network
 */
public record SamplePerson(String person, String user, String role, String name, String unit) {
  JsonObject toJson(String password) {
    return new JsonObject()
        .put("user", user)
        .put("password", password)
        .put("role", role)
        .put("name", name)
        .put("unit", unit);
  }
}
