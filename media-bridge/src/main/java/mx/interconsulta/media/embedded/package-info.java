/**
 * The bridge inside this process: rooms, participants and descriptions above the media transport.
 */
package mx.interconsulta.media.embedded;
