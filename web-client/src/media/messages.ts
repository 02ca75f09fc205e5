/**
 * The media messages of docs/signaling-protocol.md, as a page reads and writes them. The live
 * connection adds the room; the envelope is its business.
 */
export interface Capabilities {
  readonly type: 'media.capabilities';
  readonly bridge: string;
  readonly offerer: 'bridge' | 'page';
  readonly maxSources: number;
  readonly simulcast: boolean;
  readonly recording: boolean;
  readonly videoCodecs: readonly string[];
}

export interface Negotiate {
  readonly type: 'media.negotiate';
  readonly transport: string;
  readonly epoch: number;
  /** Whether the path is to be made anew (ICE restart). */
  readonly restart: boolean;
}

export interface Offer {
  readonly type: 'media.offer';
  readonly transport: string;
  readonly epoch: number;
  readonly sdp: string;
  readonly mids: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly type: 'media.answer';
  readonly transport: string;
  readonly epoch: number;
  readonly sdp: string;
}

export interface Candidate {
  readonly type: 'media.candidate';
  readonly transport: string;
  readonly epoch: number;
  readonly candidate: string;
  readonly mid: string;
}

export interface Restart {
  readonly type: 'media.restart';
  readonly transport: string;
}

export type SourceKind = 'face' | 'examination' | 'screen' | 'body-sound';

export interface Publish {
  readonly type: 'media.publish';
  readonly participant: string;
  readonly source: string;
  readonly kind: SourceKind;
  readonly tracks: 'audio' | 'video' | 'both';
  readonly priority: number;
  readonly content: 'detail' | 'motion';
}

export interface Mute {
  readonly type: 'media.mute';
  readonly participant: string;
  readonly source: string;
  readonly audio: boolean;
  readonly video: boolean;
}

export interface Gone {
  readonly type: 'media.gone';
  readonly participant: string;
  readonly source: string;
  readonly reason: string;
}

export interface View {
  readonly type: 'media.view';
  readonly participant: string;
  readonly source: string;
  readonly height: number;
  readonly content: 'detail' | 'motion';
}

export interface Paused {
  readonly type: 'media.paused';
  readonly participant: string;
  readonly source: string;
  readonly paused: boolean;
  readonly reason: string;
}

export interface Demand {
  readonly type: 'media.demand';
  readonly source: string;
  readonly lowest: number;
  readonly highest: number;
  readonly bitsPerSecond: number;
}

export type MediaPath = 'udp' | 'tcp' | 'turn' | 'none';

export interface Line {
  readonly type: 'media.line';
  readonly path: MediaPath;
  readonly downBitsPerSecond: number;
  readonly upBitsPerSecond: number;
  readonly lossDown: number;
  readonly lossUp: number;
  readonly roundTripMillis: number;
}

export interface Stats {
  readonly type: 'media.stats';
  readonly path: MediaPath;
  readonly framesDecoded: number;
  readonly framesDropped: number;
  readonly audioConcealed: number;
  readonly roundTripMillis: number;
  readonly freezes: number;
}

export interface Recording {
  readonly type: 'media.recording';
  readonly on: boolean;
  readonly reason: string;
}

export interface IceServers {
  readonly type: 'media.ice-servers';
  readonly servers: readonly {
    readonly urls: readonly string[];
    readonly username: string;
    readonly credential: string;
  }[];
}

/** What a server may send. */
export type MediaFromServer =
  | Capabilities
  | Negotiate
  | Offer
  | Answer
  | Candidate
  | Publish
  | Mute
  | Gone
  | Paused
  | Demand
  | Line
  | Recording
  | IceServers;

/** What a page may send. */
export type MediaFromPage =
  Offer | Answer | Candidate | Restart | Publish | Mute | Gone | View | Stats;
