import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DIRECT, FakePage, settle } from './session.fakes';

let ana: FakePage;

beforeEach(async () => {
  vi.useFakeTimers();
  ana = new FakePage('ana');
  await ana.open();
  ana.receive({ ...DIRECT, bridge: 'embedded', offerer: 'bridge', simulcast: true });
  ana.receive({
    type: 'media.offer',
    transport: 'main',
    epoch: 1,
    sdp: 'v=0\r\na=fingerprint:sha-256 1\r\nm=audio 9\r\nm=video 9\r\n',
    mids: { 0: 'face', 1: 'face' },
  });
  await settle();
  ana.peer.path('connected');
});

afterEach(() => {
  ana.session.close();
  vi.useRealTimers();
});

async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    await settle();
  }
}

function heldBack(): (number | null | undefined)[] {
  return ana.peer
    .getReceivers()
    .map((receiver) => (receiver as unknown as RTCRtpReceiver).jitterBufferTarget);
}

it('holds sound and picture back while the bridge says that packets are lost', async () => {
  await seconds(2);
  expect(heldBack().every((held) => held === null || held === undefined)).toBe(true);
  const line = {
    type: 'media.line',
    path: 'udp',
    downBitsPerSecond: 900_000,
    upBitsPerSecond: 900_000,
    lossUp: 0,
    roundTripMillis: 40,
  } as const;
  ana.receive({ ...line, lossDown: 0.1 });
  await seconds(3);
  expect(heldBack()).not.toHaveLength(0);
  expect(heldBack().every((held) => typeof held === 'number' && held >= 80)).toBe(true);
  ana.receive({ ...line, lossDown: 0 });
  await seconds(60);
  expect(heldBack().every((held) => held === null)).toBe(true);
});

it('sends the layers that are of use, and no others', async () => {
  const picture = ana.peer.getTransceivers()[1]?.sender;
  if (!picture) throw new Error('no line for a picture');
  let parameters = { encodings: [{ active: true }, { active: true }, { active: true }] };
  Object.assign(picture, {
    getParameters: () => structuredClone(parameters),
    setParameters: (next: typeof parameters) => {
      parameters = next;
      return Promise.resolve();
    },
  });
  ana.receive({
    type: 'media.demand',
    source: 'face',
    lowest: 2,
    highest: 2,
    bitsPerSecond: 250_000,
  });
  await settle();
  expect(parameters.encodings.map(({ active }) => active)).toEqual([false, false, true]);
  expect(parameters.encodings[2]).toMatchObject({ maxBitrate: 250_000 });
  ana.receive({ type: 'media.demand', source: 'face', lowest: 0, highest: 2, bitsPerSecond: 0 });
  await settle();
  expect(parameters.encodings.map(({ active }) => active)).toEqual([true, true, true]);
});
