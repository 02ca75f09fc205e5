import { type BrowserContext, expect, type Page } from '@playwright/test';

interface Counted {
  peers: RTCPeerConnection[];
}

/** Remembers the connections a page makes, so that a test can ask them for their statistics. */
export async function countPeers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const counted = window as unknown as Counted;
    counted.peers = [];
    window.RTCPeerConnection = class extends window.RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        counted.peers.push(this);
      }
    };
  });
}

export interface Received {
  frames: number;
  energy: number;
  width: number;
}

/** How many connections the page has made. */
export function connectionsMade(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as Counted).peers.length);
}

/**
 * What arrived of picture and sound over every connection that is not closed; with `after`, only
 * over those made after so many.
 */
export function received(page: Page, after = 0): Promise<Received> {
  return page.evaluate(async (skip) => {
    const sum = { frames: 0, energy: 0, width: 0 };
    for (const peer of (window as unknown as Counted).peers.slice(skip)) {
      if (peer.connectionState === 'closed') continue;
      for (const report of (await peer.getStats()).values()) {
        const stats = report as Record<string, unknown> & { type: string };
        if (stats.type !== 'inbound-rtp') continue;
        sum.frames += Number(stats.framesDecoded ?? 0);
        sum.energy += Number(stats.totalAudioEnergy ?? 0);
        sum.width = Math.max(sum.width, Number(stats.frameWidth ?? 0));
      }
    }
    return sum;
  }, after);
}

/** Picture and sound of the other side go on arriving: decoded frames and audio energy rise. */
export async function expectSeesAndHears(page: Page, who: string): Promise<void> {
  await expect
    .poll(async () => (await received(page)).frames, {
      message: `${who} decodes a picture`,
      timeout: 90_000,
    })
    .toBeGreaterThan(0);
  const before = await received(page);
  const risen = async () => {
    const now = await received(page);
    return {
      frames: now.frames > before.frames + 5 ? 'rise' : now.frames - before.frames,
      energy: now.energy > before.energy ? 'rises' : now.energy - before.energy,
    };
  };
  await expect
    .poll(risen, { message: `picture and sound go on for ${who}`, timeout: 20_000 })
    .toEqual({ frames: 'rise', energy: 'rises' });
}

/** The names of the camera and microphone that the page sends from now. */
export function sending(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const tracks: Record<string, string> = {};
    for (const peer of (window as unknown as Counted).peers) {
      if (peer.connectionState === 'closed') continue;
      for (const { track } of peer.getSenders()) {
        if (track && track.readyState === 'live') tracks[track.kind] = track.label;
      }
    }
    return tracks;
  });
}
