import type { Capabilities, MediaFromPage, MediaFromServer } from './messages';
import { MediaSession, type MediaView } from './session';

/** Enough of a track for what the session does with it. */
export function fakeTrack(kind: 'audio' | 'video', id = `${kind}-${String(Math.random())}`) {
  const getSettings = () => ({ height: 720 });
  return {
    kind,
    id,
    enabled: true,
    readyState: 'live',
    getSettings,
  } as unknown as MediaStreamTrack;
}

export class FakeStream {
  private readonly tracks: MediaStreamTrack[] = [];
  getTracks(): MediaStreamTrack[] {
    return [...this.tracks];
  }
  addTrack(track: MediaStreamTrack): void {
    if (!this.tracks.includes(track)) this.tracks.push(track);
  }
  removeTrack(track: MediaStreamTrack): void {
    this.tracks.splice(this.tracks.indexOf(track), 1);
  }
}

interface FakeTransceiver {
  mid: string | null;
  direction: string;
  sender: {
    track: MediaStreamTrack | null;
    replaceTrack(track: MediaStreamTrack | null): Promise<void>;
    getParameters(): { encodings: object[] };
    setParameters(): Promise<void>;
  };
  receiver: {
    track: MediaStreamTrack;
    getSynchronizationSources(): { audioLevel: number; timestamp: number }[];
  };
}

let certificates = 0;

/** A PeerConnection whose descriptions hold what the session must get right, and no more. */
export class FakePeer {
  readonly fingerprint = `sha-256 ${String((certificates += 1))}`;
  signalingState = 'stable';
  connectionState = 'new';
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
  ontrack: ((event: { track: MediaStreamTrack; transceiver: FakeTransceiver }) => void) | null =
    null;
  onconnectionstatechange: (() => void) | null = null;
  readonly candidates: string[] = [];
  readonly restarts: boolean[] = [];
  closed = false;
  /** How loud what arrives on each line is, 0 to 1. */
  readonly levels = new Map<string | null, number>();
  failNext: Error | undefined;
  private readonly transceivers: FakeTransceiver[] = [];

  constructor(private given: RTCConfiguration = {}) {}

  setConfiguration(configuration: RTCConfiguration): void {
    this.given = configuration;
  }
  /** What kinds of servers it was given last. */
  servers(): string[] {
    return (this.given.iceServers ?? []).flatMap(({ urls }) => [urls].flat());
  }
  getTransceivers(): FakeTransceiver[] {
    return this.transceivers;
  }
  getReceivers(): FakeTransceiver['receiver'][] {
    return this.transceivers.map(({ receiver }) => receiver);
  }
  getSenders(): FakeTransceiver['sender'][] {
    return this.transceivers.map(({ sender }) => sender);
  }
  addTransceiver(what: MediaStreamTrack | string, { direction }: { direction: string }) {
    const kind = (typeof what === 'string' ? what : what.kind) as 'audio' | 'video';
    const made = this.line(kind, direction);
    if (typeof what !== 'string') made.sender.track = what;
    return made;
  }
  createOffer({ iceRestart }: { iceRestart: boolean }): Promise<{ type: string; sdp: string }> {
    this.restarts.push(iceRestart);
    return Promise.resolve({ type: 'offer', sdp: this.describe() });
  }
  createAnswer(): Promise<{ type: string; sdp: string }> {
    return Promise.resolve({ type: 'answer', sdp: this.describe() });
  }
  setLocalDescription(description: { type: string; sdp: string }): Promise<void> {
    this.transceivers.forEach((transceiver, line) => (transceiver.mid = String(line)));
    this.localDescription = description;
    this.signalingState = description.type === 'offer' ? 'have-local-offer' : 'stable';
    return Promise.resolve();
  }
  setRemoteDescription(description: { type: string; sdp: string }): Promise<void> {
    const failure = this.failNext;
    this.failNext = undefined;
    if (failure) return Promise.reject(failure);
    this.remoteDescription = description;
    this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
    [...description.sdp.matchAll(/^m=(\w+)/gm)].forEach((found, line) => {
      const known = this.transceivers[line] ?? this.line(found[1] as 'audio' | 'video', 'recvonly');
      known.mid = String(line);
      this.ontrack?.({ track: known.receiver.track, transceiver: known });
    });
    return Promise.resolve();
  }
  addIceCandidate({ candidate }: { candidate: string }): Promise<void> {
    this.candidates.push(candidate);
    return Promise.resolve();
  }
  getStats(): Promise<Map<string, unknown>> {
    return Promise.resolve(new Map<string, unknown>());
  }
  close(): void {
    this.closed = true;
  }
  /** The browser says how the path is. */
  path(state: string): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  private line(kind: 'audio' | 'video', direction: string): FakeTransceiver {
    const sender: FakeTransceiver['sender'] = {
      track: null,
      replaceTrack: (track) => {
        sender.track = track;
        return Promise.resolve();
      },
      getParameters: () => ({ encodings: [{}] }),
      setParameters: () => Promise.resolve(),
    };
    const made: FakeTransceiver = {
      mid: null,
      direction,
      sender,
      receiver: {
        track: fakeTrack(kind),
        getSynchronizationSources: () => {
          const audioLevel = this.levels.get(made.mid);
          if (audioLevel === undefined) return [];
          return [{ audioLevel, timestamp: performance.timeOrigin + performance.now() }];
        },
      },
    };
    this.transceivers.push(made);
    return made;
  }
  private describe(): string {
    const lines = this.transceivers.map(({ receiver }) => `m=${receiver.track.kind} 9`);
    return ['v=0', `a=fingerprint:${this.fingerprint}`, ...lines, ''].join('\r\n');
  }
}

/** One page of a room, with everything it said and was shown. */
export class FakePage {
  readonly peers: FakePeer[] = [];
  readonly said: MediaFromPage[] = [];
  view: MediaView | undefined;
  readonly audio = fakeTrack('audio');
  readonly video = fakeTrack('video');
  readonly session: MediaSession;

  constructor(readonly name: string) {
    this.session = new MediaSession({
      send: (message) => {
        this.said.push(message);
        this.hear?.(message);
      },
      changed: (view) => (this.view = view),
      createPeer: (configuration) => {
        const peer = new FakePeer(configuration);
        this.peers.push(peer);
        return peer as unknown as RTCPeerConnection;
      },
      createStream: () => new FakeStream() as unknown as MediaStream,
    });
  }

  hear: ((message: MediaFromPage) => void) | undefined;

  async open(): Promise<void> {
    await this.session.send({ audio: this.audio, video: this.video });
  }
  get peer(): FakePeer {
    const last = this.peers.at(-1);
    if (!last) throw new Error(`${this.name} has no connection yet`);
    return last;
  }
  sentOf<T extends MediaFromPage['type']>(type: T): Extract<MediaFromPage, { type: T }>[] {
    return this.said.filter(
      (message): message is Extract<MediaFromPage, { type: T }> => message.type === type,
    );
  }
  receive(message: MediaFromServer): void {
    this.session.receive(message);
  }
}

export const DIRECT: Capabilities = {
  type: 'media.capabilities',
  bridge: 'direct',
  offerer: 'page',
  maxSources: 1,
  simulcast: false,
  recording: false,
  videoCodecs: ['VP8'],
};

/** Passes messages between two pages as the `direct` bridge does. */
export class DirectWire {
  epoch = 0;
  transport = 'main';
  /** Holds back what matches, to be let through later. */
  hold: (message: MediaFromPage) => boolean = () => false;
  readonly held: (() => void)[] = [];

  constructor(
    readonly ana: FakePage,
    readonly luis: FakePage,
  ) {
    ana.hear = (message) => this.pass(ana, luis, message);
    luis.hear = (message) => this.pass(luis, ana, message);
  }

  join(page: FakePage): void {
    page.receive(DIRECT);
    page.receive({ type: 'media.ice-servers', servers: [] });
    const other = page === this.ana ? this.luis : this.ana;
    for (const published of other.sentOf('media.publish')) {
      page.receive({ ...published, participant: other.name });
    }
  }
  negotiate(asked: FakePage, restart = false): void {
    this.epoch += 1;
    const { transport, epoch } = this;
    asked.receive({ type: 'media.negotiate', transport, epoch, restart });
  }
  private pass(from: FakePage, to: FakePage, message: MediaFromPage): void {
    const deliver = (): void => {
      switch (message.type) {
        case 'media.publish':
        case 'media.mute':
        case 'media.gone':
          to.receive({ ...message, participant: from.name });
          return;
        case 'media.offer':
        case 'media.answer':
        case 'media.candidate':
          to.receive(message);
          return;
        default:
      }
    };
    if (this.hold(message)) this.held.push(deliver);
    else deliver();
  }
}

/** Lets every waiting step run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}
