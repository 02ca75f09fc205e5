package mx.interconsulta.scheduling.sample;

/**
 * Somebody invented, for whom a demo account can be made.
 *
 * @param person id of the person
 * @param user name to sign in with
 * @param role token of their role
 * @param unit CLUES of the unit, or empty for a role of the network
 * @param unitName short name of the unit, or of the OOAD, or empty
 * @param displayName title and name
 */
public record SamplePerson(
    String person, String user, String role, String unit, String unitName, String displayName) {}
