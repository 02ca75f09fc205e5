import { hearInStereo, sameCertificate } from './descriptions';
import { Layers, linesOf } from './layers';
import type {
  Answer,
  Candidate,
  Demand,
  MediaFromPage,
  MediaPath,
  Negotiate,
  Offer,
  SourceKind,
} from './messages';
import { shapeSender } from './shape';

/** The tracks of one source that this page sends. */
export interface OutgoingSource {
  readonly kind: SourceKind;
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
}

/** How a transport's path stands. */
export type PathState = 'idle' | 'connecting' | 'flowing' | 'interrupted';

export interface TransportEvents {
  send(message: MediaFromPage): void;
  path(state: PathState): void;
  /** A track of somebody else; `name` is the source or slot its mid was given. */
  track(track: MediaStreamTrack, name: string): void;
  /** The descriptions do not fit; a restart was asked for. */
  trouble(cause: unknown): void;
}

export interface TransportOptions {
  readonly name: string;
  readonly sources: ReadonlyMap<string, OutgoingSource>;
  readonly iceServers: () => RTCIceServer[];
  /** Whether relays wait until the direct ways had their time: the other end is reached directly. */
  readonly relayLast?: () => boolean;
  readonly videoCodecs: () => readonly string[];
  /** Whether what is received under this name is the sound of a body: it keeps both its channels. */
  readonly isFine?: (name: string) => boolean;
  /** Stands in for the browser in tests. */
  readonly createPeer?: (configuration: RTCConfiguration) => RTCPeerConnection;
}

/** How long a path may stand still before a restart is asked for, and then between restarts. */
const PATIENCE_MILLIS = 2_500;
const RESTART_MILLIS = [4_000, 6_000, 10_000];
/** How long the direct ways have for themselves before a relay is tried too. */
const DIRECT_MILLIS = 2_500;

/**
 * One PeerConnection between this page and a bridge (or, on `direct`, the other page). The server
 * decides who offers and numbers every description with an epoch, so there is no glare: what is of
 * an older epoch is dropped, and every step runs after the one before.
 *
 * When the other end of the path is a new one (its certificate is another), the connection is made
 * anew; after an interruption the same connection restarts its ICE and the old path stays until
 * the new one works.
 *
 * Relays join only when no direct way was found in time: Chromium gathers them before its TCP
 * candidates, and gathers no more once one of them works, so it would stay on a relay that is near.
 */
export class Transport {
  private peer: RTCPeerConnection | undefined;
  private epoch = 0;
  private described = 0;
  private steps: Promise<void> = Promise.resolve();
  private early: Candidate[] = [];
  private mids: Readonly<Record<string, string>> = {};
  private restarts = 0;
  private restartTimer: ReturnType<typeof setTimeout> | undefined;
  private directTimer: ReturnType<typeof setTimeout> | undefined;
  private relayed = false;
  private closed = false;
  private readonly layers = new Layers();
  private state: PathState = 'idle';

  constructor(
    private readonly options: TransportOptions,
    private readonly events: TransportEvents,
  ) {}

  /** The connection, for its statistics. */
  get connection(): RTCPeerConnection | undefined {
    return this.peer;
  }

  get path(): PathState {
    return this.state;
  }

  negotiate(message: Negotiate): Promise<void> {
    return this.step(message.epoch, () => this.writeOffer(message));
  }

  offer(message: Offer): Promise<void> {
    return this.step(message.epoch, () => this.writeAnswer(message));
  }

  answer(message: Answer): Promise<void> {
    return this.step(message.epoch, () => this.takeAnswer(message));
  }

  candidate(message: Candidate): Promise<void> {
    return this.step(message.epoch, () => this.takeCandidate(message));
  }

  /** The tracks of a source changed: the same senders carry the new ones, nothing is renegotiated. */
  refresh(): Promise<void> {
    return this.run(async () => {
      if (this.peer) await this.attach(this.peer, true);
    });
  }

  /** Others have a use for other layers of a picture, or for another size. */
  demand(message: Demand): void {
    this.layers.demand(message);
    void this.reshape();
  }

  /** A source of this page has ended. */
  ended(source: string): void {
    this.layers.forget(source);
  }

  /** What the browser believes the line up to carry; to be told each second. */
  lineUp(bitsPerSecond: number): void {
    this.layers.line(bitsPerSecond);
    void this.reshape();
  }

  private reshape(): Promise<void> {
    return this.run(async () => {
      if (this.peer && this.described > 0) await this.shape(this.peer);
    });
  }

  /** The network changed: what was reached directly, and what not, is found out anew. */
  renew(): void {
    this.relayed = false;
    this.restart();
  }

  /** Which way media go: where they need a relay, it is not left out when that way breaks. */
  goes(by: MediaPath): void {
    if (by !== 'none') this.relayed = by === 'turn';
  }

  /** The path is lost. */
  private restart(): void {
    if (!this.closed && this.peer) this.ask();
  }

  private ask(): void {
    this.events.send({ type: 'media.restart', transport: this.options.name });
    clearTimeout(this.restartTimer);
    const wait = RESTART_MILLIS[Math.min(this.restarts, RESTART_MILLIS.length - 1)] ?? 10_000;
    this.restarts += 1;
    this.restartTimer = setTimeout(() => {
      if (!this.closed && this.state !== 'flowing') this.ask();
    }, wait);
  }

  close(): void {
    this.closed = true;
    this.drop();
  }

  private drop(): void {
    clearTimeout(this.restartTimer);
    clearTimeout(this.directTimer);
    this.restarts = 0;
    const peer = this.peer;
    this.peer = undefined;
    this.early = [];
    this.described = 0;
    if (!peer) return;
    peer.onicecandidate = null;
    peer.ontrack = null;
    peer.onconnectionstatechange = null;
    peer.close();
  }

  /** Runs a step of an epoch in its turn; one that was overtaken is dropped. */
  private step(epoch: number, work: () => Promise<void>): Promise<void> {
    return this.run(async () => {
      if (this.closed || epoch < this.epoch) return;
      await work();
    });
  }

  private run(work: () => Promise<void>): Promise<void> {
    this.steps = this.steps.then(work).catch((cause: unknown) => {
      if (this.closed) return;
      this.events.trouble(cause);
      this.become('interrupted');
      this.restart();
    });
    return this.steps;
  }

  private async writeOffer({ epoch, restart }: Negotiate): Promise<void> {
    const fresh = this.peer === undefined;
    const peer = this.peer ?? this.open();
    this.epoch = epoch;
    if (fresh) {
      for (const source of this.options.sources.values()) {
        this.add(peer, 'audio', source.audio);
        this.add(peer, 'video', source.video);
      }
    }
    // An offer that was overtaken before its answer took its candidates with it.
    const iceRestart = restart || (!fresh && peer.remoteDescription === null);
    await peer.setLocalDescription(await peer.createOffer({ iceRestart }));
    this.mids = this.ownMids(peer);
    this.events.send({
      type: 'media.offer',
      transport: this.options.name,
      epoch,
      sdp: peer.localDescription?.sdp ?? '',
      mids: this.mids,
    });
  }

  private async writeAnswer(message: Offer): Promise<void> {
    const known = this.peer?.remoteDescription?.sdp;
    if (known !== undefined && !sameCertificate(known, message.sdp)) this.drop();
    // What has changed of the servers counts from the next restart on.
    this.peer?.setConfiguration(this.configuration());
    const peer = this.peer ?? this.open();
    this.epoch = message.epoch;
    this.mids = message.mids;
    await peer.setRemoteDescription({ type: 'offer', sdp: message.sdp });
    await this.attach(peer, false);
    this.tellSlots(peer);
    await this.settleAnswer(peer);
    this.events.send({
      type: 'media.answer',
      transport: this.options.name,
      epoch: message.epoch,
      sdp: peer.localDescription?.sdp ?? '',
    });
    this.awaitDirect();
    await this.wasDescribed(peer);
  }

  /** After their time without a path, relays are tried as well. */
  private awaitDirect(): void {
    if (this.state === 'flowing' || !this.withoutRelays()) return;
    clearTimeout(this.directTimer);
    this.directTimer = setTimeout(() => {
      if (this.closed || this.state === 'flowing') return;
      this.relayed = true;
      this.restart();
    }, DIRECT_MILLIS);
  }

  private withoutRelays(): boolean {
    const some = this.options.iceServers().some(isRelay);
    return some && !this.relayed && (this.options.relayLast?.() ?? false);
  }

  private configuration(): RTCConfiguration {
    const servers = this.options.iceServers();
    return {
      iceServers: this.withoutRelays() ? servers.filter((server) => !isRelay(server)) : servers,
      bundlePolicy: 'max-bundle',
    };
  }

  private async settleAnswer(peer: RTCPeerConnection): Promise<void> {
    const answer = await peer.createAnswer();
    const fine = Object.keys(this.mids).filter((mid) =>
      this.options.isFine?.(this.mids[mid] ?? ''),
    );
    const stereo = hearInStereo(answer.sdp ?? '', fine);
    if (stereo !== answer.sdp) {
      try {
        await peer.setLocalDescription({ type: 'answer', sdp: stereo });
        return;
      } catch {
        // A browser that minds its words being changed hears it in one channel.
      }
    }
    await peer.setLocalDescription(answer);
  }

  private async takeAnswer(message: Answer): Promise<void> {
    const peer = this.peer;
    if (!peer || message.epoch !== this.epoch || peer.signalingState !== 'have-local-offer') return;
    const known = peer.remoteDescription?.sdp;
    if (known !== undefined && !sameCertificate(known, message.sdp)) {
      // Another page answers than the one this connection was made with: start anew.
      this.drop();
      this.become('connecting');
      this.ask();
      return;
    }
    await peer.setRemoteDescription({ type: 'answer', sdp: message.sdp });
    await this.wasDescribed(peer);
  }

  private async wasDescribed(peer: RTCPeerConnection): Promise<void> {
    this.described = this.epoch;
    await this.shape(peer);
    const waiting = this.early;
    this.early = [];
    for (const candidate of waiting) await this.takeCandidate(candidate);
  }

  /** A slot may carry another source than before, on a track that was told already. */
  private tellSlots(peer: RTCPeerConnection): void {
    for (const transceiver of peer.getTransceivers()) {
      const name = this.mids[transceiver.mid ?? ''];
      if (name && !this.options.sources.has(name)) {
        this.events.track(transceiver.receiver.track, name);
      }
    }
  }

  private async takeCandidate(message: Candidate): Promise<void> {
    if (!this.peer || message.epoch > this.described) {
      this.early.push(message);
      return;
    }
    if (message.epoch < this.described) return;
    if (message.candidate === '') return;
    try {
      await this.peer.addIceCandidate({ candidate: message.candidate, sdpMid: message.mid });
    } catch {
      // One candidate that this browser cannot use is not worth the connection.
    }
  }

  private open(): RTCPeerConnection {
    const createPeer = this.options.createPeer ?? ((c) => new RTCPeerConnection(c));
    const peer = createPeer(this.configuration());
    this.peer = peer;
    peer.onicecandidate = ({ candidate }) => {
      this.events.send({
        type: 'media.candidate',
        transport: this.options.name,
        epoch: this.epoch,
        candidate: candidate?.candidate ?? '',
        mid: candidate?.sdpMid ?? '0',
      });
    };
    peer.ontrack = ({ track, transceiver }) => {
      this.events.track(track, this.mids[transceiver.mid ?? ''] ?? '');
    };
    peer.onconnectionstatechange = () => {
      this.follow(peer);
    };
    this.become('connecting');
    return peer;
  }

  private follow(peer: RTCPeerConnection): void {
    if (peer !== this.peer) return;
    clearTimeout(this.restartTimer);
    switch (peer.connectionState) {
      case 'connected':
        this.restarts = 0;
        clearTimeout(this.directTimer);
        this.become('flowing');
        return;
      case 'disconnected':
        this.become('interrupted');
        this.restartTimer = setTimeout(() => {
          this.restart();
        }, PATIENCE_MILLIS);
        return;
      case 'failed':
        this.become('interrupted');
        this.restart();
        return;
      default:
        if (this.state === 'idle') this.become('connecting');
    }
  }

  private add(peer: RTCPeerConnection, kind: 'audio' | 'video', track: MediaStreamTrack | null) {
    const transceiver = peer.addTransceiver(track ?? kind, { direction: 'sendrecv' });
    if (kind === 'video') this.prefer(transceiver);
  }

  /** Puts the room's codecs first; the rest stays, so that there is always one in common. */
  private prefer(transceiver: RTCRtpTransceiver): void {
    const order = this.options.videoCodecs().map((name) => `video/${name}`.toLowerCase());
    if (order.length === 0 || typeof RTCRtpReceiver === 'undefined') return;
    const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
    const place = (codec: { mimeType: string }): number => {
      const found = order.indexOf(codec.mimeType.toLowerCase());
      return found < 0 ? order.length : found;
    };
    try {
      transceiver.setCodecPreferences([...codecs].sort((a, b) => place(a) - place(b)));
    } catch {
      // The browser's own order stands.
    }
  }

  /**
   * Puts this page's tracks on the m-lines that take them: of the source their mid names, by kind.
   *
   * @param established whether the lines are agreed already and only their tracks change
   */
  private async attach(peer: RTCPeerConnection, established: boolean): Promise<void> {
    for (const transceiver of peer.getTransceivers()) {
      const source = this.options.sources.get(this.mids[transceiver.mid ?? ''] ?? '');
      if (!source) {
        // Of a source that has ended: its line waits for another one, or carries somebody else's.
        if (transceiver.sender.track) await transceiver.sender.replaceTrack(null);
        continue;
      }
      const kind = transceiver.receiver.track.kind === 'video' ? 'video' : 'audio';
      if (transceiver.sender.track !== source[kind]) {
        await transceiver.sender.replaceTrack(source[kind]);
      }
      if (established) continue;
      if (kind === 'video') this.prefer(transceiver);
      // A line that only receives there only sends here; on `direct` both do both.
      if (transceiver.direction === 'recvonly') transceiver.direction = 'sendrecv';
    }
  }

  private async shape(peer: RTCPeerConnection): Promise<void> {
    for (const { mid, sender, receiver } of peer.getTransceivers()) {
      const name = this.mids[mid ?? ''] ?? '';
      const source = this.options.sources.get(name);
      if (!source) continue;
      const isPicture = receiver.track.kind === 'video';
      const layers = isPicture ? this.layers.of(name, linesOf(sender.track)) : undefined;
      await shapeSender(sender, source.kind, layers);
    }
  }

  private ownMids(peer: RTCPeerConnection): Record<string, string> {
    const names = [...this.options.sources.keys()].flatMap((name) => [name, name]);
    return Object.fromEntries(
      peer.getTransceivers().map((transceiver, line) => [transceiver.mid ?? '', names[line] ?? '']),
    );
  }

  private become(state: PathState): void {
    if (this.state === state) return;
    this.state = state;
    this.events.path(state);
  }
}

function isRelay({ urls }: RTCIceServer): boolean {
  return [urls].flat().some((url) => url.startsWith('turn'));
}
