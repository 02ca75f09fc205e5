package mx.interconsulta.media.transport;

/**
 * What went over one peer's transport until now.
 *
 * @param packetsIn authenticated RTP and RTCP packets
 * @param unauthentic packets whose tag did not verify
 * @param replayed packets seen before or too old to tell
 * @param unsent packets that were not sent because the path had no room
 * @param checks verified STUN checks
 * @param pathChanges how often the path changed after the first
 */
public record TransportStatistics(
    long packetsIn,
    long bytesIn,
    long packetsOut,
    long bytesOut,
    long unauthentic,
    long replayed,
    long unsent,
    long checks,
    long pathChanges) {}
