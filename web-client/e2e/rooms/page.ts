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
}

let session: MediaSession | undefined;
let socket: WebSocket | undefined;
let view: MediaView | undefined;
let enteredAt = 0;
const said: string[] = [];
const firstFrames = new Map<string, number>();
const pictures = new Map<string, HTMLVideoElement>();

function show(next: MediaView): void {
  view = next;
  for (const remote of next.remotes) {
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

const page: RoomPage = {
  enter: async ({ room, name, listener = false }) => {
    const own = listener
      ? undefined
      : await navigator.mediaDevices.getUserMedia({
          audio: true,
          video: { width: 320, height: 180, frameRate: 15 },
        });
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
        media.receive(message as MediaFromServer);
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
    for (const remote of view?.remotes ?? []) {
      const one: Heard = { participant: remote.participant, frames: 0, energy: 0, width: 0 };
      for (const peer of session?.connections() ?? []) {
        for (const track of remote.stream.getTracks()) {
          const receiver = peer.getReceivers().find((each) => each.track.id === track.id);
          if (!receiver) continue;
          (await receiver.getStats()).forEach((report: Record<string, unknown>) => {
            if (report.type !== 'inbound-rtp') return;
            one.frames += Number(report.framesDecoded ?? 0);
            one.energy += Number(report.totalAudioEnergy ?? 0);
            one.width = Math.max(one.width, Number(report.frameWidth ?? 0));
          });
        }
      }
      heard.push(one);
    }
    return heard;
  },
  firstFrames: () => Object.fromEntries(firstFrames),
  lines: () => session?.connections()[0]?.getTransceivers().length ?? 0,
  said: () => said,
  path: () => view?.path ?? '',
  restart: () => session?.restart(),
};

Object.assign(window, { page });
