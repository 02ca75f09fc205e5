// The messages of docs/signaling-protocol.md, as the page sees them. JSON Schemas beside that
// document are the authority; the tests hold these types' users against its samples.

/** Facts of a notice: ids and states, never a patient's data. */
export interface Notice {
  type: 'notice';
  noticeId: string;
  at: string;
  /** What happened, such as `request.submitted`. */
  notice: string;
  facts: Record<string, string>;
}

export interface Welcome {
  type: 'welcome';
  version: number;
  connection: string;
  resume: string;
  resumeSeconds: number;
  heartbeatSeconds: number;
  maxMessageBytes: number;
  resumed: boolean;
  at: string;
  noticesMissed: boolean;
  rooms: { room: string; consultation: string; participant: string }[];
}

/** One device of a person in a room. */
export interface RoomParticipant {
  participant: string;
  person: string;
  role: string;
  device: string;
  state: 'present' | 'away';
  since: string;
}

/** One text of a room's chat. */
export interface RoomText {
  message: string;
  participant: string;
  person: string;
  at: string;
  text: string;
}

export interface RoomEntered {
  type: 'room.entered';
  room: string;
  consultation: string;
  participant: string;
  openedAt: string;
  participants: RoomParticipant[];
  chat: RoomText[];
}

export type RoomLeftReason =
  | 'left'
  | 'replaced'
  | 'connection-lost'
  | 'removed'
  | 'signed-out'
  | 'media-ended'
  | 'room-unreachable';

export type RoomClosedReason =
  'everybody-left' | 'consultation-ended' | 'lease-lost' | 'server-stopped';

/** What the server says, by type. */
export interface ServerMessages {
  welcome: Welcome;
  notice: Notice;
  pong: { type: 'pong'; at: string };
  error: {
    type: 'error';
    re?: string;
    room?: string;
    code: string;
    message: string;
    details?: Record<string, unknown>;
  };
  bye: { type: 'bye'; reason: string; closeCode: number; retry: boolean };
  'room.entered': RoomEntered;
  'room.joined': { type: 'room.joined'; room: string } & RoomParticipant;
  'room.participant': {
    type: 'room.participant';
    room: string;
    participant: string;
    state: 'present' | 'away';
  };
  'room.left': { type: 'room.left'; room: string; participant: string; reason: RoomLeftReason };
  'room.chat': { type: 'room.chat'; room: string } & RoomText;
  'room.closed': { type: 'room.closed'; room: string; reason: RoomClosedReason };
  'media.capabilities': {
    type: 'media.capabilities';
    room: string;
    bridge: string;
    offerer: 'bridge' | 'page';
    maxSources: number;
    simulcast: boolean;
    recording: boolean;
    videoCodecs: string[];
  };
  'media.negotiate': {
    type: 'media.negotiate';
    room: string;
    transport: string;
    epoch: number;
    restart: boolean;
  };
  'media.offer': {
    type: 'media.offer';
    room: string;
    transport: string;
    epoch: number;
    sdp: string;
    mids: Record<string, string>;
  };
  'media.answer': {
    type: 'media.answer';
    room: string;
    transport: string;
    epoch: number;
    sdp: string;
  };
  'media.candidate': {
    type: 'media.candidate';
    room: string;
    transport: string;
    epoch: number;
    candidate: string;
    mid: string;
  };
  'media.publish': {
    type: 'media.publish';
    room: string;
    participant: string;
    source: string;
    kind: 'face' | 'examination' | 'screen' | 'body-sound';
    tracks: 'audio' | 'video' | 'both';
    priority: number;
    content: 'detail' | 'motion';
  };
  'media.mute': {
    type: 'media.mute';
    room: string;
    participant: string;
    source: string;
    audio: boolean;
    video: boolean;
  };
  'media.gone': {
    type: 'media.gone';
    room: string;
    participant: string;
    source: string;
    reason: string;
  };
  'media.paused': {
    type: 'media.paused';
    room: string;
    participant: string;
    source: string;
    paused: boolean;
    reason: string;
  };
  'media.demand': {
    type: 'media.demand';
    room: string;
    source: string;
    lowest: number;
    highest: number;
    bitsPerSecond: number;
  };
  'media.line': {
    type: 'media.line';
    room: string;
    path: 'udp' | 'tcp' | 'turn' | 'none';
    downBitsPerSecond: number;
    upBitsPerSecond: number;
    lossDown: number;
    lossUp: number;
    roundTripMillis: number;
  };
  'media.recording': { type: 'media.recording'; room: string; on: boolean; reason: string };
  'media.ice-servers': {
    type: 'media.ice-servers';
    room: string;
    servers: { urls: string[]; username?: string; credential?: string }[];
  };
}

export type ServerType = keyof ServerMessages;

/** What a page sends: a type and its fields. */
export interface PageMessage {
  type: string;
  [field: string]: unknown;
}
