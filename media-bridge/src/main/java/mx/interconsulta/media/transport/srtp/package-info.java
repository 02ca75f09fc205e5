/**
 * SRTP and SRTCP of one peer (RFC 3711, RFC 7714), around the ciphers of {@code jitsi-srtp}: one
 * context for each SSRC and direction, none kept that has not authenticated, never more than the
 * limit. Knows no socket and no handshake.
 */
package mx.interconsulta.media.transport.srtp;
