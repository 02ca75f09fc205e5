import { emptyMeasure, measure, type LineReading, type Measure } from './line';
import type { Capabilities, MediaFromPage, MediaFromServer, Mute, SourceKind } from './messages';
import { Playout } from './playout';
import { Remotes, type RemoteSource } from './remotes';
import { Speaking } from './speaking';
import { Transport, type OutgoingSource, type PathState } from './transport';

/** A source that this page sends beside the face. Its tracks belong to the caller. */
export interface FurtherSource {
  /** Its name, like no other of this page. */
  readonly source: string;
  readonly kind: Exclude<SourceKind, 'face'>;
  readonly audio: MediaStreamTrack | null;
  readonly video: MediaStreamTrack | null;
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
  /** Which participant speaks; empty for nobody. */
  readonly speaking: string;
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
const LISTEN_MILLIS = 200;
/** What matters more when the line is narrow, beyond what a bridge makes of the kind itself. */
const PRIORITY: Record<SourceKind, number> = {
  face: 10,
  screen: 20,
  examination: 30,
  'body-sound': 40,
};

/**
 * A page's media in one room: what it sends, what it receives, and how the line is. It obeys the
 * room's bridge whichever that is; the messages say who offers and which line carries what.
 */
export class MediaSession {
  private readonly face: OutgoingSource = { kind: FACE, audio: null, video: null };
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
    speaking: '',
  };
  private further: readonly FurtherSource[] = [];
  private readonly speaking = new Speaking();
  private told: Mute | undefined;
  private last: Measure = emptyMeasure;
  private lostDown = 0;
  private readonly playout = new Playout();
  private ticking: ReturnType<typeof setInterval> | undefined;
  private listening: ReturnType<typeof setInterval> | undefined;
  private readonly shown = new Map<string, number>();

  private readonly remotes: Remotes;

  constructor(private readonly options: MediaSessionOptions) {
    this.remotes = new Remotes(
      (remotes) => this.become({ remotes }),
      options.createStream ?? (() => new MediaStream()),
    );
  }

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
  async send(tracks: Partial<Pick<OutgoingSource, 'audio' | 'video'>>): Promise<void> {
    Object.assign(this.face, tracks);
    this.sayMute();
    await this.refresh();
  }

  /**
   * What this page sends beside the face from now on, all of it: one that is not named any more is
   * withdrawn. Where the bridge has a place for the face only, the rest stays here.
   */
  async sendFurther(sources: readonly FurtherSource[]): Promise<void> {
    const before = this.further;
    this.further = sources;
    for (const { source } of before) {
      if (sources.some((each) => each.source === source)) continue;
      this.sources.delete(source);
      for (const transport of this.transports.values()) transport.ended(source);
      if (this.takesFurther()) {
        this.options.send({ type: 'media.gone', participant: '', source, reason: '' });
      }
    }
    for (const each of sources) {
      this.publishFurther(each, !before.some((other) => other.source === each.source));
    }
    await this.refresh();
  }

  private async refresh(): Promise<void> {
    await Promise.all([...this.transports.values()].map((transport) => transport.refresh()));
  }

  private takesFurther(): boolean {
    return (this.view.capabilities?.maxSources ?? 0) > 1;
  }

  private publishFurther({ source, kind, audio, video }: FurtherSource, isNew: boolean): void {
    if (!this.takesFurther()) return;
    this.sources.set(source, { kind, audio, video });
    if (!isNew) return;
    this.options.send({
      type: 'media.publish',
      participant: '',
      source,
      kind,
      tracks: audio ? (video ? 'both' : 'audio') : 'video',
      priority: PRIORITY[kind],
      content: kind === 'screen' ? 'detail' : 'motion',
    });
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
        this.remotes.publish(message);
        return;
      case 'media.mute':
        this.remotes.amend(message.participant, message.source, {
          audioMuted: message.audio,
          videoMuted: message.video,
        });
        return;
      case 'media.paused':
        this.remotes.amend(message.participant, message.source, {
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
    for (const transport of this.transports.values()) transport.renew();
  }

  /**
   * How large a source is shown, in pixels of the screen; 0 when it is hidden. The bridge sends no
   * more than that.
   */
  show(participant: string, source: string, height: number): void {
    if (this.view.capabilities?.offerer !== 'bridge' || !this.remotes.find(participant, source))
      return;
    const key = `${participant}/${source}`;
    if (this.shown.get(key) === height) return;
    this.shown.set(key, height);
    this.options.send({ type: 'media.view', participant, source, height, content: 'motion' });
  }

  /** Ends the media of this page; the tracks it sent are the caller's to stop. */
  close(): void {
    clearInterval(this.ticking);
    clearInterval(this.listening);
    this.endTransports();
    this.remotes.clear();
    this.become({ path: 'idle', line: undefined, speaking: '' });
  }

  /** A join, also a second one after a reconnection that could not resume: everything anew. */
  private begin(capabilities: Capabilities): void {
    this.endTransports();
    for (const { source } of this.further) this.sources.delete(source);
    this.told = undefined;
    this.last = emptyMeasure;
    this.shown.clear();
    this.remotes.clear();
    this.become({ capabilities, path: 'idle', recording: false, line: undefined, speaking: '' });
    if (capabilities.maxSources > 0) {
      this.options.send({
        type: 'media.publish',
        participant: '',
        source: FACE,
        kind: 'face',
        tracks: 'both',
        priority: PRIORITY.face,
        content: 'motion',
      });
      this.sayMute();
      for (const each of this.further) this.publishFurther(each, true);
    }
    clearInterval(this.ticking);
    clearInterval(this.listening);
    this.ticking = setInterval(() => void this.tick(), STATS_MILLIS);
    this.listening = setInterval(() => this.listen(), LISTEN_MILLIS);
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
        relayLast: () => this.view.capabilities?.offerer === 'bridge',
        videoCodecs: () => this.view.capabilities?.videoCodecs ?? [],
        isFine: (name) => this.remotes.owner(name)?.kind === 'body-sound',
        ...(this.options.createPeer ? { createPeer: this.options.createPeer } : {}),
      },
      {
        send: (message) => this.options.send(message),
        path: () => this.become({ path: this.worstPath() }),
        track: (track, name) => this.remotes.hold(track, name),
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

  private gone(participant: string, source: string): void {
    if (!this.remotes.gone(participant, source)) return;
    this.shown.delete(`${participant}/${source}`);
    if (this.view.capabilities?.offerer === 'page') {
      // The path led to that page; the next meeting has one of its own.
      this.endTransports();
      this.become({ path: 'idle', line: undefined });
    }
  }

  private endTransports(): void {
    for (const transport of this.transports.values()) transport.close();
    this.transports.clear();
    this.remotes.forgetStrays();
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

  /** Hears who speaks: the levels come with the packets, nothing is measured here. */
  private listen(): void {
    const levels = new Map<string, number>();
    const receivers = this.connections().flatMap((peer) => peer.getReceivers());
    for (const { participant, kind, stream } of this.view.remotes) {
      if (kind !== FACE) continue;
      const [track] = stream.getTracks().filter((each) => each.kind === 'audio');
      const receiver = track && receivers.find((each) => each.track.id === track.id);
      const [packet] = receiver?.getSynchronizationSources() ?? [];
      const fresh = packet && performance.timeOrigin + performance.now() - packet.timestamp < 1_000;
      levels.set(participant, fresh ? (packet.audioLevel ?? 0) : 0);
    }
    const speaking = this.speaking.decide(levels, performance.now());
    if (speaking !== this.view.speaking) this.become({ speaking });
  }

  private async tick(): Promise<void> {
    const [peer] = this.connections();
    if (!peer || this.view.path === 'idle') return;
    const now = await measure(peer, this.last);
    if (this.connections()[0] !== peer) return;
    this.last = now.measure;
    this.become({ line: now.reading });
    for (const transport of this.transports.values()) transport.goes(now.reading.path);
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

  /**
   * Sound and picture are held back as the lines ask for, and no more layers are sent than this one
   * carries. The picture as well: of frames that no other needs, a browser drops those it waits for.
   */
  private followLine(peer: RTCPeerConnection, reading: LineReading): void {
    const loss = Math.max(reading.lossDown, this.lostDown);
    const held = this.playout.follow(loss, reading.askedAgain, reading.roundTripMillis);
    for (const receiver of peer.getReceivers()) {
      // Not every browser knows it; there the attribute does nothing.
      if (receiver.jitterBufferTarget !== held) receiver.jitterBufferTarget = held;
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
