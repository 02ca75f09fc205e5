import { Select, type Option } from '../../components/Select';
import { useT } from '../../i18n/language';
import type { LocalMedia, LocalMediaState } from '../../media/local';

const NONE = 'none';

/** Camera, microphone and loudspeaker to choose from; a change acts at once, in the call too. */
export function DeviceFields({
  local,
  state,
  speakerAside,
  listensOnly = false,
  examination = false,
}: {
  local: LocalMedia;
  state: LocalMediaState;
  speakerAside?: React.ReactNode;
  /** Nothing is sent: a loudspeaker is all there is to choose. */
  listensOnly?: boolean;
  /** Whether a camera for examinations may be chosen beforehand. */
  examination?: boolean;
}) {
  const t = useT();
  const { devices, choice, audio, video } = state;
  const options = (list: readonly MediaDeviceInfo[]): Option[] =>
    list.length === 0
      ? [{ id: '', label: t('check.systemDevice') }]
      : list.map(({ deviceId, label }, place) => ({
          id: deviceId,
          label: label || t('check.deviceUnnamed', { n: place + 1 }),
        }));
  const inUse = (
    list: readonly MediaDeviceInfo[],
    track: MediaStreamTrack | null,
    chosen: string | undefined,
  ): string => {
    const id = track?.getSettings().deviceId ?? chosen;
    return list.find(({ deviceId }) => deviceId === id)?.deviceId ?? list[0]?.deviceId ?? '';
  };
  const face = inUse(devices.cameras, video, choice.camera);
  const others = options(devices.cameras).filter(({ id }) => id !== '' && id !== face);
  const examined = choice.examination ?? NONE;
  return (
    <div className="device-fields">
      {!listensOnly && (
        <>
          <Select
            label={t('check.camera')}
            options={options(devices.cameras)}
            value={face}
            onChange={(id) => void local.chooseCamera(id)}
          />
          {examination && (
            <Select
              label={t('sources.examinationCamera')}
              options={[{ id: NONE, label: t('sources.none') }, ...others]}
              value={others.some(({ id }) => id === choice.examination) ? examined : NONE}
              onChange={(id) => local.chooseExamination(id === NONE ? undefined : id)}
            />
          )}
          <Select
            label={t('check.microphone')}
            options={options(devices.microphones)}
            value={inUse(devices.microphones, audio, choice.microphone)}
            onChange={(id) => void local.chooseMicrophone(id)}
          />
        </>
      )}
      <div className="device-speaker">
        <Select
          label={t('check.speaker')}
          options={options(devices.speakers)}
          value={inUse(devices.speakers, null, choice.speaker)}
          onChange={(id) => local.chooseSpeaker(id)}
        />
        {speakerAside}
      </div>
    </div>
  );
}
