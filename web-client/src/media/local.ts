import {
  listDevices,
  openCamera,
  openMicrophone,
  deviceProblem,
  openMedia,
  rememberChoice,
  rememberedChoice,
  watchDevices,
  type DeviceChoice,
  type DeviceList,
  type DeviceProblem,
} from './devices';
import { LocalSources } from './sources';

/** This computer's camera, microphone and loudspeaker, as the page shows them. */
export interface LocalMediaState {
  readonly phase: 'idle' | 'opening' | 'open';
  readonly audio: MediaStreamTrack | null;
  readonly video: MediaStreamTrack | null;
  readonly audioProblem?: DeviceProblem | undefined;
  readonly videoProblem?: DeviceProblem | undefined;
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  readonly devices: DeviceList;
  readonly choice: DeviceChoice;
}

const NO_DEVICES: DeviceList = { cameras: [], microphones: [], speakers: [] };

/**
 * Holds the tracks of this computer from the device check to the end of the call. A camera that is
 * off is really off: its light goes out. A muted microphone stays open, so that it is back at once.
 */
export class LocalMedia {
  private current: LocalMediaState = {
    phase: 'idle',
    audio: null,
    video: null,
    microphoneOn: true,
    cameraOn: true,
    devices: NO_DEVICES,
    choice: rememberedChoice(),
  };
  /** What is sent beside the face. */
  readonly sources = new LocalSources();
  private readonly listeners = new Set<() => void>();
  private unwatch: (() => void) | undefined;
  private closed = false;

  getState = (): LocalMediaState => this.current;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Asks for camera and microphone; what there is is opened, what fails is said. */
  async open(): Promise<void> {
    this.closed = false;
    this.current.audio?.stop();
    this.current.video?.stop();
    this.become({ phase: 'opening', audio: null, video: null });
    const opened = await openMedia(this.current.choice);
    if (this.closed) {
      opened.audio?.stop();
      opened.video?.stop();
      return;
    }
    this.watch(opened.audio, 'audio');
    this.watch(opened.video, 'video');
    this.become({
      phase: 'open',
      audio: opened.audio,
      video: opened.video,
      audioProblem: opened.audioProblem,
      videoProblem: opened.videoProblem,
      microphoneOn: opened.audio !== null,
      cameraOn: opened.video !== null,
    });
    await this.list();
    this.unwatch ??= watchDevices(() => void this.list());
  }

  /** Mutes or opens the microphone. */
  async setMicrophone(on: boolean): Promise<void> {
    const { audio } = this.current;
    if (on && !audio) {
      await this.openOne('audio');
      return;
    }
    if (audio) audio.enabled = on;
    this.become({ microphoneOn: on });
  }

  /** Turns the camera on or off; off ends its picture and its light. */
  async setCamera(on: boolean): Promise<void> {
    if (on) {
      await this.openOne('video');
      return;
    }
    this.current.video?.stop();
    this.become({ video: null, cameraOn: false });
  }

  /** Changes to another camera; in the call the same line carries it. */
  async chooseCamera(camera: string): Promise<void> {
    this.choose({ camera });
    if (this.current.cameraOn || this.current.phase === 'open') await this.openOne('video');
  }

  async chooseMicrophone(microphone: string): Promise<void> {
    this.choose({ microphone });
    await this.openOne('audio');
  }

  chooseSpeaker(speaker: string): void {
    this.choose({ speaker });
  }

  /** Which camera shows examinations from the moment of entering; undefined for none. */
  chooseExamination(camera: string | undefined): void {
    this.choose({ examination: camera });
  }

  chooseBodySound(microphone: string): void {
    this.choose({ bodySound: microphone });
  }

  /** Opens what was chosen to be sent beside the face, as far as it is plugged in. */
  async openChosenSources(): Promise<void> {
    const { choice, devices } = this.current;
    const chosen = devices.cameras.find(({ deviceId }) => deviceId === choice.examination);
    if (chosen) await this.sources.addExamination(chosen.deviceId);
  }

  /** Stops every track. */
  close(): void {
    this.closed = true;
    this.sources.close();
    this.unwatch?.();
    this.unwatch = undefined;
    this.current.audio?.stop();
    this.current.video?.stop();
    this.become({ phase: 'idle', audio: null, video: null });
  }

  private choose(change: { [K in keyof DeviceChoice]: DeviceChoice[K] | undefined }): void {
    const { examination, ...rest } = { ...this.current.choice, ...change };
    const choice = { ...rest, ...(examination ? { examination } : {}) } as DeviceChoice;
    rememberChoice(choice);
    this.become({ choice });
  }

  private async openOne(kind: 'audio' | 'video'): Promise<void> {
    const { choice } = this.current;
    const before = this.current[kind];
    try {
      const track =
        kind === 'video'
          ? await openCamera(choice.camera)
          : await openMicrophone(choice.microphone);
      if (this.closed) {
        track.stop();
        return;
      }
      this.watch(track, kind);
      if (kind === 'audio' && before) track.enabled = this.current.microphoneOn;
      this.become(
        kind === 'video'
          ? { video: track, videoProblem: undefined, cameraOn: true }
          : { audio: track, audioProblem: undefined, microphoneOn: track.enabled },
      );
      before?.stop();
      await this.list();
    } catch (cause) {
      const problem = deviceProblem(cause);
      this.become(kind === 'video' ? { videoProblem: problem } : { audioProblem: problem });
    }
  }

  /** A device pulled out ends its track: the system's next one takes its place. */
  private watch(track: MediaStreamTrack | null, kind: 'audio' | 'video'): void {
    track?.addEventListener('ended', () => {
      if (this.closed || this.current[kind] !== track) return;
      this.become(
        kind === 'video'
          ? { video: null, cameraOn: false, videoProblem: 'missing' }
          : { audio: null, microphoneOn: false, audioProblem: 'missing' },
      );
      void this.openOne(kind);
    });
  }

  private async list(): Promise<void> {
    const devices = await listDevices();
    if (!this.closed) this.become({ devices });
  }

  private become(change: Partial<LocalMediaState>): void {
    this.current = { ...this.current, ...change };
    for (const listener of [...this.listeners]) listener();
  }
}
