/**
 * The formats of RTP and RTCP: readers that never throw at what a stranger wrote, and writers. They
 * know no room and keep no state beyond one packet.
 */
package mx.interconsulta.media.rtp;
