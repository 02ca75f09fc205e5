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
