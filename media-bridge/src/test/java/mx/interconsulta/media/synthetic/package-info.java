/**
 * Participants without a browser: real ICE, DTLS and SRTP over real sockets, made-up media. Tests
 * join by the thousand with them, and the benchmarks load bridges with them, ours and others'.
 */
package mx.interconsulta.media.synthetic;
