/** What is learnt about a line: arrivals, losses, the rate it carries. */
package mx.interconsulta.media.feedback;
