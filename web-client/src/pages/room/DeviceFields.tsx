import { Select, type Option } from '../../components/Select';
import { useT } from '../../i18n/language';
import type { LocalMedia, LocalMediaState } from '../../media/local';

/** Camera, microphone and loudspeaker to choose from; a change acts at once, in the call too. */
export function DeviceFields({
  local,
  state,
  speakerAside,
}: {
  local: LocalMedia;
  state: LocalMediaState;
  speakerAside?: React.ReactNode;
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
  return (
    <div className="device-fields">
      <Select
        label={t('check.camera')}
        options={options(devices.cameras)}
        value={inUse(devices.cameras, video, choice.camera)}
        onChange={(id) => void local.chooseCamera(id)}
      />
      <Select
        label={t('check.microphone')}
        options={options(devices.microphones)}
        value={inUse(devices.microphones, audio, choice.microphone)}
        onChange={(id) => void local.chooseMicrophone(id)}
      />
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
