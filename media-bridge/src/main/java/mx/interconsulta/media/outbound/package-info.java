/**
 * What goes to a participant: slots with sources and numbers of their own, retransmission, reports,
 * probes.
 */
package mx.interconsulta.media.outbound;
