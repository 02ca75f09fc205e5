import { describe, expect, it } from 'vitest';
import { deviceProblem, openMedia, rememberChoice, rememberedChoice } from './devices';
import { loudness } from './level';

function media(answer: (constraints: MediaStreamConstraints) => unknown): MediaDevices {
  return {
    getUserMedia: (constraints: MediaStreamConstraints) => {
      const result = answer(constraints);
      if (result instanceof Error) return Promise.reject(result);
      return Promise.resolve({ getTracks: () => [result] });
    },
  } as unknown as MediaDevices;
}

const named = (name: string): Error => Object.assign(new Error(name), { name });
const kindOf = ({ video }: MediaStreamConstraints): string => (video ? 'video' : 'audio');

describe('opening camera and microphone', () => {
  it('keeps the voice when there is no camera', async () => {
    const opened = await openMedia(
      {},
      media((wanted) => (wanted.video ? named('NotFoundError') : { kind: 'audio' })),
    );
    expect(opened).toEqual({ audio: { kind: 'audio' }, video: null, videoProblem: 'missing' });
  });

  it('takes another device when the chosen one is gone', async () => {
    const asked: unknown[] = [];
    const opened = await openMedia(
      { camera: 'old' },
      media((wanted) => {
        const constraints = wanted.video as MediaTrackConstraints | undefined;
        asked.push(constraints?.deviceId);
        return constraints?.deviceId ? named('OverconstrainedError') : { kind: kindOf(wanted) };
      }),
    );
    expect(opened.video).toEqual({ kind: 'video' });
    expect(asked).toEqual([undefined, { exact: 'old' }, undefined]);
  });

  it('says when the page is not allowed to use any', async () => {
    expect(await openMedia({}, undefined)).toMatchObject({ audioProblem: 'insecure' });
  });

  it('tells what went wrong in a word of ours', () => {
    expect(deviceProblem(named('NotAllowedError'))).toBe('denied');
    expect(deviceProblem(named('NotReadableError'))).toBe('busy');
    expect(deviceProblem('?')).toBe('unusable');
  });

  it('remembers the choice, and forgets what it cannot read', () => {
    const store = new Map<string, string>();
    const storage = {
      getItem: (name: string) => store.get(name) ?? null,
      setItem: (name: string, value: string) => void store.set(name, value),
    } as unknown as Storage;
    rememberChoice({ camera: 'a' }, storage);
    expect(rememberedChoice(storage)).toEqual({ camera: 'a' });
    store.set('device-choice', '{');
    expect(rememberedChoice(storage)).toEqual({});
  });
});

describe('loudness', () => {
  it('is 0 for silence, 1 for full scale, and in decibels between', () => {
    expect(loudness(new Float32Array(64))).toBe(0);
    expect(loudness(new Float32Array(64).fill(1))).toBe(1);
    expect(loudness(new Float32Array(64).fill(0.1))).toBeCloseTo(1 - 20 / 60);
  });
});
