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

/** How the path that is in use leaves this browser: its protocol, and the relay's where there is one. */
export function usedPath(page: Page): Promise<{ protocol: string; relay: string }> {
  return page.evaluate(async () => {
    const found = { protocol: 'none', relay: '' };
    for (const peer of (window as unknown as Counted).peers) {
      if (peer.connectionState !== 'connected') continue;
      const all = await peer.getStats();
      for (const report of all.values()) {
        const stats = report as Record<string, string> & { type: string };
        if (stats.type !== 'transport') continue;
        const used = all.get(stats.selectedCandidatePairId ?? '') as
          Record<string, string> | undefined;
        const local = all.get(used?.localCandidateId ?? '') as Record<string, string> | undefined;
        if (!local) continue;
        found.protocol = local.protocol ?? '';
        found.relay = local.candidateType === 'relay' ? (local.relayProtocol ?? '') : '';
      }
    }
    return found;
  });
}

/** The frames shown of each picture of somebody else, by its title. */
export function pictures(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const frames: Record<string, number> = {};
    for (const video of document.querySelectorAll<HTMLVideoElement>('.tile:not(.tile-own) video')) {
      frames[video.getAttribute('aria-label') ?? ''] =
        video.getVideoPlaybackQuality().totalVideoFrames;
    }
    return frames;
  });
}

export interface Sent {
  kind: string;
  label: string;
  /** Whether the browser makes a voice of it: no echo, no noise, one loudness. */
  filtered: boolean;
  /** Parameters of its codec. */
  format: string;
}

/** Everything a page sends now. */
export function sendersOf(page: Page): Promise<Sent[]> {
  return page.evaluate(async () => {
    const sent: Sent[] = [];
    for (const peer of (window as unknown as Counted).peers) {
      if (peer.connectionState === 'closed') continue;
      for (const sender of peer.getSenders()) {
        const { track } = sender;
        if (track?.readyState !== 'live') continue;
        const { echoCancellation, noiseSuppression, autoGainControl } = track.getSettings();
        const all = [...(await sender.getStats()).values()] as Record<string, string>[];
        sent.push({
          kind: track.kind,
          label: track.label,
          filtered:
            Boolean(echoCancellation) || noiseSuppression === true || autoGainControl === true,
          format: all.find(({ type }) => type === 'codec')?.sdpFmtpLine ?? '',
        });
      }
    }
    return sent;
  });
}

/** The energy of each sound that arrives. */
export function soundOf(page: Page): Promise<{ track: string; energy: number }[]> {
  return page.evaluate(async () => {
    const heard: { track: string; energy: number }[] = [];
    for (const peer of (window as unknown as Counted).peers) {
      if (peer.connectionState === 'closed') continue;
      for (const { receiver, currentDirection } of peer.getTransceivers()) {
        if (receiver.track.kind !== 'audio' || currentDirection !== 'recvonly') continue;
        for (const report of (await receiver.getStats()).values()) {
          const stats = report as { type: string; totalAudioEnergy?: number };
          if (stats.type !== 'inbound-rtp') continue;
          heard.push({ track: receiver.track.id, energy: stats.totalAudioEnergy ?? 0 });
        }
      }
    }
    return heard;
  });
}

/** How many lines a page's description has. */
export function lines(page: Page): Promise<{ audio: number; video: number }> {
  return page.evaluate(() => {
    const count = { audio: 0, video: 0 };
    for (const peer of (window as unknown as Counted).peers) {
      if (peer.connectionState === 'closed') continue;
      for (const { receiver } of peer.getTransceivers()) {
        count[receiver.track.kind === 'video' ? 'video' : 'audio'] += 1;
      }
    }
    return count;
  });
}
