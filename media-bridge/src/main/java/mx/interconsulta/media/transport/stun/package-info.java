/**
 * STUN messages (RFC 8489, and RFC 5389 before it): the few that ICE uses, read without trust and
 * written without flourish. Knows no socket and no peer.
 */
package mx.interconsulta.media.transport.stun;
