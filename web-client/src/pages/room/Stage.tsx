import { useEffect, useRef, useState, type ReactNode } from 'react';
import audioLines from 'lucide-static/icons/audio-lines.svg?raw';
import micOff from 'lucide-static/icons/mic-off.svg?raw';
import stethoscope from 'lucide-static/icons/stethoscope.svg?raw';
import userRound from 'lucide-static/icons/user-round.svg?raw';
import users from 'lucide-static/icons/users.svg?raw';
import { Icon } from '../../components/Icon';
import { useT } from '../../i18n/language';
import type { Consultation } from './consultation';
import type { StageContents, StagePicture } from './pictures';
import type { RoomState } from './roomSession';
import { ConsentLabel, Elapsed, LineLabel, RecordingLabel } from './StageLabels';
import { SOURCE_ICONS, Tile, useTitles } from './Tile';

/** More small pictures than this get a row of their own, below the large one. */
const OVER_THE_LARGE = 2;

/**
 * The pictures, one of them large, and over them what must never be out of sight: who is seen, how
 * the line is, what the patient consented to, and that nothing is recorded.
 */
export function Stage({
  consultation,
  room,
  contents,
  large,
  onChoose,
  onShown,
  children,
}: {
  consultation: Consultation;
  room: RoomState;
  contents: StageContents;
  /** Key of the large picture; empty while nobody else is there. */
  large: string;
  onChoose: (key: string) => void;
  /** How high somebody's picture is shown. */
  onShown: (participant: string, source: string, height: number) => void;
  /** What lies over the pictures: notices, the chat. */
  children?: ReactNode;
}) {
  const t = useT();
  const { pictures, sounds, listeners } = contents;
  const seen = pictures.find(({ key }) => key === large);
  const small = pictures.filter(({ key }) => key !== large).length;
  const classes = ['room-stage stage', small > OVER_THE_LARGE && 'stage-docked'];
  return (
    <section className={classes.filter(Boolean).join(' ')} aria-label={t('room.stage')}>
      <ul className="stage-pictures" aria-label={t('room.pictures')}>
        {pictures.map((picture) => (
          <Tile
            key={picture.key}
            picture={picture}
            large={picture.key === large}
            onChoose={onChoose}
            onShown={onShown}
          />
        ))}
      </ul>
      <div className="stage-top">
        <div className="stage-labels stage-top-left">
          {seen && (
            <WhoLabel picture={seen} alone={pictures.filter(({ own }) => !own).length < 2} />
          )}
          <LineLabel media={room.media} phase={room.phase} />
          {sounds.map(({ key, own, name }) => (
            <span className="stage-label stage-good" key={key}>
              <Icon of={stethoscope} />
              <span>{t(own ? 'room.ownBodySound' : 'room.bodySound', { name })}</span>
            </span>
          ))}
        </div>
        <div className="stage-labels stage-top-right">
          <ConsentLabel consultation={consultation} />
          <RecordingLabel on={room.media?.recording ?? false} />
          {listeners > 0 && (
            <span className="stage-label">
              <Icon of={users} />
              <span>{t('room.listeners', { n: listeners })}</span>
            </span>
          )}
        </div>
      </div>
      <div className="stage-labels stage-bottom-left">
        {room.openedAt && room.phase === 'inside' && <Elapsed since={room.openedAt} />}
      </div>
      <Announcement contents={contents} />
      {children}
    </section>
  );
}

/** Whose picture is large, of what, and whether they speak or are muted. */
function WhoLabel({ picture, alone }: { picture: StagePicture; alone: boolean }) {
  const t = useT();
  const { what, whole } = useTitles();
  const { own, kind, name, unit, microphoneOff, speaks } = picture;
  const icon = SOURCE_ICONS[kind] ?? userRound;
  return (
    <span className={alone && kind === 'face' ? 'stage-label stage-who' : 'stage-label'}>
      <Icon of={icon} />
      <span>
        {own ? (
          whole(picture)
        ) : (
          <>
            {kind !== 'face' && <strong>{what(picture)} · </strong>}
            {name}
            {unit && <span className="label-long"> · {unit}</span>}
          </>
        )}
      </span>
      {speaks && (
        <span className="stage-good stage-speaks">
          <Icon of={audioLines} /> <span className="label-long">{t('room.speaks')}</span>
        </span>
      )}
      {microphoneOff && (
        <span className="stage-caution">
          <Icon of={micOff} /> {t(own ? 'room.microphoneOff' : 'room.otherMicrophoneOff')}
        </span>
      )}
    </span>
  );
}

/** Says aloud what came, what ended and what came to stand still; the eye sees it by itself. */
function Announcement({ contents }: { contents: StageContents }) {
  const t = useT();
  const { whole, why } = useTitles();
  const [words, setWords] = useState('');
  const before = useRef(new Map<string, string>());
  const things = new Map<string, { title: string; stands: string }>();
  for (const picture of contents.pictures) {
    if (picture.own) continue;
    const stands = picture.unseen === 'line' || picture.unseen === 'limit' ? why(picture) : '';
    things.set(picture.key, { title: whole(picture), stands });
  }
  for (const { key, own, name } of contents.sounds) {
    if (!own) things.set(key, { title: t('room.bodySound', { name }), stands: '' });
  }
  const state = JSON.stringify([...things]);
  useEffect(() => {
    const said: string[] = [];
    const now = new Map(JSON.parse(state) as [string, { title: string; stands: string }][]);
    for (const [key, { title, stands }] of now) {
      const known = before.current.get(key);
      if (known === undefined && !key.endsWith('/face')) {
        said.push(t('room.sourceBegan', { what: title }));
      }
      if (stands && known !== stands) said.push(stands);
    }
    for (const key of before.current.keys()) {
      if (!now.has(key) && !key.endsWith('/face')) said.push(t('room.sourceEnded'));
    }
    before.current = new Map([...now].map(([key, { stands }]) => [key, stands]));
    if (said.length > 0) setWords(said.join(' '));
  }, [state, t]);
  return (
    <p className="hidden" role="status">
      {words}
    </p>
  );
}
