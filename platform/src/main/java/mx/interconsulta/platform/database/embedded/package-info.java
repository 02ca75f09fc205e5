/**
 * The embedded database: a MongoDB-protocol server written in Java, on H2's MVStore, made durable
 * here. It is for trying, teaching and testing; {@code docs/database.md} says what it is not.
 */
package mx.interconsulta.platform.database.embedded;
