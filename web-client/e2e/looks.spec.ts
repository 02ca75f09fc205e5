import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import {
  bookRequest,
  draftRequest,
  findPair,
  Member,
  type Pair,
  prepareNote,
  readyToMeet,
  type Schemas,
  sign,
  submitRequest,
} from './support/api';
import { accountOf, expect, type House, test } from './support/fixtures';
import { photograph } from './support/files';
import { lookAt } from './support/looks';
import { enterRoom, signIn } from './support/steps';

/**
 * Every page, in both languages and at both sizes: axe-core finds nothing, nothing sticks out
 * sideways, no outside request, no violation of the policy, no error on the console. The pictures
 * are kept in build/pictures for people to look at.
 */
test.describe('every page', () => {
  test.describe.configure({ timeout: 180_000 });
  let pair: Pair;
  let waiting: string;
  let asked: string;
  let signed: { request: string; note: string; patient: string };
  let booked: string;
  let open: { request: string; consultation: string };

  test.beforeAll(async ({ house }) => {
    test.setTimeout(120_000);
    pair = await findPair(house.address);
    waiting = (await submitRequest(pair)).id;
    asked = await askedInWriting(pair);
    const answered = await readyToMeet(pair);
    const hash = await prepareNote(pair.specialist, answered.request.id);
    const note = await sign(pair.specialist, answered.request.id, hash);
    signed = { request: answered.request.id, note: note.id, patient: note.patient };
    const met = await readyToMeet(pair);
    booked = (await bookRequest(pair, await submitRequest(pair))).id;
    open = { request: met.request.id, consultation: met.consultation };
  });

  for (const language of ['es', 'en'] as const) {
    const walk = async (
      house: House,
      page: Page,
      account: { user: string; password: string },
      paths: [string, string][],
    ) => {
      const member = await Member.signIn(house.address, account);
      await member.put('/api/session/language', { language });
      await signIn(page, house.address, account);
      for (const [name, path] of paths) {
        await page.goto(house.address + path);
        await settled(page, language);
        await lookAt(page, name);
      }
      await member.put('/api/session/language', { language: 'es' });
    };

    test(`before signing in (${language})`, async ({ house, openWindow }) => {
      const { page } = await openWindow({ address: house.address, language });
      await page.goto(`${house.address}/`);
      await settled(page, language);
      await lookAt(page, 'sign-in');
    });

    test(`of a physician (${language})`, async ({ house, openWindow }) => {
      const { page } = await openWindow({ address: house.address, language });
      await walk(house, page, pair.requester.account, [
        ['my-requests', '/requests'],
        ['patients', '/patients'],
        ['new-request', '/requests/new'],
        ['new-request-form', `/requests/new?patient=${signed.patient}`],
        ['request-waiting', `/requests/${waiting}`],
        ['time', `/requests/${waiting}/time`],
        ['time-move', `/requests/${booked}/time`],
        ['request-booked', `/requests/${booked}`],
        ['agenda', '/agenda'],
        ['request-asked', `/requests/${asked}`],
        [
          'new-request-follow-up',
          `/requests/new?patient=${signed.patient}&follows=${signed.request}`,
        ],
        ['request-answered', `/requests/${signed.request}`],
        ['device-check', `/rooms/${open.consultation}`],
        ['record', `/patients/${signed.patient}`],
        ['record-note', `/patients/${signed.patient}/notes/${signed.note}`],
        ['letter', `/letters/${signed.note}`],
        ['password', '/password'],
        ['not-found', '/nothing-here'],
      ]);
    });

    test(`of a specialist (${language})`, async ({ house, openWindow }) => {
      const { page } = await openWindow({ address: house.address, language });
      await walk(house, page, pair.specialist.account, [
        ['inbox', '/inbox'],
        ['inbox-request', `/inbox/${waiting}`],
        ['note', `/notes/${open.request}`],
        ['agenda-specialist', '/agenda'],
        ['agenda-hours', '/agenda/hours'],
        ['note-asked', `/notes/${asked}`],
        ['record-specialist', `/patients/${signed.patient}/notes/${signed.note}`],
      ]);
    });

    test(`in the room (${language})`, async ({ house, openWindow }) => {
      const pages: Page[] = [];
      for (const member of [pair.requester, pair.specialist]) {
        const { page } = await openWindow({ address: house.address, language });
        await member.put('/api/session/language', { language });
        await signIn(page, house.address, member.account);
        await page.goto(`${house.address}/rooms/${open.consultation}`);
        await enterRoom(page);
        pages.push(page);
      }
      const [asks, answers] = pages;
      if (!asks || !answers) throw new Error('two pages were opened');
      await expect(answers.locator('video').first()).toBeVisible();
      await lookAt(answers, 'room-specialist');
      await lookAt(asks, 'room-requester');
      for (const member of [pair.requester, pair.specialist]) {
        await member.put('/api/session/language', { language: 'es' });
      }
    });

    test(`of an emergency (${language})`, async ({ house, openWindow }) => {
      const opened: Page[] = [];
      const members: Member[] = [];
      for (const user of ['daniela.osuna', 'patricia.huerta', 'hugo.navarrete', 'celia.duarte']) {
        const account = house.accounts.find((each) => each.user === user);
        if (!account) throw new Error(`the sample has no ${user}`);
        const member = await Member.signIn(house.address, account);
        await member.put('/api/session/language', { language });
        const { page } = await openWindow({ address: house.address, language });
        await signIn(page, house.address, account);
        members.push(member);
        opened.push(page);
      }
      const [asks, answers, other, leads] = opened;
      const [member] = members;
      if (!asks || !answers || !other || !leads || !member) throw new Error('four pages');
      await asks.goto(`${house.address}/urgencias/new`);
      await asks.locator('.ask-known label').nth(1).click();
      await asks.locator('.ask-consent label').nth(2).click();
      await settled(asks, language);
      await lookAt(asks, 'urgencias-ask');
      const id = randomUUID();
      const asked = await member.put<Schemas['Emergency']>(`/api/emergencies/${id}`, {
        patient: signed.patient,
        specialty: 'cardiology',
        reason: 'chest-pain-under-study',
        triage: 1,
        vitalSigns: { heartRate: 92, respiratoryRate: 18, systolic: 178, diastolic: 96 },
        essential: 'Dolor opresivo de 40 minutos, diaforesis. Sin anticoagulantes.',
      });
      await expect(answers.locator('.urg-reason')).toBeVisible();
      await lookAt(answers, 'urgencias-notice');
      await asks.goto(`${house.address}/rooms/${asked.consultation ?? ''}`);
      await expect(asks.locator('.wait-table')).toBeVisible();
      await lookAt(asks, 'urgencias-waiting');
      // Nobody covers it any more: red in every inbox and on the coordinator's page.
      await answers.waitForTimeout(850);
      await answers.locator('.urg-decline button, .urg-more').first().click();
      await expect(answers.locator('.urg-notice')).toBeHidden();
      await leads.goto(`${house.address}/coordination`);
      await other.goto(`${house.address}/inbox`);
      for (const [page, name] of [
        [asks, 'urgencias-unanswered'],
        [other, 'urgencias-inbox'],
        [leads, 'urgencias-coordination'],
      ] as const) {
        const red = page === asks ? page.locator('.wait-late') : page.locator('.urg-band');
        await expect(red.first()).toBeVisible({ timeout: 20_000 });
        await lookAt(page, name);
      }
      const { version } = await member.get<Schemas['Request']>(`/api/requests/${id}`);
      await member.post(`/api/requests/${id}/cancel`, { version, reason: 'made-in-error' });
      for (const each of members) await each.put('/api/session/language', { language: 'es' });
    });

    test(`of a coordinator, an administrator and an auditor (${language})`, async ({
      house,
      openWindow,
    }) => {
      const pages: Record<string, [string, string][]> = {
        coordinator: [
          ['coordination', '/coordination'],
          ['figures', '/figures'],
          ['figures-cases', '/figures/cases'],
        ],
        'medical-director': [['figures-director', '/figures']],
        listener: [['training', '/training']],
        administrator: [
          ['admin-people', '/admin/people'],
          ['admin-units', '/admin/units'],
          ['admin-specialties', '/admin/specialties'],
          ['admin-reasons', '/admin/reasons'],
          ['admin-coverage', '/admin/coverage'],
        ],
        auditor: [['audit', '/audit']],
      };
      for (const [role, paths] of Object.entries(pages)) {
        const { page } = await openWindow({ address: house.address, language });
        await walk(house, page, accountOf(house, role), paths);
      }
    });
  }
});

/** A request with a photograph, taken in writing, whose author is asked for more. */
async function askedInWriting(pair: Pair): Promise<string> {
  const draft = await draftRequest(pair);
  await pair.requester.attach(draft.id, 'lesión.png', photograph('lesión.png').buffer);
  const path = `/api/requests/${draft.id}`;
  const sent = await pair.requester.post<Schemas['RequestSent']>(`${path}/submit`, {
    version: draft.version,
  });
  const taken = await pair.specialist.post<Schemas['Request']>(`${path}/accept`, {
    version: sent.request.version,
    mode: 'written',
  });
  await pair.specialist.post(`${path}/ask`, {
    version: taken.version,
    question: '¿Desde cuándo tiene la lesión?',
  });
  return draft.id;
}

/** The page has what it loads, in the language asked for. */
async function settled(page: Page, language: string): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`));
  await expect(page.locator('h1').first()).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
}
