import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LocalSources } from './sources';

class FakeTrack extends EventTarget {
  readyState = 'live';
  constructor(
    readonly kind: string,
    readonly label: string,
  ) {
    super();
  }
  stop(): void {
    this.readyState = 'ended';
  }
}

let opened: MediaStreamConstraints[];
let failure: Error | undefined;
let tracks: FakeTrack[];

beforeEach(() => {
  opened = [];
  failure = undefined;
  tracks = [];
  const open = (constraints: MediaStreamConstraints): Promise<MediaStream> => {
    opened.push(constraints);
    if (failure) return Promise.reject(failure);
    const track = new FakeTrack(constraints.video ? 'video' : 'audio', 'Ultrasonido (USB)');
    tracks.push(track);
    return Promise.resolve({ getTracks: () => [track] } as unknown as MediaStream);
  };
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: open, getDisplayMedia: open } });
});
afterEach(() => vi.unstubAllGlobals());

describe('what is sent beside the face', () => {
  it('opens the very camera that was chosen, once', async () => {
    const sources = new LocalSources();
    await sources.addExamination('usb-1');
    await sources.addExamination('usb-1');
    await sources.addExamination('usb-2');
    expect(opened).toHaveLength(2);
    expect(opened[0]).toMatchObject({ video: { deviceId: { exact: 'usb-1' } } });
    expect(sources.getState().sources).toMatchObject([
      { source: 'examination', kind: 'examination', label: 'Ultrasonido (USB)' },
      { source: 'examination-2', kind: 'examination' },
    ]);
  });

  it('hears a body without what makes voices clearer', async () => {
    const sources = new LocalSources();
    await sources.addBodySound('stethoscope');
    expect(opened[0]).toMatchObject({
      audio: {
        deviceId: { exact: 'stethoscope' },
        echoCancellation: false,
        noiseSuppression: false,
        autoGainControl: false,
        channelCount: { ideal: 2 },
      },
    });
  });

  it('ends what is stopped, and its name is free again', async () => {
    const sources = new LocalSources();
    await sources.addExamination('usb-1');
    await sources.addExamination('usb-2');
    sources.stop('examination');
    expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
    await sources.addExamination('usb-3');
    expect(sources.getState().sources.map(({ source }) => source)).toEqual([
      'examination-2',
      'examination',
    ]);
    sources.close();
    expect(tracks.every(({ readyState }) => readyState === 'ended')).toBe(true);
  });

  it('says that a device was pulled out, not that a screen is shared no more', async () => {
    const sources = new LocalSources();
    await sources.addExamination('usb-1');
    await sources.addScreen();
    tracks[1]?.dispatchEvent(new Event('ended'));
    expect(sources.getState().sources.map(({ source }) => source)).toEqual(['examination']);
    expect(sources.getState().trouble).toBeUndefined();
    tracks[0]?.dispatchEvent(new Event('ended'));
    expect(sources.getState().sources).toEqual([]);
    expect(sources.getState().trouble).toEqual({ kind: 'examination', why: 'ended' });
  });

  it('says why nothing was opened, but not to who closed the question about the screen', async () => {
    const sources = new LocalSources();
    failure = Object.assign(new Error(), { name: 'NotReadableError' });
    await sources.addExamination('usb-1');
    expect(sources.getState().trouble).toEqual({ kind: 'examination', why: 'busy' });
    failure = Object.assign(new Error(), { name: 'NotAllowedError' });
    await sources.addScreen();
    expect(sources.getState()).toEqual({ sources: [], trouble: undefined, opening: false });
  });
});
