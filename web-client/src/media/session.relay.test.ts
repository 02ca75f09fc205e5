import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DIRECT, FakePage, settle } from './session.fakes';

const STUN = 'stun:stun.example';
const RELAY = 'turns:turn.example:443?transport=tcp';

let ana: FakePage;
let epoch = 0;

beforeEach(async () => {
  vi.useFakeTimers();
  epoch = 0;
  ana = new FakePage('ana');
  await ana.open();
  ana.receive({ ...DIRECT, bridge: 'embedded', offerer: 'bridge', simulcast: true });
  ana.receive({
    type: 'media.ice-servers',
    servers: [
      { urls: [STUN], username: '', credential: '' },
      { urls: [RELAY], username: 'ana', credential: 'secret' },
    ],
  });
  await offer();
});

afterEach(() => {
  ana.session.close();
  vi.useRealTimers();
});

async function offer(): Promise<void> {
  epoch += 1;
  ana.receive({
    type: 'media.offer',
    transport: 'main',
    epoch,
    sdp: 'v=0\r\na=fingerprint:sha-256 1\r\nm=audio 9\r\nm=video 9\r\n',
    mids: { 0: 'face', 1: 'face' },
  });
  await settle();
}

async function pass(millis: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(millis);
  await settle();
}

/** The bridge answers each restart that is asked for with an offer. */
async function restarted(times: number): Promise<void> {
  expect(ana.sentOf('media.restart')).toHaveLength(times);
  await offer();
}

function goesBy(candidateType: string): void {
  const entries = [
    { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
    { id: 'P', type: 'candidate-pair', localCandidateId: 'L' },
    { id: 'L', type: 'local-candidate', candidateType, protocol: 'udp' },
  ];
  ana.peer.getStats = () => Promise.resolve(new Map(entries.map((entry) => [entry.id, entry])));
}

it('tries a relay only when no direct way was found in time', async () => {
  expect(ana.peer.servers()).toEqual([STUN]);
  await pass(2_400);
  expect(ana.sentOf('media.restart')).toHaveLength(0);
  await pass(200);
  await restarted(1);
  expect(ana.peer.servers()).toEqual([STUN, RELAY]);
});

it('has no use for a relay where a direct way is found', async () => {
  await pass(500);
  ana.peer.path('connected');
  await pass(10_000);
  expect(ana.sentOf('media.restart')).toHaveLength(0);
  expect(ana.peer.servers()).toEqual([STUN]);
});

it('looks for another direct way first when one is cut', async () => {
  goesBy('host');
  ana.peer.path('connected');
  await pass(2_000);
  ana.peer.path('disconnected');
  await pass(2_600);
  await restarted(1);
  expect(ana.peer.servers()).toEqual([STUN]);
  await pass(2_600);
  await restarted(2);
  expect(ana.peer.servers()).toEqual([STUN, RELAY]);
});

it('takes the relay again at once where it was the way', async () => {
  await pass(2_600);
  await restarted(1);
  goesBy('relay');
  ana.peer.path('connected');
  await pass(2_000);
  ana.peer.path('disconnected');
  await pass(2_600);
  await restarted(2);
  expect(ana.peer.servers()).toEqual([STUN, RELAY]);
});

it('finds out anew on another network', async () => {
  await pass(2_600);
  await restarted(1);
  ana.peer.path('connected');
  ana.session.restart();
  await restarted(2);
  expect(ana.peer.servers()).toEqual([STUN]);
});
