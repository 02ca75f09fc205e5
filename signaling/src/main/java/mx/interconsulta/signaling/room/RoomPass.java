package mx.interconsulta.signaling.room;

import java.time.Instant;

/**
 * Permission to enter one room, once, as one participant.
 *
 * @param nonce makes it usable once
 * @param room the room
 * @param server id of the process that has the room
 * @param participant one device of the person: the same for the same room, person and device
 * @param person who may use it
 * @param session the sign-in that may use it
 * @param device the page's own id
 * @param role part in the consultation
 * @param expiresAt until when
 */
public record RoomPass(
    String nonce,
    String room,
    String server,
    String participant,
    String person,
    String session,
    String device,
    String role,
    Instant expiresAt) {}
