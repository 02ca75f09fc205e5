/**
 * DTLS 1.2 as the server (RFC 6347, RFC 5764) around Bouncy Castle's blocking implementation: each
 * peer has a queue, threads of a bounded pool work on it, and what comes out is told through {@link
 * mx.interconsulta.media.transport.dtls.DtlsEvents}. Knows no socket and no address.
 */
package mx.interconsulta.media.transport.dtls;
