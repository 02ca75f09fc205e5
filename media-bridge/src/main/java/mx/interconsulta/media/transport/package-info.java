/**
 * The way a packet takes between a participant's browser and this process: one UDP and one TCP port
 * (RFC 8445 ICE-lite, RFC 6544 ICE-TCP passive), DTLS 1.2 (RFC 5764) and SRTP (RFC 3711, RFC 7714).
 * Above it, nobody sees a cipher, a candidate pair or a socket.
 *
 * <p>Threading: a {@link mx.interconsulta.media.transport.MediaPort} and everything registered with
 * it belong to its one {@link mx.interconsulta.media.transport.MediaLoop}. Others post to it.
 */
package mx.interconsulta.media.transport;
