import type { BrowserContext, Page } from '@playwright/test';
import { countPeers } from '../../e2e/support/media';

/** What a page has received up to now, over all its connections. */
export interface Received {
  at: number;
  samples: number;
  concealed: number;
  frames: number;
  freezes: number;
  /** Seconds the picture stood still. */
  frozen: number;
  height: number;
}

/** What one side saw and heard in a stretch of time. */
export interface Quality {
  /** Share of the sound that had to be made up, per cent. */
  concealed: number;
  freezesPerMinute: number;
  framesPerSecond: number;
}

/** The same small camera for everybody: 640x360 at 15 frames. */
export async function prepare(context: BrowserContext): Promise<void> {
  await countPeers(context);
  await context.addInitScript(() => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!devices) return;
    const original = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (asked = {}) => {
      const video = asked.video;
      if (!video) return original(asked);
      const device = typeof video === 'object' ? video.deviceId : undefined;
      return original({
        ...asked,
        video: { width: 640, height: 360, frameRate: 15, ...(device ? { deviceId: device } : {}) },
      });
    };
  });
}

export function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    const sum = { at: 0, samples: 0, concealed: 0, frames: 0, freezes: 0, frozen: 0, height: 0 };
    const { peers } = window as unknown as { peers: RTCPeerConnection[] };
    for (const peer of peers) {
      if (peer.connectionState === 'closed') continue;
      for (const report of (await peer.getStats()).values()) {
        const stats = report as Record<string, unknown> & { type: string };
        if (stats.type !== 'inbound-rtp') continue;
        sum.samples += Number(stats.totalSamplesReceived ?? 0);
        sum.concealed += Number(stats.concealedSamples ?? 0);
        sum.frames += Number(stats.framesDecoded ?? 0);
        sum.freezes += Number(stats.freezeCount ?? 0);
        sum.frozen += Number(stats.totalFreezesDuration ?? 0);
        sum.height = Math.max(sum.height, Number(stats.frameHeight ?? 0));
      }
    }
    sum.at = performance.now();
    return sum;
  });
}

/**
 * Between two looks. A side to which no sound came at all counts as wholly made up, and a picture
 * that never moved as a freeze each second: silence must not look better than a bad call.
 */
export function between(from: Received, to: Received): Quality {
  const seconds = (to.at - from.at) / 1000;
  const samples = to.samples - from.samples;
  const frames = to.frames - from.frames;
  return {
    concealed: samples === 0 ? 100 : (100 * (to.concealed - from.concealed)) / samples,
    freezesPerMinute:
      (60 * Math.max(to.freezes - from.freezes, frames === 0 ? seconds : 0)) / seconds,
    framesPerSecond: frames / seconds,
  };
}

/** Seconds until a page has had the whole picture (360 lines, 12 frames a second) for 2 s; at most `patience`. */
export async function untilWhole(page: Page, patience: number): Promise<number> {
  const from = Date.now();
  let wholeSince: number | undefined;
  let last = await received(page);
  while (Date.now() - from < patience * 1000) {
    await page.waitForTimeout(500);
    const now = await received(page);
    const rate = ((now.frames - last.frames) * 1000) / (now.at - last.at);
    const whole = now.height >= 360 && rate >= 12;
    wholeSince = whole ? (wholeSince ?? Date.now() - 500) : undefined;
    if (wholeSince !== undefined && Date.now() - wholeSince >= 2000) {
      return (wholeSince - from) / 1000;
    }
    last = now;
  }
  return patience;
}
