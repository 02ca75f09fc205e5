import type { Page } from '@playwright/test';
import { enterRoom } from '../../e2e/support/steps';
import { bareAddress } from './barePage';
import type { Janus } from './janus';

/** The same two windows, one at the hospital and one in the city. */
export interface Windows {
  hospital: Page;
  city: Page;
}

/** One way to call; `call` answers when both have been asked in, `leave` ends it. */
export interface System {
  name: 'ours' | 'janus' | 'direct';
  call: (windows: Windows) => Promise<void>;
}

interface BarePage {
  offer: () => Promise<RTCSessionDescriptionInit>;
  answer: (offer: RTCSessionDescriptionInit) => Promise<RTCSessionDescriptionInit>;
  accept: (answer: RTCSessionDescriptionInit) => Promise<void>;
  enter: (where: { url: string; room: number }) => Promise<void>;
}

/** The product itself: both are signed in, the room is its page. */
export function ours(address: string, consultation: string): System {
  return {
    name: 'ours',
    call: async ({ hospital, city }) => {
      for (const page of [hospital, city]) await page.goto(`${address}/rooms/${consultation}`);
      for (const page of [hospital, city]) await enterRoom(page);
    },
  };
}

/** Browser to browser, nothing between. */
export const direct: System = {
  name: 'direct',
  call: async ({ hospital, city }) => {
    for (const page of [hospital, city]) await page.goto(`${bareAddress}/direct`);
    const offer = await hospital.evaluate(() => (window as unknown as BarePage).offer());
    const answer = await city.evaluate(
      (theirs) => (window as unknown as BarePage).answer(theirs),
      offer,
    );
    await hospital.evaluate((theirs) => (window as unknown as BarePage).accept(theirs), answer);
  },
};

/** Janus's videoroom; a new room for each call. */
export function videoroom(janus: Janus): System {
  let room = 1000;
  return {
    name: 'janus',
    call: async ({ hospital, city }) => {
      const where = { url: janus.url, room: room++ };
      for (const page of [hospital, city]) {
        await page.goto(`${bareAddress}/janus`);
        await page.evaluate((to) => (window as unknown as BarePage).enter(to), where);
      }
    },
  };
}
