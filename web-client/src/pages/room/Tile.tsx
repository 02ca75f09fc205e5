import audioLines from 'lucide-static/icons/audio-lines.svg?raw';
import micOff from 'lucide-static/icons/mic-off.svg?raw';
import monitorUp from 'lucide-static/icons/monitor-up.svg?raw';
import scan from 'lucide-static/icons/scan.svg?raw';
import videoOff from 'lucide-static/icons/video-off.svg?raw';
import { Icon } from '../../components/Icon';
import type { Key } from '../../i18n/dictionary';
import { useT } from '../../i18n/language';
import { Picture } from './media';
import type { StagePicture, Unseen } from './pictures';

export const SOURCE_ICONS: Partial<Record<StagePicture['kind'], string>> = {
  examination: scan,
  screen: monitorUp,
};

/** In a sentence where there is room, in words where there is little. */
const WHY: Record<Exclude<Unseen, ''>, { long: Key; short: Key }> = {
  'camera-off': { long: 'room.otherCameraOff', short: 'room.cameraOff' },
  line: { long: 'room.pausedForLine', short: 'room.pausedShort' },
  limit: { long: 'room.paused', short: 'room.pausedShort' },
  connecting: { long: 'room.pictureComing', short: 'room.pictureComing' },
  away: { long: 'room.awayShort', short: 'room.awayShort' },
  'own-camera-off': { long: 'room.cameraOff', short: 'room.cameraOff' },
  'own-screen': { long: 'room.ownScreen', short: 'room.ownScreen' },
};

/** What a picture is called: whose it is and, beside faces, of what. */
export function useTitles(): {
  what: (picture: Pick<StagePicture, 'kind' | 'number'>) => string;
  whole: (picture: StagePicture) => string;
  why: (picture: StagePicture) => string;
} {
  const t = useT();
  const what = ({ kind, number }: Pick<StagePicture, 'kind' | 'number'>): string =>
    number > 1 ? `${t(`source.${kind}`)} ${String(number)}` : t(`source.${kind}`);
  const whole = (picture: StagePicture): string => {
    const { own, kind, name } = picture;
    if (own)
      return kind === 'face' ? t('room.ownView') : t('room.ownSource', { what: what(picture) });
    return kind === 'face' ? name : `${name} · ${what(picture)}`;
  };
  const why = (picture: StagePicture): string => {
    if (picture.unseen === '') return '';
    const { kind, unseen } = picture;
    if (unseen === 'line' && kind !== 'face') {
      return t('room.sourcePausedForLine', { what: whole(picture) });
    }
    return t(WHY[unseen].long, { name: picture.name });
  };
  return { what, whole, why };
}

/** One picture of the stage: large, or small with its name on a button that makes it large. */
export function Tile({
  picture,
  large,
  onChoose,
  onShown,
}: {
  picture: StagePicture;
  large: boolean;
  onChoose: (key: string) => void;
  /** How high somebody's picture is shown. */
  onShown: (participant: string, source: string, height: number) => void;
}) {
  const t = useT();
  const { what, whole, why } = useTitles();
  const { key, own, kind, unseen, microphoneOff, speaks } = picture;
  const title = whole(picture);
  const reason = why(picture);
  const icon = SOURCE_ICONS[kind];
  const classes = [
    'tile',
    large ? 'tile-large' : 'tile-small',
    kind !== 'face' && 'tile-source',
    own && 'tile-own',
    speaks && 'tile-speaks',
  ];
  return (
    <li className={classes.filter(Boolean).join(' ')}>
      {unseen === '' ? (
        <Picture
          stream={picture.stream}
          track={picture.track}
          label={title}
          className="stage-video"
          mirrored={own && kind === 'face'}
          onHeight={
            own ? undefined : (height) => onShown(picture.participant, picture.source, height)
          }
        />
      ) : (
        <span className="stage-empty">
          <Icon of={kind === 'screen' && own ? monitorUp : videoOff} size={large ? 24 : 16} />
          <span>{large ? reason : t(WHY[unseen].short, { name: picture.name })}</span>
        </span>
      )}
      <button
        type="button"
        className="tile-choose"
        aria-pressed={large}
        onClick={() => onChoose(key)}
      >
        <span className="hidden">
          {t('room.enlarge')}: {title}
          {reason && !large && `. ${reason}`}
          {speaks && `. ${t('room.speaks')}`}
          {microphoneOff && `. ${t(own ? 'room.microphoneOff' : 'room.otherMicrophoneOff')}`}
        </span>
        {!large && (
          <span className="stage-label tile-label" aria-hidden="true">
            {icon && <Icon of={icon} />}
            <span className="tile-words">
              {kind === 'face' ? (
                own ? (
                  <>
                    <span className="label-long">{title}</span>
                    <span className="label-short">{t('room.ownShort')}</span>
                  </>
                ) : (
                  title
                )
              ) : (
                <>
                  <strong>{what(picture)}</strong>
                  <span className="tile-whose">{own ? t('room.ownShort') : picture.name}</span>
                </>
              )}
            </span>
            {speaks && (
              <span className="stage-good">
                <Icon of={audioLines} />
              </span>
            )}
            {microphoneOff && (
              <span className="stage-caution">
                <Icon of={micOff} />
              </span>
            )}
          </span>
        )}
      </button>
    </li>
  );
}
