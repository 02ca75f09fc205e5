import { emptyMeasure, measure, type LineReading, type Measure } from './line';
import type { Capabilities, MediaFromPage, MediaFromServer, Mute } from './messages';
import { Playout } from './playout';
import { Transport, type OutgoingSource, type PathState } from './transport';

/** A source of another participant, as it is received. */
export interface RemoteSource {
  readonly participant: string;
  readonly source: string;
  readonly kind: string;
  /** Its tracks as far as they have come. One stream for the life of the source. */
  readonly stream: MediaStream;
  readonly audioMuted: boolean;
  readonly videoMuted: boolean;
  /** Why the bridge does not send it now; empty while it does. */
  readonly paused: string;
}

/** What the room's page shows of the media. Every change is a new object. */
export interface MediaView {
  readonly capabilities: Capabilities | undefined;
  readonly path: PathState;
  readonly remotes: readonly RemoteSource[];
  readonly recording: boolean;
  readonly line: LineReading | undefined;
  readonly audioMuted: boolean;
  readonly videoMuted: boolean;
}

export interface MediaSessionOptions {
  /** Sends a message of this room over the live connection. */
  send(message: MediaFromPage): void;
  changed(view: MediaView): void;
  readonly createPeer?: (configuration: RTCConfiguration) => RTCPeerConnection;
  readonly createStream?: () => MediaStream;
}

const FACE = 'face';
const STATS_MILLIS = 1_000;

/**
 * A page's media in one room: what it sends, what it receives, and how the line is. It obeys the
 * room's bridge whichever that is; the messages say who offers and which line carries what.
 */
export class MediaSession {
  private readonly face: OutgoingSource = { audio: null, video: null };
  private readonly sources = new Map<string, OutgoingSource>([[FACE, this.face]]);
  private readonly transports = new Map<string, Transport>();
  private servers: RTCIceServer[] = [];
  private view: MediaView = {
    capabilities: undefined,
    path: 'idle',
    remotes: [],
    recording: false,
    line: undefined,
    audioMuted: true,
    videoMuted: true,
  };
  private told: Mute | undefined;
  private last: Measure = emptyMeasure;
  private lostDown = 0;
  private readonly playout = new Playout();
  private ticking: ReturnType<typeof setInterval> | undefined;
  /** Tracks that came before the message that says whose they are. */
  private strays: { track: MediaStreamTrack; name: string }[] = [];

  private readonly shown = new Map<string, number>();

  constructor(private readonly options: MediaSessionOptions) {}

  get state(): MediaView {
    return this.view;
  }

  /** The connection that statistics and tests look at. */
  connections(): RTCPeerConnection[] {
    return [...this.transports.values()].flatMap(({ connection }) => connection ?? []);
  }

  /**
   * What this page sends from now on; null for nothing. The tracks belong to the caller, who stops
   * them. Changing a camera or a microphone in the call is this and nothing else.
   */
  async send(tracks: Partial<OutgoingSource>): Promise<void> {
    Object.assign(this.face, tracks);
    this.sayMute();
    await Promise.all([...this.transports.values()].map((transport) => transport.refresh()));
  }

  /** Takes a media message of this room from the server. */
  receive(message: MediaFromServer): void {
    switch (message.type) {
      case 'media.capabilities':
        this.begin(message);
        return;
      case 'media.negotiate':
        void this.transport(message.transport).negotiate(message);
        return;
      case 'media.offer':
        void this.transport(message.transport).offer(message);
        return;
      case 'media.answer':
        void this.transport(message.transport).answer(message);
        return;
      case 'media.candidate':
        void this.transport(message.transport).candidate(message);
        return;
      case 'media.publish':
        this.publish(message.participant, message.source, message.kind);
        return;
      case 'media.mute':
        this.amend(message.participant, message.source, {
          audioMuted: message.audio,
          videoMuted: message.video,
        });
        return;
      case 'media.paused':
        this.amend(message.participant, message.source, {
          paused: message.paused ? message.reason || 'limit' : '',
        });
        return;
      case 'media.gone':
        this.gone(message.participant, message.source);
        return;
      case 'media.recording':
        this.become({ recording: message.on });
        return;
      case 'media.ice-servers':
        this.servers = message.servers.map(({ urls, username, credential }) =>
          username ? { urls: [...urls], username, credential } : { urls: [...urls] },
        );
        return;
      case 'media.demand':
        for (const transport of this.transports.values()) transport.demand(message);
        return;
      case 'media.line':
        // What the page measures itself is nearer, but for what a second try has mended.
        this.lostDown = message.lossDown;
        return;
    }
  }

  /** The network of this computer changed, or a person asks for it. */
  restart(): void {
    for (const transport of this.transports.values()) transport.restart();
  }

  /**
   * How large a source is shown, in pixels of the screen; 0 when it is hidden. The bridge sends no
   * more than that.
   */
  show(participant: string, source: string, height: number): void {
    if (this.view.capabilities?.offerer !== 'bridge' || !this.find(participant, source)) return;
    const key = `${participant}/${source}`;
    if (this.shown.get(key) === height) return;
    this.shown.set(key, height);
    this.options.send({ type: 'media.view', participant, source, height, content: 'motion' });
  }

  /** Ends the media of this page; the tracks it sent are the caller's to stop. */
  close(): void {
    clearInterval(this.ticking);
    this.endTransports();
    this.become({ path: 'idle', remotes: [], line: undefined });
  }

  /** A join, also a second one after a reconnection that could not resume: everything anew. */
  private begin(capabilities: Capabilities): void {
    this.endTransports();
    this.told = undefined;
    this.last = emptyMeasure;
    this.shown.clear();
    this.become({ capabilities, path: 'idle', remotes: [], recording: false, line: undefined });
    if (capabilities.maxSources > 0) {
      this.options.send({
        type: 'media.publish',
        participant: '',
        source: FACE,
        kind: 'face',
        tracks: 'both',
        priority: 10,
        content: 'motion',
      });
      this.sayMute();
    }
    clearInterval(this.ticking);
    this.ticking = setInterval(() => void this.tick(), STATS_MILLIS);
  }

  private transport(name: string): Transport {
    const known = this.transports.get(name);
    if (known) return known;
    // From page to page there is one at a time; a new name is a new meeting.
    if (this.view.capabilities?.offerer === 'page') this.endTransports();
    const made = new Transport(
      {
        name,
        sources: this.sources,
        iceServers: () => this.servers,
        videoCodecs: () => this.view.capabilities?.videoCodecs ?? [],
        ...(this.options.createPeer ? { createPeer: this.options.createPeer } : {}),
      },
      {
        send: (message) => this.options.send(message),
        path: () => this.become({ path: this.worstPath() }),
        track: (track, name) => this.hold(track, name),
        trouble: () => undefined,
      },
    );
    this.transports.set(name, made);
    return made;
  }

  private worstPath(): PathState {
    const paths = [...this.transports.values()].map(({ path }) => path);
    const order: PathState[] = ['interrupted', 'connecting', 'flowing'];
    return order.find((state) => paths.includes(state)) ?? 'idle';
  }

  private publish(participant: string, source: string, kind: string): void {
    const known = this.find(participant, source);
    if (known) return;
    const remote: RemoteSource = {
      participant,
      source,
      kind,
      stream: (this.options.createStream ?? (() => new MediaStream()))(),
      audioMuted: false,
      videoMuted: false,
      paused: '',
    };
    this.become({ remotes: [...this.view.remotes, remote] });
    const waiting = this.strays;
    this.strays = [];
    for (const stray of waiting) this.hold(stray.track, stray.name);
  }

  private gone(participant: string, source: string): void {
    if (!this.find(participant, source)) return;
    this.shown.delete(`${participant}/${source}`);
    const remotes = this.view.remotes.filter(
      (remote) => remote.participant !== participant || remote.source !== source,
    );
    this.become({ remotes, line: undefined });
    if (this.view.capabilities?.offerer === 'page') {
      // The path led to that page; the next meeting has one of its own.
      this.endTransports();
      this.become({ path: 'idle' });
    }
  }

  private endTransports(): void {
    for (const transport of this.transports.values()) transport.close();
    this.transports.clear();
    this.strays = [];
  }

  /** Finds whose a track is: by the name of its line, else the only source there is. */
  private hold(track: MediaStreamTrack, name: string): void {
    const { remotes } = this.view;
    const owner =
      remotes.find((remote) => `${remote.participant}/${remote.source}` === name) ??
      remotes.find((remote) => remote.source === name) ??
      (remotes.length === 1 && !name.includes('/') ? remotes[0] : undefined);
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

  private find(participant: string, source: string): RemoteSource | undefined {
    return this.view.remotes.find(
      (remote) => remote.participant === participant && remote.source === source,
    );
  }

  private amend(participant: string, source: string, change: Partial<RemoteSource>): void {
    const remotes = this.view.remotes.map((remote) =>
      remote.participant === participant && remote.source === source
        ? { ...remote, ...change }
        : remote,
    );
    this.become({ remotes });
  }

  /** Says what is off; again only when it changed. */
  sayMute(): void {
    const audio = !this.face.audio?.enabled;
    const video = !this.face.video?.enabled;
    this.become({ audioMuted: audio, videoMuted: video });
    if (!this.view.capabilities || this.view.capabilities.maxSources === 0) return;
    if (this.told ? this.told.audio === audio && this.told.video === video : !audio && !video) {
      return;
    }
    this.told = { type: 'media.mute', participant: '', source: FACE, audio, video };
    this.options.send(this.told);
  }

  private async tick(): Promise<void> {
    const [peer] = this.connections();
    if (!peer || this.view.path === 'idle') return;
    const now = await measure(peer, this.last);
    if (this.connections()[0] !== peer) return;
    this.last = now.measure;
    this.become({ line: now.reading });
    this.followLine(peer, now.reading);
    this.options.send({
      type: 'media.stats',
      path: now.reading.path,
      framesDecoded: now.measure.framesDecoded,
      framesDropped: now.measure.framesDropped,
      audioConcealed: now.reading.audioConcealed,
      roundTripMillis: now.reading.roundTripMillis,
      freezes: now.measure.freezes,
    });
  }

  /** Sound is held back as the line asks for, and no more layers are sent than it carries. */
  private followLine(peer: RTCPeerConnection, reading: LineReading): void {
    const loss = Math.max(reading.lossDown, this.lostDown);
    const held = this.playout.follow(loss, reading.roundTripMillis);
    for (const receiver of peer.getReceivers()) {
      // Not every browser knows it; there the attribute does nothing.
      if (receiver.track.kind === 'audio' && receiver.jitterBufferTarget !== held) {
        receiver.jitterBufferTarget = held;
      }
    }
    if (reading.upCarries >= 0) {
      for (const transport of this.transports.values()) transport.lineUp(reading.upCarries);
    }
  }

  private become(change: Partial<MediaView>): void {
    this.view = { ...this.view, ...change };
    this.options.changed(this.view);
  }
}
