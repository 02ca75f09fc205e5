import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import monitorUp from 'lucide-static/icons/monitor-up.svg?raw';
import scan from 'lucide-static/icons/scan.svg?raw';
import stethoscope from 'lucide-static/icons/stethoscope.svg?raw';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Icon } from '../../components/Icon';
import { Select, type Option } from '../../components/Select';
import { useT } from '../../i18n/language';
import type { LocalMedia, LocalMediaState } from '../../media/local';
import type { LocalSource, LocalSources } from '../../media/sources';
import { LevelBlocks, useLevel } from './media';
import { useTitles } from './Tile';

const ICONS = { examination: scan, screen: monitorUp, 'body-sound': stethoscope };

/** What this computer sends beside the face. */
export function useLocalSources(local: LocalMedia) {
  const sources: LocalSources = local.sources;
  return useSyncExternalStore(sources.subscribe, sources.getState);
}

/** Adds and stops what is sent beside the face: examination cameras, the screen, body sound. */
export function SourcesDialog({
  isOpen,
  onClose,
  local,
  state,
  most,
}: {
  isOpen: boolean;
  onClose: () => void;
  local: LocalMedia;
  state: LocalMediaState;
  /** How many sources the room takes from this page, the face included. */
  most: number;
}) {
  const t = useT();
  const { sources, trouble, opening } = useLocalSources(local);
  const full = sources.length + 1 >= most;
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that was pressed may be gone: what has the focus then hears no keys.
    if (document.activeElement === document.body) body.current?.focus();
  }, [sources]);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('sources.title')}
      note={t('sources.note', { n: Math.max(0, most - 1) })}
      footer={
        <Button size="lg" onPress={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <div className="sources" tabIndex={-1} ref={body}>
        {sources.length > 0 && (
          <ul className="sources-open" aria-label={t('sources.open')}>
            {sources.map((each) => (
              <OpenSource
                key={each.source}
                source={each}
                onStop={() => local.sources.stop(each.source)}
              />
            ))}
          </ul>
        )}
        <div role="status">
          {trouble && (
            <p className="dialog-words stage-trouble">
              <strong>{t(`source.${trouble.kind}`)}:</strong>{' '}
              {t(trouble.why === 'ended' ? 'sources.ended' : `check.problem.${trouble.why}`)}
            </p>
          )}
          {full && <p className="dialog-words">{t('sources.full')}</p>}
        </div>
        <AddExamination local={local} state={state} sources={sources} off={full || opening} />
        {'getDisplayMedia' in navigator.mediaDevices &&
          !sources.some(({ kind }) => kind === 'screen') && (
            <div className="sources-add">
              <p className="sources-what">{t('sources.screenDetail')}</p>
              <Button
                icon={monitorUp}
                isDisabled={full || opening}
                onPress={() => void local.sources.addScreen()}
              >
                {t('sources.addScreen')}
              </Button>
            </div>
          )}
        <AddBodySound local={local} state={state} sources={sources} off={full || opening} />
      </div>
    </Dialog>
  );
}

function OpenSource({ source, onStop }: { source: LocalSource; onStop: () => void }) {
  const t = useT();
  const { what } = useTitles();
  const { kind, label, audio } = source;
  const level = useLevel(kind === 'body-sound' ? audio : null);
  const number = Number(/-(\d+)$/.exec(source.source)?.[1] ?? 1);
  const title = what({ kind, number });
  return (
    <li className="sources-one">
      <Icon of={ICONS[kind]} />
      <span className="sources-name">
        <strong>{title}</strong>
        {label && kind !== 'screen' && <span className="sources-label">{label}</span>}
        {kind === 'body-sound' && (
          <span className="sources-level">
            <LevelBlocks level={level} />
          </span>
        )}
      </span>
      <Button onPress={onStop} aria-label={t('sources.stopThis', { what: title })}>
        {t('sources.stop')}
      </Button>
    </li>
  );
}

interface AddProps {
  local: LocalMedia;
  state: LocalMediaState;
  sources: readonly LocalSource[];
  off: boolean;
}

function AddExamination({ local, state, sources, off }: AddProps) {
  const t = useT();
  const face = state.video?.getSettings().deviceId;
  const free = state.devices.cameras.filter(
    ({ deviceId }) =>
      deviceId !== face &&
      !sources.some((each) => each.kind === 'examination' && each.device === deviceId),
  );
  const [picked, setPicked] = useState(state.choice.examination ?? '');
  const chosen = free.find(({ deviceId }) => deviceId === picked) ?? free[0];
  if (!chosen) {
    return (
      <div className="sources-add">
        <p className="sources-what">{t('sources.noCamera')}</p>
      </div>
    );
  }
  return (
    <div className="sources-add">
      <Select
        label={t('sources.examinationCamera')}
        options={named(free, t('check.camera'))}
        value={chosen.deviceId}
        onChange={setPicked}
      />
      <Button
        icon={scan}
        isDisabled={off}
        onPress={() => void local.sources.addExamination(chosen.deviceId)}
      >
        {t('sources.addExamination')}
      </Button>
    </div>
  );
}

function AddBodySound({ local, state, sources, off }: AddProps) {
  const t = useT();
  const { microphones } = state.devices;
  const open = sources.some(({ kind }) => kind === 'body-sound');
  const voice = state.audio?.getSettings().deviceId;
  const chosen =
    microphones.find(({ deviceId }) => deviceId === state.choice.bodySound) ??
    microphones.find(({ deviceId }) => deviceId !== voice) ??
    microphones[0];
  if (open || !chosen) return null;
  return (
    <div className="sources-add">
      <Select
        label={t('sources.bodySoundMicrophone')}
        options={named(microphones, t('check.microphone'))}
        value={chosen.deviceId}
        onChange={(id) => local.chooseBodySound(id)}
        hint={t('sources.bodySoundDetail')}
      />
      <Button
        icon={stethoscope}
        isDisabled={off}
        onPress={() => void local.sources.addBodySound(chosen.deviceId)}
      >
        {t('sources.addBodySound')}
      </Button>
    </div>
  );
}

function named(devices: readonly MediaDeviceInfo[], kind: string): Option[] {
  return devices.map(({ deviceId, label }, place) => ({
    id: deviceId,
    label: label || `${kind} ${String(place + 1)}`,
  }));
}
