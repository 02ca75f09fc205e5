import swapIcon from 'lucide-static/icons/arrow-left-right.svg?raw';
import chatIcon from 'lucide-static/icons/message-square.svg?raw';
import mic from 'lucide-static/icons/mic.svg?raw';
import layers from 'lucide-static/icons/layers.svg?raw';
import micOff from 'lucide-static/icons/mic-off.svg?raw';
import phoneOff from 'lucide-static/icons/phone-off.svg?raw';
import sliders from 'lucide-static/icons/sliders-horizontal.svg?raw';
import video from 'lucide-static/icons/video.svg?raw';
import videoOff from 'lucide-static/icons/video-off.svg?raw';
import { useKeys } from '../../app/keys';
import { Icon } from '../../components/Icon';
import { useT } from '../../i18n/language';

export interface ControlActions {
  readonly microphone: () => void;
  readonly camera: () => void;
  readonly swap: () => void;
  readonly sources: () => void;
  readonly devices: () => void;
  readonly chat: () => void;
  readonly end: () => void;
}

/** The keys that act anywhere in the room, also while the note is written. */
export function useRoomKeys(
  actions: Pick<ControlActions, 'microphone' | 'camera' | 'swap'>,
  maySend: boolean,
): void {
  const t = useT();
  useKeys([
    ...(maySend
      ? [
          { key: 'F2', label: t('room.microphone'), run: actions.microphone },
          { key: 'F4', label: t('room.camera'), run: actions.camera },
        ]
      : []),
    { key: 'F9', label: t('room.swap'), run: actions.swap },
  ]);
}

/** The room's controls; each does something now. Ending stands apart. */
export function Controls({
  actions,
  maySend,
  sources,
  microphoneOn,
  cameraOn,
  chatOpen,
  unread,
  isOver,
}: {
  actions: ControlActions;
  /** Not so for who only listens. */
  maySend: boolean;
  /** How many sources go out beside the face; undefined where the room takes none. */
  sources: number | undefined;
  microphoneOn: boolean;
  cameraOn: boolean;
  chatOpen: boolean;
  unread: number;
  /** The consultation has ended: there is nothing left to control. */
  isOver: boolean;
}) {
  const t = useT();
  if (isOver) return <div className="room-controls stage" />;
  return (
    <div className="room-controls stage" role="toolbar" aria-label={t('room.controls')}>
      {!maySend && <p className="room-listening">{t('room.listening')}</p>}
      {maySend && (
        <>
          <Control
            icon={microphoneOn ? mic : micOff}
            words={t('room.microphone')}
            state={t(microphoneOn ? 'room.microphoneOn' : 'room.microphoneOff')}
            keys="F2"
            isOff={!microphoneOn}
            onPress={actions.microphone}
          />
          <Control
            icon={cameraOn ? video : videoOff}
            words={t('room.camera')}
            state={t(cameraOn ? 'room.cameraOn' : 'room.cameraOff')}
            keys="F4"
            isOff={!cameraOn}
            onPress={actions.camera}
          />
        </>
      )}
      <Control icon={swapIcon} words={t('room.swap')} keys="F9" onPress={actions.swap} />
      {maySend && sources !== undefined && (
        <Control
          icon={layers}
          words={sources > 0 ? `${t('room.sources')} ${String(sources)}` : t('room.sources')}
          onPress={actions.sources}
        />
      )}
      <Control icon={sliders} words={t('room.devices')} onPress={actions.devices} />
      <Control
        icon={chatIcon}
        words={unread > 0 ? `${t('room.chat')} ${String(unread)}` : t('room.chat')}
        isExpanded={chatOpen}
        onPress={actions.chat}
      />
      <Control
        icon={phoneOff}
        words={t(maySend ? 'room.end' : 'room.leave')}
        isEnd
        onPress={actions.end}
      />
    </div>
  );
}

function Control({
  icon,
  words,
  state,
  keys,
  isOff,
  isEnd,
  isExpanded,
  onPress,
}: {
  icon: string;
  words: string;
  /** How it stands, read aloud with the words. */
  state?: string;
  keys?: string;
  isOff?: boolean;
  isEnd?: boolean;
  isExpanded?: boolean;
  onPress: () => void;
}) {
  const look = ['control-button-face', isOff && 'control-off', isEnd && 'control-end'];
  return (
    <button
      type="button"
      className={isEnd ? 'room-control room-control-end' : 'room-control'}
      aria-keyshortcuts={keys}
      aria-expanded={isExpanded}
      onClick={onPress}
    >
      <span className={look.filter(Boolean).join(' ')}>
        <Icon of={icon} size={20} />
        {keys && (
          <span className="control-key" aria-hidden="true">
            {keys}
          </span>
        )}
      </span>
      <span className="room-control-words">
        {words}
        {state && <span className="hidden">, {state}</span>}
      </span>
    </button>
  );
}
