/**
 * Which packets go on to whom: the layer of each source that a participant is sent, and clean
 * changes between layers.
 */
package mx.interconsulta.media.forward;
