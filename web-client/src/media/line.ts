import type { MediaPath } from './messages';

/** How the line is now, from the last second. */
export interface LineReading {
  readonly path: MediaPath;
  readonly downBitsPerSecond: number;
  readonly upBitsPerSecond: number;
  /** What the browser believes its line up to carry; -1 when unknown. */
  readonly upCarries: number;
  /** Fraction of packets lost towards this page, 0 to 1. */
  readonly lossDown: number;
  /**
   * Packets this page asked for again, as a share of those it got: also those that were lost before
   * the server, on the line of whoever sent them, which no count of packets shows here.
   */
  readonly askedAgain: number;
  /** Fraction lost from this page, as the other end says it. */
  readonly lossUp: number;
  /** -1 when unknown. */
  readonly roundTripMillis: number;
  readonly audioConcealed: number;
}

export type LineQuality = 'good' | 'fair' | 'bad' | 'none';

/** Counters since the join; what a connection made anew counts goes on from the one before. */
export interface Measure {
  readonly at: number;
  readonly bytesDown: number;
  readonly bytesUp: number;
  readonly received: number;
  readonly lost: number;
  readonly samples: number;
  readonly concealed: number;
  readonly framesDecoded: number;
  readonly framesDropped: number;
  readonly freezes: number;
  readonly raw: Readonly<Record<string, number>>;
}

export const emptyMeasure: Measure = {
  at: 0,
  bytesDown: 0,
  bytesUp: 0,
  received: 0,
  lost: 0,
  samples: 0,
  concealed: 0,
  framesDecoded: 0,
  framesDropped: 0,
  freezes: 0,
  raw: {},
};

/** The line in one word. Voice is understood up to about 8 % loss with RED; beyond, say so. */
export function lineQuality(reading: LineReading): LineQuality {
  if (reading.path === 'none') return 'none';
  const loss = Math.max(reading.lossDown, reading.lossUp);
  if (loss >= 0.08 || reading.audioConcealed >= 0.15 || reading.roundTripMillis >= 800)
    return 'bad';
  if (loss >= 0.02 || reading.audioConcealed >= 0.05 || reading.roundTripMillis >= 350) {
    return 'fair';
  }
  return 'good';
}

type Entry = Record<string, unknown> & { id: string; type: string };

/** Reads a connection's statistics and makes a reading of the difference to the last time. */
export async function measure(
  peer: RTCPeerConnection,
  last: Measure,
): Promise<{ measure: Measure; reading: LineReading }> {
  const entries: Entry[] = [];
  (await peer.getStats()).forEach((entry: Entry) => entries.push(entry));
  return readStats(entries, last, performance.now());
}

/** The arithmetic of {@link measure}, apart from the browser. */
export function readStats(
  entries: readonly Entry[],
  last: Measure,
  at: number,
): { measure: Measure; reading: LineReading } {
  const raw: Record<string, number> = {};
  const number = (entry: Entry, name: string): number =>
    typeof entry[name] === 'number' ? entry[name] : 0;
  /** What a counter grew by, also when its connection was made anew and it began at zero. */
  const grown = (entry: Entry, name: string): number => {
    const key = `${entry.id}/${name}`;
    const now = number(entry, name);
    const before = last.raw[key] ?? 0;
    raw[key] = now;
    return now >= before ? now - before : now;
  };
  const sum = (type: string, name: string): number =>
    entries
      .filter((entry) => entry.type === type)
      .reduce((all, each) => all + grown(each, name), 0);

  const bytesDown = sum('inbound-rtp', 'bytesReceived');
  const bytesUp = sum('outbound-rtp', 'bytesSent');
  const received = sum('inbound-rtp', 'packetsReceived');
  const lost = Math.max(0, sum('inbound-rtp', 'packetsLost'));
  const asked = sum('inbound-rtp', 'nackCount');
  const samples = sum('inbound-rtp', 'totalSamplesReceived');
  const silent = sum('inbound-rtp', 'silentConcealedSamples');
  const concealed = Math.max(0, sum('inbound-rtp', 'concealedSamples') - silent);
  const framesDecoded = sum('inbound-rtp', 'framesDecoded');
  const framesDropped = sum('inbound-rtp', 'framesDropped');
  const freezes = sum('inbound-rtp', 'freezeCount');

  const transport = entries.find((entry) => entry.type === 'transport');
  const pair = entries.find(
    (entry) =>
      entry.type === 'candidate-pair' &&
      (transport?.['selectedCandidatePairId']
        ? entry.id === transport['selectedCandidatePairId']
        : entry['nominated'] === true && entry['state'] === 'succeeded'),
  );
  const local = entries.find((entry) => entry.id === pair?.['localCandidateId']);
  const remoteLoss = entries
    .filter((entry) => entry.type === 'remote-inbound-rtp')
    .map((entry) => number(entry, 'fractionLost'));
  const seconds = last.at === 0 ? 0 : Math.max(0.001, (at - last.at) / 1_000);
  const rate = (bytes: number): number => (seconds === 0 ? 0 : Math.round((bytes * 8) / seconds));
  const share = (part: number, whole: number): number =>
    whole <= 0 ? 0 : Math.min(1, part / whole);
  const trip = pair?.['currentRoundTripTime'];
  const upCarries = pair?.['availableOutgoingBitrate'];

  return {
    measure: {
      at,
      bytesDown: last.bytesDown + bytesDown,
      bytesUp: last.bytesUp + bytesUp,
      received: last.received + received,
      lost: last.lost + lost,
      samples: last.samples + samples,
      concealed: last.concealed + concealed,
      framesDecoded: last.framesDecoded + framesDecoded,
      framesDropped: last.framesDropped + framesDropped,
      freezes: last.freezes + freezes,
      raw,
    },
    reading: {
      path: pathOf(local),
      downBitsPerSecond: rate(bytesDown),
      upBitsPerSecond: rate(bytesUp),
      upCarries: typeof upCarries === 'number' ? upCarries : -1,
      lossDown: share(lost, lost + received),
      askedAgain: share(asked, asked + received),
      lossUp: Math.min(1, Math.max(0, ...remoteLoss)),
      roundTripMillis: typeof trip === 'number' ? Math.round(trip * 1_000) : -1,
      audioConcealed: share(concealed, samples),
    },
  };
}

function pathOf(local: Entry | undefined): MediaPath {
  if (!local) return 'none';
  if (local['candidateType'] === 'relay') return 'turn';
  return local['protocol'] === 'tcp' ? 'tcp' : 'udp';
}
