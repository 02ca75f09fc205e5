import { randomUUID } from 'node:crypto';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import type { Account, Member, Schemas } from './api';

/** Who asks for a cardiologist in the sample, and two who cover it. */
export const ASKS = 'daniela.osuna';
export const HUERTA = 'patricia.huerta';
export const CAMARENA = 'gerardo.camarena';
export const MARK = 'Tatuaje de ancla, antebrazo izquierdo';

export function accountNamed(accounts: Account[], user: string): Account {
  const found = accounts.find((each) => each.user === user);
  if (!found) throw new Error(`the sample has no ${user}`);
  return found;
}

/** An unknown man with chest pain, for a specialty. */
export function emergency(specialty = 'cardiology', reason = 'chest-pain-under-study') {
  return {
    unidentified: { id: randomUUID(), sex: 'male', apparentAge: 60, mark: MARK },
    specialty,
    reason,
    triage: 1,
    vitalSigns: { heartRate: 92, systolic: 178, diastolic: 96 },
    essential: 'Dolor opresivo de 40 minutos.',
  };
}

export async function ask(member: Member, body: object): Promise<Schemas['Emergency']> {
  return member.put<Schemas['Emergency']>(`/api/emergencies/${randomUUID()}`, body);
}

/** The full-screen notice. */
export const notice = (page: Page) => page.locator('.urg-notice');

/** Whether the page sounds: on or off. */
export const alarm = (page: Page) => page.locator('html').getAttribute('data-alarm');

/** A browser that holds sound back says so. */
export async function expectSounds(page: Page): Promise<void> {
  await expect.poll(() => alarm(page)).toBe('on');
}

/** A notice takes no key in its first moment: it was meant for something else. */
export const TAKES_KEYS_AFTER_MILLIS = 850;

interface Stamped {
  rangAt: number;
  quietAt: number;
}

/** Notes in each page when the notice came and when the sound ended, by the one clock of this machine. */
export async function stamp(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const stamped = window as unknown as Stamped;
    stamped.rangAt = 0;
    stamped.quietAt = 0;
    new MutationObserver(() => {
      const rings = document.querySelector('.urg-notice') !== null;
      if (rings && stamped.rangAt === 0) stamped.rangAt = Date.now();
      if (document.documentElement.dataset.alarm === 'off') stamped.quietAt ||= Date.now();
      else stamped.quietAt = 0;
    }).observe(document, { childList: true, subtree: true, attributes: true });
  });
}

export const stamps = (page: Page) =>
  page.evaluate(() => {
    const { rangAt, quietAt } = window as unknown as Stamped;
    return { rangAt, quietAt };
  });

/** Whether a page is in a room. */
export const inRoom = (page: Page) => page.url().includes('/rooms/');

/**
 * Two accept in the same instant: both fall silent within a second, one is in the room, the other
 * reads who took it.
 *
 * @returns which of them won, and when both pressed
 */
export async function acceptTogether<Who extends { page: Page; name: RegExp }>(
  one: Who,
  two: Who,
): Promise<{ winner: Who; loser: Who; pressed: number }> {
  const both = [one.page, two.page];
  await two.page.waitForTimeout(TAKES_KEYS_AFTER_MILLIS);
  const pressed = Date.now();
  await Promise.all(both.map((page) => page.keyboard.press('F9')));
  await expect.poll(() => Promise.all(both.map(alarm))).toEqual(['off', 'off']);
  const quiet = await Promise.all(both.map(async (page) => (await stamps(page)).quietAt - pressed));
  console.log(`silent on both ${quiet.join(', ')} ms after the keys`);
  expect(Math.max(...quiet), 'both fall silent within a second').toBeLessThan(1_000);
  await expect.poll(() => both.filter(inRoom).length).toBe(1);
  const [winner, loser] = inRoom(one.page) ? [one, two] : [two, one];
  await expect(loser.page.getByRole('status').filter({ hasText: winner.name })).toBeVisible();
  return { winner, loser, pressed };
}

/** Each page rings within a second of an instant; `what` says of whom. */
export async function expectRing(pages: Page[], since: number, what: string): Promise<void> {
  await Promise.all(pages.map((page) => expect(notice(page)).toBeVisible()));
  const after = await Promise.all(pages.map(async (page) => (await stamps(page)).rangAt - since));
  console.log(`${what} rang ${after.join(', ')} ms after it was sent`);
  expect(Math.max(...after), 'it rings within a second').toBeLessThan(1_000);
}
