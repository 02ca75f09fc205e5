/**
 * What comes from a participant: finding the stream of a packet, mending losses, keeping a short
 * memory, measuring.
 */
package mx.interconsulta.media.inbound;
