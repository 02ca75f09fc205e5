import { useCallback, useState } from 'react';
import type { LocalMediaState } from '../../media/local';
import type { SourceKind } from '../../media/messages';
import type { RemoteSource } from '../../media/remotes';
import type { LocalSource } from '../../media/sources';
import type { Consultation } from './consultation';
import type { RoomState } from './roomSession';

/** Why a picture is not seen now; empty while it is. */
export type Unseen =
  '' | 'camera-off' | 'line' | 'limit' | 'connecting' | 'away' | 'own-camera-off' | 'own-screen';

/** One picture of the room: whose, of what, and how it stands. */
export interface StagePicture {
  readonly key: string;
  readonly own: boolean;
  readonly participant: string;
  readonly source: string;
  readonly kind: SourceKind;
  /** Which of several of its kind and person, 1 for the first. */
  readonly number: number;
  /** Empty for one's own. */
  readonly name: string;
  readonly unit: string;
  readonly stream?: MediaStream;
  readonly track?: MediaStreamTrack;
  readonly unseen: Unseen;
  readonly microphoneOff: boolean;
  readonly speaks: boolean;
}

/** A sound without a picture, such as that of a body. */
export interface StageSound {
  readonly key: string;
  readonly own: boolean;
  readonly kind: SourceKind;
  readonly name: string;
}

export interface StageContents {
  readonly pictures: readonly StagePicture[];
  readonly sounds: readonly StageSound[];
  /** How many only listen. */
  readonly listeners: number;
}

const KINDS: readonly SourceKind[] = ['face', 'examination', 'screen', 'body-sound'];
const numberOf = (source: string): number => Number(/-(\d+)$/.exec(source)?.[1] ?? 1);

/**
 * What the stage shows: everybody in the order they came in, each with face, examinations and
 * screen; then what this page sends itself. The order does not change while people talk.
 */
export function stageContents(
  consultation: Pick<Consultation, 'participants'>,
  room: Pick<RoomState, 'participants' | 'me' | 'media'>,
  local: Pick<LocalMediaState, 'video' | 'microphoneOn'>,
  sources: readonly LocalSource[],
  /** Somebody of whom the consultation does not say who they are. */
  unknown: string,
): StageContents {
  const { media } = room;
  const pictures: StagePicture[] = [];
  const sounds: StageSound[] = [];
  const others = room.participants.filter(({ participant }) => participant !== room.me);
  for (const { participant, person, role, state } of others) {
    if (role === 'listener') continue;
    const colleague = consultation.participants.find(
      (each) => each.colleague.person === person,
    )?.colleague;
    const name = colleague?.displayName ?? unknown;
    const theirs = (media?.remotes ?? []).filter((each) => each.participant === participant);
    const face = theirs.find(({ kind }) => kind === 'face');
    const away = state === 'away';
    const common = { own: false, participant, name, unit: colleague?.unitName ?? '' };
    pictures.push({
      ...common,
      key: `${participant}/face`,
      source: face?.source ?? 'face',
      kind: 'face',
      number: 1,
      ...(face ? { stream: face.stream } : {}),
      unseen: away ? 'away' : face ? unseen(face) : 'connecting',
      microphoneOff: face?.audioMuted ?? false,
      speaks: media?.speaking === participant,
    });
    for (const each of inOrder(theirs)) {
      const key = `${participant}/${each.source}`;
      if (each.tracks === 'audio') sounds.push({ key, own: false, kind: each.kind, name });
      else if (each !== face) {
        pictures.push({
          ...common,
          key,
          source: each.source,
          kind: each.kind,
          number: numberOf(each.source),
          stream: each.stream,
          unseen: away ? 'away' : unseen(each),
          microphoneOff: false,
          speaks: false,
        });
      }
    }
  }
  if (media?.capabilities?.maxSources !== 0) {
    ownPictures(local, sources, pictures, sounds);
  }
  return {
    pictures,
    sounds,
    listeners: room.participants.filter(({ role }) => role === 'listener').length,
  };
}

function ownPictures(
  local: Pick<LocalMediaState, 'video' | 'microphoneOn'>,
  sources: readonly LocalSource[],
  pictures: StagePicture[],
  sounds: StageSound[],
): void {
  const common = { own: true, participant: '', name: '', unit: '', speaks: false };
  pictures.push({
    ...common,
    key: 'own/face',
    source: 'face',
    kind: 'face',
    number: 1,
    ...(local.video ? { track: local.video } : {}),
    unseen: local.video ? '' : 'own-camera-off',
    microphoneOff: !local.microphoneOn,
  });
  for (const { source, kind, video } of inOrder(sources)) {
    const key = `own/${source}`;
    if (!video) sounds.push({ key, own: true, kind, name: '' });
    else {
      pictures.push({
        ...common,
        key,
        source,
        kind,
        number: numberOf(source),
        // One's own screen within the screen would be a hall of mirrors.
        ...(kind === 'screen' ? {} : { track: video }),
        unseen: kind === 'screen' ? 'own-screen' : '',
        microphoneOff: false,
      });
    }
  }
}

function inOrder<T extends { kind: SourceKind; source: string }>(sources: readonly T[]): T[] {
  return [...sources].sort(
    (one, other) =>
      KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
      numberOf(one.source) - numberOf(other.source),
  );
}

function unseen(remote: RemoteSource): Unseen {
  if (remote.videoMuted) return 'camera-off';
  // One paused because nobody looks stays in its place: there it is seen to be looked at again.
  if (remote.paused === 'bandwidth') return 'line';
  if (remote.paused !== '' && remote.paused !== 'hidden') return 'limit';
  return remote.stream.getVideoTracks().length > 0 ? '' : 'connecting';
}

/** Which picture is large, and what stands ready to change places with it. */
export interface Choice {
  readonly large: string;
  readonly before: string;
  /** Whether nobody else was there: then one's own picture is large until somebody comes. */
  readonly alone: boolean;
}

export const NO_CHOICE: Choice = { large: '', before: '', alone: false };

/** The large picture: the chosen one, else the first other face; empty for nobody. */
export function largeOf(pictures: readonly StagePicture[], { large, alone }: Choice): string {
  const others = pictures.filter(({ own }) => !own);
  const chosen = pictures.find(({ key }) => key === large);
  if (chosen && !(chosen.own && alone && others.length > 0)) return chosen.key;
  return (others.find(({ kind }) => kind === 'face') ?? others[0])?.key ?? '';
}

/** What changes places with the large one: the one before it, else what is most worth a look. */
export function otherOf(pictures: readonly StagePicture[], choice: Choice): string {
  const large = largeOf(pictures, choice);
  const rest = pictures.filter(({ key }) => key !== large);
  const found =
    rest.find(({ key }) => key === choice.before) ??
    rest.find(({ own, kind }) => !own && kind !== 'face') ??
    rest.find(({ own }) => !own) ??
    rest[0];
  return found?.key ?? '';
}

/** The picture chosen to be large, and the key that swaps it with the one before. */
export function useLarge(pictures: readonly StagePicture[]): {
  large: string;
  choose: (key: string) => void;
  swap: () => void;
} {
  const [choice, setChoice] = useState(NO_CHOICE);
  const large = largeOf(pictures, choice);
  const other = otherOf(pictures, choice);
  const alone = pictures.every(({ own }) => own);
  const choose = useCallback(
    (key: string) => {
      if (key !== large) setChoice({ large: key, before: large, alone });
    },
    [large, alone],
  );
  const swap = useCallback(
    () => setChoice(other ? { large: other, before: large, alone } : NO_CHOICE),
    [large, other, alone],
  );
  return { large, choose, swap };
}
