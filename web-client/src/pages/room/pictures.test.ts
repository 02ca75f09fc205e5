import { describe, expect, it } from 'vitest';
import type { RoomParticipant } from '../../live/messages';
import type { RemoteSource } from '../../media/remotes';
import type { MediaView } from '../../media/session';
import type { LocalSource } from '../../media/sources';
import { largeOf, NO_CHOICE, otherOf, stageContents, type StageContents } from './pictures';

const track = { kind: 'video' } as MediaStreamTrack;
const stream = { getVideoTracks: () => [track] } as unknown as MediaStream;

function participant(id: string, role = 'specialist', state: 'present' | 'away' = 'present') {
  return { participant: id, person: `person-${id}`, role, device: id, state, since: '' };
}

function remote(id: string, source: string, more: Partial<RemoteSource> = {}): RemoteSource {
  return {
    participant: id,
    source,
    kind: source.replace(/-\d+$/, '') as RemoteSource['kind'],
    tracks: source === 'body-sound' ? 'audio' : source === 'face' ? 'both' : 'video',
    stream,
    audioMuted: false,
    videoMuted: false,
    paused: '',
    ...more,
  };
}

function contents(
  people: RoomParticipant[],
  remotes: RemoteSource[],
  sources: LocalSource[] = [],
  view: Partial<MediaView> = {},
): StageContents {
  const media = { remotes, speaking: '', ...view } as MediaView;
  const consultation = {
    participants: [
      {
        colleague: { person: 'person-ana', displayName: 'Dra. Ana', unitName: 'HGZ 8' },
        side: 'requester' as const,
        from: '',
      },
    ],
  };
  return stageContents(
    consultation,
    { participants: [participant('me'), ...people], me: 'me', media },
    { video: track, microphoneOn: true },
    sources,
    'La otra unidad',
  );
}

const keys = ({ pictures }: StageContents): string[] => pictures.map(({ key }) => key);

describe('the stage', () => {
  it('shows everybody in the order they came, what each sends together, and the own last', () => {
    const shown = contents(
      [participant('ana'), participant('luis')],
      [
        remote('luis', 'face'),
        remote('ana', 'screen'),
        remote('ana', 'examination-2'),
        remote('ana', 'examination'),
        remote('ana', 'face'),
      ],
      [
        {
          source: 'examination',
          kind: 'examination',
          video: track,
          audio: null,
          label: '',
          device: '1',
        },
      ],
    );
    expect(keys(shown)).toEqual([
      'ana/face',
      'ana/examination',
      'ana/examination-2',
      'ana/screen',
      'luis/face',
      'own/face',
      'own/examination',
    ]);
    expect(shown.pictures.map(({ number }) => number)).toEqual([1, 1, 2, 1, 1, 1, 1]);
    expect(shown.pictures[0]).toMatchObject({ name: 'Dra. Ana', unit: 'HGZ 8', unseen: '' });
    expect(shown.pictures[4]).toMatchObject({ name: 'La otra unidad' });
  });

  it('keeps a place for who has no picture, and says why', () => {
    const people = ['a', 'b', 'c', 'd'].map((id) => participant(id));
    const shown = contents(
      [...people, participant('e', 'station', 'away')],
      [
        remote('a', 'face', { videoMuted: true, audioMuted: true }),
        remote('b', 'face', { paused: 'bandwidth' }),
        remote('c', 'face', { paused: 'hidden' }),
        remote('e', 'face'),
      ],
    );
    expect(shown.pictures.map(({ unseen }) => unseen)).toEqual([
      'camera-off',
      'line',
      '',
      'connecting',
      'away',
      '',
    ]);
    expect(shown.pictures[0]?.microphoneOff).toBe(true);
  });

  it('lists the sound of a body apart, counts listeners, and marks who speaks', () => {
    const shown = contents(
      [participant('ana'), participant('oye', 'listener')],
      [remote('ana', 'face'), remote('ana', 'body-sound')],
      [],
      { speaking: 'ana' },
    );
    expect(keys(shown)).toEqual(['ana/face', 'own/face']);
    expect(shown.sounds).toEqual([
      { key: 'ana/body-sound', own: false, kind: 'body-sound', name: 'Dra. Ana' },
    ]);
    expect(shown.listeners).toBe(1);
    expect(shown.pictures.map(({ speaks }) => speaks)).toEqual([true, false]);
  });

  it('shows a listener nothing of their own', () => {
    const shown = contents([participant('ana')], [remote('ana', 'face')], [], {
      capabilities: { maxSources: 0 } as MediaView['capabilities'],
    });
    expect(keys(shown)).toEqual(['ana/face']);
  });
});

describe('the large picture', () => {
  const { pictures } = contents(
    [participant('ana'), participant('luis')],
    [remote('ana', 'face'), remote('ana', 'examination'), remote('luis', 'face')],
  );

  it('is the first other face until somebody chooses', () => {
    expect(largeOf(pictures, NO_CHOICE)).toBe('ana/face');
    expect(largeOf(pictures, { large: 'luis/face', before: '', alone: false })).toBe('luis/face');
  });

  it('swaps with the examination first, then with the one before', () => {
    expect(otherOf(pictures, NO_CHOICE)).toBe('ana/examination');
    expect(otherOf(pictures, { large: 'ana/examination', before: 'luis/face', alone: false })).toBe(
      'luis/face',
    );
  });

  it('falls back when what was large has ended', () => {
    const fewer = pictures.filter(({ kind }) => kind === 'face');
    const choice = { large: 'ana/examination', before: 'ana/face', alone: false };
    expect(largeOf(fewer, choice)).toBe('ana/face');
    expect(otherOf(fewer, choice)).toBe('luis/face');
  });

  it('is nobody while one is alone, or oneself until somebody comes', () => {
    const alone = pictures.filter(({ own }) => own);
    const oneself = { large: 'own/face', before: '', alone: true };
    expect(largeOf(alone, NO_CHOICE)).toBe('');
    expect(largeOf(alone, oneself)).toBe('own/face');
    expect(largeOf(pictures, oneself)).toBe('ana/face');
  });
});
