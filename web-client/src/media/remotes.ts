import type { Publish, SourceKind } from './messages';

/** A source of another participant, as it is received. */
export interface RemoteSource {
  readonly participant: string;
  readonly source: string;
  readonly kind: SourceKind;
  readonly tracks: Publish['tracks'];
  /** Its tracks as far as they have come. One stream for the life of the source. */
  readonly stream: MediaStream;
  readonly audioMuted: boolean;
  readonly videoMuted: boolean;
  /** Why the bridge does not send it now; empty while it does. */
  readonly paused: string;
}

const keyOf = (participant: string, source: string): string => `${participant}/${source}`;

/** The sources of others, and whose each track is that arrives. */
export class Remotes {
  private sources: readonly RemoteSource[] = [];
  /** Tracks that came before the message that says whose they are. */
  private strays: { track: MediaStreamTrack; name: string }[] = [];

  constructor(
    private readonly changed: (sources: readonly RemoteSource[]) => void,
    private readonly createStream: () => MediaStream = () => new MediaStream(),
  ) {}

  get all(): readonly RemoteSource[] {
    return this.sources;
  }

  publish({ participant, source, kind, tracks }: Publish): void {
    if (this.find(participant, source)) return;
    const remote: RemoteSource = {
      participant,
      source,
      kind,
      tracks,
      stream: this.createStream(),
      audioMuted: false,
      videoMuted: false,
      paused: '',
    };
    this.become([...this.sources, remote]);
    const waiting = this.strays;
    this.strays = [];
    for (const stray of waiting) this.hold(stray.track, stray.name);
  }

  /** A source has ended; whether there was one. */
  gone(participant: string, source: string): boolean {
    if (!this.find(participant, source)) return false;
    this.become(
      this.sources.filter((each) => each.participant !== participant || each.source !== source),
    );
    return true;
  }

  clear(): void {
    this.strays = [];
    this.become([]);
  }

  forgetStrays(): void {
    this.strays = [];
  }

  /** Gives a track to whose it is: by the name of its line, else to the only source there is. */
  hold(track: MediaStreamTrack, name: string): void {
    const owner = this.owner(name);
    if (!owner) {
      this.strays = this.strays.filter((stray) => stray.track !== track);
      this.strays.push({ track, name });
      return;
    }
    if (owner.stream.getTracks().includes(track)) return;
    for (const old of owner.stream.getTracks()) {
      if (old.kind === track.kind && old.id !== track.id) owner.stream.removeTrack(old);
    }
    owner.stream.addTrack(track);
    this.amend(owner.participant, owner.source, {});
  }

  owner(name: string): RemoteSource | undefined {
    const { sources } = this;
    return (
      sources.find((remote) => keyOf(remote.participant, remote.source) === name) ??
      sources.find((remote) => remote.source === name) ??
      (sources.length === 1 && !name.includes('/') ? sources[0] : undefined)
    );
  }

  find(participant: string, source: string): RemoteSource | undefined {
    return this.sources.find(
      (remote) => remote.participant === participant && remote.source === source,
    );
  }

  amend(participant: string, source: string, change: Partial<RemoteSource>): void {
    this.become(
      this.sources.map((remote) =>
        remote.participant === participant && remote.source === source
          ? { ...remote, ...change }
          : remote,
      ),
    );
  }

  private become(sources: readonly RemoteSource[]): void {
    this.sources = sources;
    this.changed(sources);
  }
}
