/**
 * The page of the bridge's browser tests: the product's own media session, and nothing else of the
 * product. What a test wants to know of it is on `window`.
 */
import { MediaSession, type MediaView } from '../../src/media/session';
import type { MediaFromServer } from '../../src/media/messages';

export interface Heard {
  participant: string;
  frames: number;
  energy: number;
  width: number;
}

export interface RoomPage {
  enter(as: { room: string; name: string; listener?: boolean }): Promise<void>;
  leave(): void;
  /** What has come of each other participant. */
  heard(): Promise<Heard[]>;
  /** Milliseconds from entering until a frame of each other participant was shown. */
  firstFrames(): Record<string, number>;
  lines(): number;
  said(): string[];
  path(): string;
  restart(): void;
  /** Sends an examination beside the face, or ends it. */
  examine(on: boolean): Promise<void>;
  /** Frames decoded of the examination that another participant sends; -1 while there is none. */
  examined(): Promise<number>;
  /** The smallest layer of this page's examination that is of use to others. */
  examinationWanted(): number;
}

let session: MediaSession | undefined;
let socket: WebSocket | undefined;
let view: MediaView | undefined;
let enteredAt = 0;
let camera: MediaStreamTrack | undefined;
let wanted = 0;
const said: string[] = [];
const firstFrames = new Map<string, number>();
const pictures = new Map<string, HTMLVideoElement>();

function show(next: MediaView): void {
  view = next;
  for (const remote of next.remotes) {
    if (remote.kind !== 'face') continue;
    if (pictures.has(remote.participant)) continue;
    const video = document.createElement('video');
    video.autoplay = true;
    video.width = 160;
    video.srcObject = remote.stream;
    video.requestVideoFrameCallback(() => {
      firstFrames.set(remote.participant, performance.now() - enteredAt);
    });
    pictures.set(remote.participant, video);
    document.body.append(video);
  }
  for (const [participant, video] of pictures) {
    if (next.remotes.some((remote) => remote.participant === participant)) continue;
    video.remove();
    pictures.delete(participant);
    firstFrames.delete(participant);
  }
}

/** What a stream's tracks have come to. */
async function received(stream: MediaStream): Promise<Omit<Heard, 'participant'>> {
  const sum = { frames: 0, energy: 0, width: 0 };
  for (const peer of session?.connections() ?? []) {
    for (const track of stream.getTracks()) {
      const receiver = peer.getReceivers().find((each) => each.track.id === track.id);
      if (!receiver) continue;
      (await receiver.getStats()).forEach((report: Record<string, unknown>) => {
        if (report.type !== 'inbound-rtp') return;
        sum.frames += Number(report.framesDecoded ?? 0);
        sum.energy += Number(report.totalAudioEnergy ?? 0);
        sum.width = Math.max(sum.width, Number(report.frameWidth ?? 0));
      });
    }
  }
  return sum;
}

const page: RoomPage = {
  enter: async ({ room, name, listener = false }) => {
    const own = listener
      ? undefined
      : await navigator.mediaDevices.getUserMedia({
          audio: true,
          video: { width: 320, height: 180, frameRate: 15 },
        });
    camera = own?.getVideoTracks()[0];
    enteredAt = performance.now();
    const live = new WebSocket(
      `${location.origin.replace('http', 'ws')}/rooms/${room}/${name}${listener ? '?listener' : ''}`,
    );
    socket = live;
    const media = new MediaSession({
      send: (message) => {
        live.send(JSON.stringify(message));
      },
      changed: show,
    });
    session = media;
    await media.send({
      audio: own?.getAudioTracks()[0] ?? null,
      video: own?.getVideoTracks()[0] ?? null,
    });
    live.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as { type: string; why?: string };
      if (message.type.startsWith('test.')) {
        said.push(`${message.type.slice(5)} ${message.why ?? ''}`.trim());
      } else {
        const heard = message as MediaFromServer;
        if (heard.type === 'media.demand' && heard.source === 'examination') wanted = heard.lowest;
        media.receive(heard);
      }
    };
    await new Promise((resolve, reject) => {
      live.onopen = resolve;
      live.onerror = reject;
    });
  },
  leave: () => {
    session?.close();
    socket?.close();
  },
  heard: async () => {
    const heard: Heard[] = [];
    for (const { kind, participant, stream } of view?.remotes ?? []) {
      if (kind === 'face') heard.push({ participant, ...(await received(stream)) });
    }
    return heard;
  },
  firstFrames: () => Object.fromEntries(firstFrames),
  lines: () => session?.connections()[0]?.getTransceivers().length ?? 0,
  said: () => said,
  path: () => view?.path ?? '',
  restart: () => session?.restart(),
  examine: async (on) => {
    wanted = 0;
    const video = on ? (camera?.clone() ?? null) : null;
    await session?.sendFurther(
      on ? [{ source: 'examination', kind: 'examination', audio: null, video }] : [],
    );
  },
  examined: async () => {
    const remote = view?.remotes.find(({ kind }) => kind === 'examination');
    return remote ? (await received(remote.stream)).frames : -1;
  },
  examinationWanted: () => wanted,
};

Object.assign(window, { page });
