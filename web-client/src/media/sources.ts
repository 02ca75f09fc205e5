import {
  deviceProblem,
  openBodySound,
  openExaminationCamera,
  openScreen,
  type DeviceProblem,
} from './devices';
import type { FurtherSource } from './session';

/** A source beside the face that is open on this computer. */
export interface LocalSource extends FurtherSource {
  /** What the device calls itself; empty where the browser does not say. */
  readonly label: string;
  /** Its device; empty for a screen. */
  readonly device: string;
}

export type SourceTrouble = DeviceProblem | 'ended';

export interface LocalSourcesState {
  readonly sources: readonly LocalSource[];
  /** What could not be opened, or ended by itself. */
  readonly trouble: { readonly kind: LocalSource['kind']; readonly why: SourceTrouble } | undefined;
  readonly opening: boolean;
}

/**
 * What this computer sends beside the face: examination cameras, the screen, the sound of a body.
 * Each is opened when somebody adds it and ends when somebody stops it, when its device is pulled
 * out, or with the page.
 */
export class LocalSources {
  private current: LocalSourcesState = { sources: [], trouble: undefined, opening: false };
  private readonly listeners = new Set<() => void>();

  getState = (): LocalSourcesState => this.current;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Opens a camera for an examination; one that is open already stays as it is. */
  async addExamination(device: string): Promise<void> {
    if (this.current.sources.some((each) => each.kind === 'examination' && each.device === device))
      return;
    await this.add('examination', device, async () => ({
      video: await openExaminationCamera(device),
      audio: null,
    }));
  }

  async addScreen(): Promise<void> {
    await this.add('screen', '', () => openScreen());
  }

  /** Opens a microphone for the sound of a body, in place of the one that was open. */
  async addBodySound(device: string): Promise<void> {
    this.stop('body-sound');
    await this.add('body-sound', device, async () => ({
      video: null,
      audio: await openBodySound(device),
    }));
  }

  stop(source: string): void {
    const ending = this.current.sources.filter((each) => each.source === source);
    this.become({ sources: this.current.sources.filter((each) => each.source !== source) });
    for (const { audio, video } of ending) {
      audio?.stop();
      video?.stop();
    }
  }

  close(): void {
    for (const { source } of this.current.sources) this.stop(source);
    this.become({ trouble: undefined });
  }

  private async add(
    kind: LocalSource['kind'],
    device: string,
    open: () => Promise<{ audio: MediaStreamTrack | null; video: MediaStreamTrack | null }>,
  ): Promise<void> {
    if (this.current.opening) return;
    this.become({ opening: true, trouble: undefined });
    try {
      const { audio, video } = await open();
      const source = this.freeName(kind);
      const track = video ?? audio;
      for (const each of [audio, video]) {
        each?.addEventListener('ended', () => this.ended(source, each));
      }
      this.become({
        sources: [
          ...this.current.sources,
          { source, kind, audio, video, device, label: track?.label ?? '' },
        ],
      });
    } catch (cause) {
      const why = deviceProblem(cause);
      // Who closes the browser's own question about the screen knows that nothing is shared.
      if (kind !== 'screen' || why !== 'denied') this.become({ trouble: { kind, why } });
    } finally {
      this.become({ opening: false });
    }
  }

  /** The device is gone, or the browser's own button was pressed. */
  private ended(source: string, track: MediaStreamTrack): void {
    const found = this.current.sources.find((each) => each.source === source);
    if (!found || (found.video ?? found.audio) !== track) return;
    this.stop(source);
    if (found.kind !== 'screen') this.become({ trouble: { kind: found.kind, why: 'ended' } });
  }

  private freeName(kind: LocalSource['kind']): string {
    const taken = new Set(this.current.sources.map(({ source }) => source));
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? kind : `${kind}-${String(number)}`;
      if (!taken.has(name)) return name;
    }
  }

  private become(change: Partial<LocalSourcesState>): void {
    this.current = { ...this.current, ...change };
    for (const listener of [...this.listeners]) listener();
  }
}
