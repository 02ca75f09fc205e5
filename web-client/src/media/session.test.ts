import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FurtherSource } from './session';
import { DIRECT, DirectWire, FakePage, fakeTrack, settle } from './session.fakes';
import { sameCertificate } from './descriptions';

let ana: FakePage;
let luis: FakePage;
let wire: DirectWire;

beforeEach(async () => {
  vi.useFakeTimers();
  ana = new FakePage('ana');
  luis = new FakePage('luis');
  wire = new DirectWire(ana, luis);
  await ana.open();
  await luis.open();
});

afterEach(() => {
  ana.session.close();
  luis.session.close();
  vi.useRealTimers();
});

async function call(): Promise<void> {
  wire.join(ana);
  wire.join(luis);
  wire.negotiate(ana);
  await settle();
  ana.peer.path('connected');
  luis.peer.path('connected');
}

function sends(page: FakePage): (string | undefined)[] {
  return page.peer.getTransceivers().map(({ sender }) => sender.track?.id);
}

describe('two pages on the direct bridge', () => {
  it('publish one source each as soon as they know the room', () => {
    wire.join(ana);
    expect(ana.sentOf('media.publish')).toMatchObject([{ source: 'face', tracks: 'both' }]);
    expect(ana.sentOf('media.mute')).toEqual([]);
  });

  it('see and hear one another after one offer and one answer of the epoch asked for', async () => {
    await call();

    expect(ana.sentOf('media.offer')).toMatchObject([
      { transport: 'main', epoch: 1, mids: { 0: 'face', 1: 'face' } },
    ]);
    expect(luis.sentOf('media.answer')).toMatchObject([{ transport: 'main', epoch: 1 }]);
    expect(sends(ana)).toEqual([ana.audio.id, ana.video.id]);
    expect(sends(luis)).toEqual([luis.audio.id, luis.video.id]);
    for (const page of [ana, luis]) {
      const [remote] = page.view?.remotes ?? [];
      expect(remote?.stream.getTracks().map(({ kind }) => kind)).toEqual(['audio', 'video']);
      expect(page.view?.path).toBe('flowing');
    }
  });

  it('change camera in the call without a new offer', async () => {
    await call();
    const other = fakeTrack('video', 'dermatoscope');

    await luis.session.send({ video: other });

    expect(sends(luis)).toEqual([luis.audio.id, 'dermatoscope']);
    expect(ana.sentOf('media.offer')).toHaveLength(1);
    expect(luis.sentOf('media.offer')).toHaveLength(0);
  });

  it('tell one another what is off, once', async () => {
    await call();
    luis.audio.enabled = false;
    luis.session.sayMute();
    luis.session.sayMute();
    await luis.session.send({ video: null });

    expect(luis.sentOf('media.mute').map(({ audio, video }) => [audio, video])).toEqual([
      [true, false],
      [true, true],
    ]);
    expect(ana.view?.remotes).toMatchObject([{ audioMuted: true, videoMuted: true }]);
  });

  it('enter without a camera and turn it on later', async () => {
    await luis.session.send({ video: null });
    await call();
    expect(ana.view?.remotes[0]?.videoMuted).toBe(true);

    await luis.session.send({ video: luis.video });

    expect(sends(luis)).toEqual([luis.audio.id, luis.video.id]);
    expect(ana.view?.remotes[0]?.videoMuted).toBe(false);
  });

  it('keep candidates that overtake their description', async () => {
    wire.hold = ({ type }) => type === 'media.offer';
    wire.join(ana);
    wire.join(luis);
    wire.negotiate(ana);
    await settle();
    ana.peer.onicecandidate?.({ candidate: { candidate: 'candidate:1', sdpMid: '0' } });
    await settle();

    wire.held.forEach((deliver) => deliver());
    await settle();

    expect(luis.peer.candidates).toEqual(['candidate:1']);
  });

  it('drop what is of an older epoch', async () => {
    await call();
    wire.negotiate(luis);
    await settle();
    const answers = ana.sentOf('media.answer').length;
    const first = ana.sentOf('media.offer')[0];
    if (!first) throw new Error('no offer');

    luis.receive(first);
    luis.receive({ ...first, type: 'media.candidate', candidate: 'candidate:old', mid: '0' });
    await settle();

    expect(luis.sentOf('media.answer')).toHaveLength(1);
    expect(ana.sentOf('media.answer')).toHaveLength(answers);
    expect(luis.peer.candidates).toEqual([]);
  });

  it('mend a lost path on the same connection, whichever side is asked to offer', async () => {
    await call();
    luis.peer.path('disconnected');
    expect(luis.view?.path).toBe('interrupted');
    expect(luis.sentOf('media.restart')).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(2_500);
    expect(luis.sentOf('media.restart')).toHaveLength(1);

    wire.negotiate(luis, true);
    await settle();
    luis.peer.path('connected');

    expect(luis.peers).toHaveLength(1);
    expect(ana.peers).toHaveLength(1);
    expect(luis.peer.restarts).toEqual([true]);
    expect(sends(ana)).toEqual([ana.audio.id, ana.video.id]);
    expect(luis.view?.path).toBe('flowing');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(luis.sentOf('media.restart')).toHaveLength(1);
  });

  it('ask again while the path stays lost, less and less often', async () => {
    await call();
    luis.peer.path('failed');
    await vi.advanceTimersByTimeAsync(20_500);
    expect(luis.sentOf('media.restart')).toHaveLength(4);
  });

  it('make a connection anew with a page that was reloaded', async () => {
    await call();
    const reloaded = new FakePage('luis');
    await reloaded.open();
    ana.receive({
      type: 'media.gone',
      participant: 'luis',
      source: 'face',
      reason: 'replaced',
    });
    expect(ana.view?.remotes).toEqual([]);
    wire = new DirectWire(ana, reloaded);
    wire.transport = 'main-2';
    wire.join(reloaded);
    wire.negotiate(ana);
    await settle();

    expect(ana.peers).toHaveLength(2);
    expect(ana.peers[0]?.closed).toBe(true);
    expect(ana.peer.restarts).toEqual([false]);
    expect(ana.view?.remotes[0]?.stream.getTracks()).toHaveLength(2);
    expect(reloaded.view?.remotes[0]?.stream.getTracks()).toHaveLength(2);
    reloaded.session.close();
  });

  it('answer an offer of another end with a fresh connection, though nobody said it was gone', async () => {
    await call();
    luis.receive({
      type: 'media.offer',
      transport: 'main',
      epoch: 2,
      sdp: 'v=0\r\na=fingerprint:sha-256 other\r\nm=audio 9\r\nm=video 9\r\n',
      mids: { 0: 'face', 1: 'face' },
    });
    await settle();

    expect(luis.peers).toHaveLength(2);
    expect(luis.sentOf('media.answer').at(-1)?.epoch).toBe(2);
  });

  it('ask for a restart when a description does not fit, and stay', async () => {
    await call();
    luis.peer.failNext = new Error('bad');
    wire.negotiate(ana);
    await settle();

    expect(luis.sentOf('media.restart')).toHaveLength(1);
    expect(luis.peer.closed).toBe(false);
  });

  it('start anew when the room says its capabilities again', async () => {
    await call();
    luis.receive(DIRECT);
    await settle();

    expect(luis.peers[0]?.closed).toBe(true);
    expect(luis.view).toMatchObject({ path: 'idle', remotes: [] });
    expect(luis.sentOf('media.publish')).toHaveLength(2);
  });

  it('say what they measure once a second, and nothing once closed', async () => {
    await call();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(ana.sentOf('media.stats')).toHaveLength(3);
    ana.session.close();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(ana.sentOf('media.stats')).toHaveLength(3);
    expect(ana.peer.closed).toBe(true);
  });
});

describe('a page on a bridge that offers', () => {
  it('puts its tracks on the lines that its source was given and receives on the others', async () => {
    ana.receive({ ...DIRECT, bridge: 'embedded', offerer: 'bridge' });
    ana.receive({
      type: 'media.publish',
      participant: 'luis',
      source: 'face',
      kind: 'face',
      tracks: 'both',
      priority: 10,
      content: 'motion',
    });
    ana.receive({
      type: 'media.offer',
      transport: 'main',
      epoch: 1,
      sdp: 'v=0\r\na=fingerprint:sha-256 sfu\r\nm=audio 9\r\nm=video 9\r\nm=audio 9\r\nm=video 9\r\n',
      mids: { 0: 'face', 1: 'face', 2: 'luis/face', 3: 'luis/face' },
    });
    await settle();

    expect(sends(ana)).toEqual([ana.audio.id, ana.video.id, undefined, undefined]);
    expect(ana.view?.remotes[0]?.stream.getTracks().map(({ id }) => id)).toEqual(
      ana.peer
        .getTransceivers()
        .slice(2)
        .map(({ receiver }) => receiver.track.id),
    );
    expect(ana.sentOf('media.answer')).toMatchObject([{ epoch: 1 }]);
  });

  const BRIDGE = { ...DIRECT, bridge: 'embedded', offerer: 'bridge', maxSources: 4 } as const;
  const camera = fakeTrack('video', 'otoscope');
  const stethoscope = fakeTrack('audio', 'stethoscope');
  const examination = { source: 'examination', kind: 'examination', audio: null, video: camera };
  const heart = { source: 'body-sound', kind: 'body-sound', audio: stethoscope, video: null };
  const further = [examination, heart] as FurtherSource[];

  function offer(epoch: number, mids: Record<string, string>, kinds: string[]): void {
    ana.receive({
      type: 'media.offer',
      transport: 'main',
      epoch,
      sdp: `v=0\r\na=fingerprint:sha-256 sfu\r\n${kinds.map((kind) => `m=${kind} 9\r\n`).join('')}`,
      mids,
    });
  }

  it('publishes what is added beside the face, and puts it on the lines of its own', async () => {
    ana.receive(BRIDGE);
    offer(1, { 0: 'face', 1: 'face' }, ['audio', 'video']);
    await ana.session.sendFurther(further);
    expect(ana.sentOf('media.publish')).toMatchObject([
      { source: 'face', kind: 'face', tracks: 'both' },
      { source: 'examination', kind: 'examination', tracks: 'video' },
      { source: 'body-sound', kind: 'body-sound', tracks: 'audio' },
    ]);

    const mids = { 0: 'face', 1: 'face', 2: 'examination', 3: 'body-sound' };
    offer(2, mids, ['audio', 'video', 'video', 'audio']);
    await settle();
    expect(sends(ana)).toEqual([ana.audio.id, ana.video.id, 'otoscope', 'stethoscope']);
  });

  it('withdraws what is stopped, and gives its line to the next', async () => {
    ana.receive(BRIDGE);
    await ana.session.sendFurther([examination] as FurtherSource[]);
    const kinds = ['audio', 'video', 'video'];
    offer(1, { 0: 'face', 1: 'face', 2: 'examination' }, kinds);
    await settle();
    expect(sends(ana)[2]).toBe('otoscope');

    await ana.session.sendFurther([]);
    expect(ana.sentOf('media.gone')).toMatchObject([{ source: 'examination' }]);
    offer(2, { 0: 'face', 1: 'face' }, kinds);
    await settle();
    expect(sends(ana)).toEqual([ana.audio.id, ana.video.id, undefined]);

    const screen = fakeTrack('video', 'screen');
    await ana.session.sendFurther([
      { source: 'screen', kind: 'screen', audio: null, video: screen },
    ]);
    offer(3, { 0: 'face', 1: 'face', 2: 'screen' }, kinds);
    await settle();
    expect(sends(ana)[2]).toBe('screen');
  });

  it('publishes all of it again where it has to enter anew', async () => {
    ana.receive(BRIDGE);
    await ana.session.sendFurther(further);
    ana.said.length = 0;
    ana.receive(BRIDGE);
    expect(ana.sentOf('media.publish').map(({ source }) => source)).toEqual([
      'face',
      'examination',
      'body-sound',
    ]);
  });

  it('keeps to the face where there is a place for nothing else', async () => {
    ana.receive(DIRECT);
    ana.said.length = 0;
    await ana.session.sendFurther(further);
    await ana.session.sendFurther([]);
    expect(ana.said).toEqual([]);
  });

  it('says who speaks by the levels that come with their sound', async () => {
    ana.receive(BRIDGE);
    for (const participant of ['luis', 'eva']) {
      ana.receive({
        type: 'media.publish',
        participant,
        source: 'face',
        kind: 'face',
        tracks: 'both',
        priority: 10,
        content: 'motion',
      });
    }
    offer(1, { 0: 'face', 1: 'luis/face', 2: 'eva/face' }, ['audio', 'audio', 'audio']);
    await settle();
    ana.peer.levels.set('1', 0).set('2', 0.3);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ana.view?.speaking).toBe('eva');
    ana.peer.levels.set('1', 0.3).set('2', 0);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(ana.view?.speaking).toBe('luis');
  });
});

describe('the end of a path', () => {
  it('is known by its certificate', () => {
    const one = 'a=fingerprint:sha-256 AA\r\nm=audio\r\na=fingerprint:sha-256 AA\r\n';
    expect(sameCertificate(one, 'a=fingerprint:sha-256 AA\r\n')).toBe(true);
    expect(sameCertificate(one, 'a=fingerprint:sha-256 BB\r\n')).toBe(false);
  });
});
