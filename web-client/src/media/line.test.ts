import { describe, expect, it } from 'vitest';
import { emptyMeasure, lineQuality, readStats } from './line';

const pair = [
  { id: 'T', type: 'transport', selectedCandidatePairId: 'P2' },
  { id: 'P1', type: 'candidate-pair', nominated: true, state: 'succeeded', localCandidateId: 'L1' },
  { id: 'P2', type: 'candidate-pair', localCandidateId: 'L2', currentRoundTripTime: 0.074 },
  { id: 'L1', type: 'local-candidate', protocol: 'udp', candidateType: 'host' },
  { id: 'L2', type: 'local-candidate', protocol: 'tcp', candidateType: 'host' },
];

function video(packetsReceived: number, packetsLost: number, framesDecoded: number) {
  return {
    id: 'V',
    type: 'inbound-rtp',
    bytesReceived: packetsReceived * 1_000,
    packetsReceived,
    packetsLost,
    framesDecoded,
  };
}

describe('the reading of a line', () => {
  it('names the path in use and its round trip', () => {
    const { reading } = readStats(pair, emptyMeasure, 1_000);
    expect(reading).toMatchObject({ path: 'tcp', roundTripMillis: 74 });
  });

  it('says none before there is a path', () => {
    expect(readStats([], emptyMeasure, 1_000).reading).toMatchObject({
      path: 'none',
      roundTripMillis: -1,
    });
  });

  it('measures what came since the last time', () => {
    const first = readStats([video(100, 0, 30)], emptyMeasure, 1_000);
    const second = readStats([video(190, 10, 60)], first.measure, 2_000);
    expect(second.reading.downBitsPerSecond).toBe(720_000);
    expect(second.reading.lossDown).toBeCloseTo(0.1);
    expect(second.measure.framesDecoded).toBe(60);
  });

  it('knows what was asked for again, though it was lost before the server', () => {
    const { reading } = readStats([{ ...video(95, 0, 30), nackCount: 5 }], emptyMeasure, 1_000);
    expect(reading.lossDown).toBe(0);
    expect(reading.askedAgain).toBeCloseTo(0.05);
  });

  it('goes on counting when the connection was made anew', () => {
    const first = readStats([video(100, 0, 30)], emptyMeasure, 1_000);
    const anew = readStats([video(10, 0, 5)], first.measure, 2_000);
    expect(anew.measure.framesDecoded).toBe(35);
  });

  it('counts invented voice, not silence', () => {
    const voice = {
      id: 'A',
      type: 'inbound-rtp',
      totalSamplesReceived: 48_000,
      concealedSamples: 9_600,
      silentConcealedSamples: 4_800,
    };
    expect(readStats([voice], emptyMeasure, 1_000).reading.audioConcealed).toBeCloseTo(0.1);
  });

  it('comes to one word', () => {
    const good = readStats(pair, emptyMeasure, 1_000).reading;
    expect(lineQuality(good)).toBe('good');
    expect(lineQuality({ ...good, lossDown: 0.03 })).toBe('fair');
    expect(lineQuality({ ...good, lossUp: 0.09 })).toBe('bad');
    expect(lineQuality({ ...good, path: 'none' })).toBe('none');
  });
});
