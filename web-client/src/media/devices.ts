/** Why a camera or a microphone cannot be used; the page makes a sentence of it. */
export type DeviceProblem = 'denied' | 'missing' | 'busy' | 'unusable' | 'insecure';

export interface OpenedMedia {
  readonly audio: MediaStreamTrack | null;
  readonly video: MediaStreamTrack | null;
  readonly audioProblem?: DeviceProblem;
  readonly videoProblem?: DeviceProblem;
}

export interface DeviceChoice {
  readonly camera?: string;
  readonly microphone?: string;
  readonly speaker?: string;
  /** The camera for examinations; none unless it was chosen. */
  readonly examination?: string;
  /** The microphone for the sounds of a body. */
  readonly bodySound?: string;
}

export interface DeviceList {
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
  readonly speakers: readonly MediaDeviceInfo[];
}

/** The names browsers give to what went wrong, in five kinds that a person can do something about. */
export function deviceProblem(cause: unknown): DeviceProblem {
  const name = cause instanceof Error ? cause.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'unusable';
  }
}

function cameraConstraints(camera: string | undefined): MediaTrackConstraints {
  return {
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30 },
    ...(camera ? { deviceId: { exact: camera } } : {}),
  };
}

function microphoneConstraints(microphone: string | undefined): MediaTrackConstraints {
  return {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    ...(microphone ? { deviceId: { exact: microphone } } : {}),
  };
}

/**
 * Opens one device. A chosen one that is no longer plugged in is replaced by the system's own
 * choice: the consultation matters more than which camera it has.
 */
async function openOne(
  kind: 'audio' | 'video',
  id: string | undefined,
  media: MediaDevices,
): Promise<MediaStreamTrack> {
  const open = async (chosen: string | undefined): Promise<MediaStreamTrack> => {
    const stream = await media.getUserMedia(
      kind === 'video'
        ? { video: cameraConstraints(chosen) }
        : { audio: microphoneConstraints(chosen) },
    );
    const [track] = stream.getTracks();
    if (!track) throw new DOMException('no track', 'NotFoundError');
    return track;
  };
  try {
    return await open(id);
  } catch (cause) {
    if (id && deviceProblem(cause) === 'missing') return open(undefined);
    throw cause;
  }
}

/** Opens a camera. */
export function openCamera(id?: string): Promise<MediaStreamTrack> {
  return openOne('video', id, navigator.mediaDevices);
}

/** Opens a microphone. */
export function openMicrophone(id?: string): Promise<MediaStreamTrack> {
  return openOne('audio', id, navigator.mediaDevices);
}

/** Opens the camera for an examination: this one, and no other in its place. */
export async function openExaminationCamera(
  id: string,
  media: MediaDevices = navigator.mediaDevices,
): Promise<MediaStreamTrack> {
  const { track } = await openExact(media.getUserMedia({ video: cameraConstraints(id) }));
  return track;
}

/**
 * Opens a microphone for the sounds of a body. What makes a voice clearer (echo cancellation, noise
 * suppression, gain control) takes a heart murmur for noise, so all of it is off.
 */
export async function openBodySound(
  id: string,
  media: MediaDevices = navigator.mediaDevices,
): Promise<MediaStreamTrack> {
  const audio = {
    deviceId: { exact: id },
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    channelCount: { ideal: 2 },
    sampleRate: { ideal: 48_000 },
  };
  const { track } = await openExact(media.getUserMedia({ audio }));
  return track;
}

/** Asks which screen or window to share, with its sound where the browser gives it. */
export async function openScreen(
  media: MediaDevices = navigator.mediaDevices,
): Promise<{ video: MediaStreamTrack; audio: MediaStreamTrack | null }> {
  const { track, stream } = await openExact(
    media.getDisplayMedia({
      video: { frameRate: { ideal: 15, max: 15 }, width: { max: 1920 }, height: { max: 1080 } },
      audio: true,
    }),
    'video',
  );
  return { video: track, audio: stream.getTracks().find(({ kind }) => kind === 'audio') ?? null };
}

async function openExact(
  opening: Promise<MediaStream>,
  kind?: string,
): Promise<{ track: MediaStreamTrack; stream: MediaStream }> {
  const stream = await opening;
  const track = stream.getTracks().find((each) => kind === undefined || each.kind === kind);
  if (!track) throw new DOMException('no track', 'NotFoundError');
  return { track, stream };
}

/** Opens what there is; a missing camera does not cost the voice, nor the other way round. */
export async function openMedia(
  choice: DeviceChoice,
  media: MediaDevices | undefined = navigator.mediaDevices,
): Promise<OpenedMedia> {
  if (!media) {
    return { audio: null, video: null, audioProblem: 'insecure', videoProblem: 'insecure' };
  }
  // One after the other: browsers ask for both permissions in turn, and some old drivers fail when
  // a camera's picture and its microphone are opened at the same moment.
  const audio = await openOne('audio', choice.microphone, media).catch(deviceProblem);
  const video = await openOne('video', choice.camera, media).catch(deviceProblem);
  return {
    audio: typeof audio === 'string' ? null : audio,
    video: typeof video === 'string' ? null : video,
    ...(typeof audio === 'string' ? { audioProblem: audio } : {}),
    ...(typeof video === 'string' ? { videoProblem: video } : {}),
  };
}

/** The devices that may be named; before permission browsers give no names. */
export async function listDevices(): Promise<DeviceList> {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  const all = media ? await media.enumerateDevices() : [];
  const of = (kind: MediaDeviceKind): MediaDeviceInfo[] =>
    all.filter((device) => device.kind === kind && device.deviceId !== '');
  return { cameras: of('videoinput'), microphones: of('audioinput'), speakers: of('audiooutput') };
}

/** Tells of devices plugged in or out; returns how to stop. */
export function watchDevices(changed: () => void): () => void {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  media?.addEventListener('devicechange', changed);
  return () => media?.removeEventListener('devicechange', changed);
}

const CHOICE = 'device-choice';

/** The devices chosen last on this computer: ids that mean nothing on another site. */
export function rememberedChoice(storage: Storage = localStorage): DeviceChoice {
  try {
    return JSON.parse(storage.getItem(CHOICE) ?? '{}') as DeviceChoice;
  } catch {
    return {};
  }
}

export function rememberChoice(choice: DeviceChoice, storage: Storage = localStorage): void {
  storage.setItem(CHOICE, JSON.stringify(choice));
}
