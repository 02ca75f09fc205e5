import { createServer } from 'node:net';
import type { Page } from '@playwright/test';
import { Member, sampleAccounts, type Schemas } from './support/api';
import { openDatabase } from './support/databases';
import {
  acceptTogether,
  accountNamed,
  alarm,
  ask,
  ASKS,
  CAMARENA,
  emergency,
  expectRing,
  expectSounds,
  HUERTA,
  MARK,
  notice,
  stamp,
  TAKES_KEYS_AFTER_MILLIS,
} from './support/emergencies';
import { expect, type House, test } from './support/fixtures';
import { lookAt } from './support/looks';
import { countPeers, expectSeesAndHears } from './support/media';
import { newDataFolder, Program } from './support/program';
import { choose, signIn } from './support/steps';
import { word } from './support/words';

const QUESTION = '¿Se traslada o se trata aquí?';

const account = (house: Pick<House, 'accounts'>, user: string) =>
  accountNamed(house.accounts, user);

async function clockOf(page: Page): Promise<number> {
  const text = (await page.locator('.case-clock').first().textContent()) ?? '';
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

/** Tab until the control has the focus: what Tab does not reach, a keyboard cannot use. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const control = page.locator(selector).first();
  await expect(control).toBeVisible();
  for (let presses = 0; presses < 60; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${selector}`);
}

/** Writes into a field by keyboard, at the pace of a hurried hand. */
async function write(page: Page, field: string, text: string): Promise<void> {
  await tabTo(page, `[data-field="${field}"] input`);
  await page.keyboard.type(text, { delay: 35 });
}

async function pickFirst(page: Page, field: string, text: string): Promise<void> {
  await write(page, field, text);
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

test('by keyboard in half a minute, rung in every window, first of two in the same instant takes it', async ({
  house,
  browser,
  otherBrowser,
  openWindow,
}) => {
  test.setTimeout(180_000);
  const third = await browser.browserType().launch();
  try {
    const asks = await openWindow({ address: house.address });
    const windows = [
      await openWindow({ address: house.address, browser: otherBrowser }),
      await openWindow({ address: house.address, browser: third }),
    ] as const;
    for (const each of [asks, ...windows]) {
      await countPeers(each.context);
      await stamp(each.context);
      each.watch.allow(/status of 409 .*\/api\/emergencies\/[0-9a-f-]+\/accept\)$/);
    }
    const [one, two] = [windows[0].page, windows[1].page];
    await signIn(one, house.address, account(house, HUERTA));
    await signIn(two, house.address, account(house, CAMARENA));
    await signIn(asks.page, house.address, account(house, ASKS));
    const secondWindow = await windows[0].context.newPage();
    await secondWindow.goto(`${house.address}/inbox`);
    // A browser lets a page sound that somebody has touched.
    await secondWindow.getByRole('heading', { level: 1 }).click();
    // Somebody is writing when it rings: where they were is where they will be again.
    for (const page of [one, two]) {
      await page.goto(`${house.address}/patients`);
      const field = page.getByLabel(word('patients.searchHint'));
      await field.click();
      await field.fill('Ruelas Montaño');
      await field.evaluate((input: HTMLInputElement) => input.setSelectionRange(3, 3));
    }

    await test.step('asking by keyboard alone', async () => {
      const page = asks.page;
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const began = Date.now();
      await page.keyboard.press('u');
      await expect(page.getByRole('heading', { name: word('urgencias.askTitle') })).toBeVisible();
      await tabTo(page, '.ask-known input:checked');
      await page.keyboard.press('ArrowRight');
      await tabTo(page, '[data-field="sex"] button');
      await page.keyboard.type(word('sex.male').slice(0, 2));
      await write(page, 'apparentAge', '60');
      await write(page, 'mark', MARK);
      await pickFirst(page, 'specialty', 'Cardiología');
      await pickFirst(page, 'reason', 'Dolor tor');
      await tabTo(page, '.ask-level[tabindex="0"]');
      await page.keyboard.press('1');
      await write(page, 'pressure', '178/96');
      await write(page, 'heartRate', '92');
      await write(page, 'respiratoryRate', '18');
      await write(page, 'oxygenSaturation', '95');
      await tabTo(page, '.ask-radio');
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await write(page, 'secondName', 'Mariana Cota Higuera');
      await write(page, 'secondCedula', '4107919');
      const pressed = Date.now();
      await page.keyboard.press('Control+Enter');
      await expectRing([one, two, secondWindow], pressed, 'three windows');
      console.log(`asked by keyboard in ${((pressed - began) / 1000).toFixed(1)} s`);
      expect(pressed - began, 'asking takes less than 30 s').toBeLessThan(30_000);
    });

    await test.step('the requester is in the room and sees each person', async () => {
      const page = asks.page;
      await expect(page).toHaveURL(/\/rooms\//);
      await expect(page.getByText(word('urgencias.simultaneous'))).toBeVisible();
      await expect(page.getByText(word('urgencias.ownView')).first()).toBeVisible();
      await expect(page.getByText(MARK)).toBeVisible();
      const huerta = page.getByRole('row', { name: /Huerta/ });
      await expect(huerta).toContainText(word('urgencias.onWindows', { n: 2 }));
      await expect(page.getByRole('row', { name: /Encinas/ })).toContainText(
        word('urgencias.state.unreachable'),
      );
      const [mine, theirs] = [await clockOf(page), await clockOf(one)];
      expect(Math.abs(mine - theirs), 'one clock on both sides').toBeLessThanOrEqual(1);
    });

    await test.step('no key of a writing hand counts, Enter never accepts, F8 mutes here', async () => {
      for (const page of [one, two, secondWindow]) await expectSounds(page);
      await expect(one.locator('#urg-title')).toBeFocused();
      await one.keyboard.press('Enter');
      await one.keyboard.press('a');
      await expect
        .poll(async () => {
          await one.waitForTimeout(TAKES_KEYS_AFTER_MILLIS);
          await one.keyboard.press('Enter');
          return notice(one).isVisible();
        })
        .toBe(true);
      await expect(asks.page.getByRole('row', { name: /Huerta/ })).toContainText(
        word('urgencias.state.acknowledged'),
      );
      await secondWindow.waitForTimeout(TAKES_KEYS_AFTER_MILLIS);
      await secondWindow.keyboard.press('F8');
      await expect.poll(() => alarm(secondWindow)).toBe('off');
      await expect(notice(secondWindow)).toBeVisible();
      expect(await alarm(one)).toBe('on');
      await expect(notice(one)).toContainText(MARK);
    });

    await test.step('two accept in the same instant', async () => {
      const accepted = await acceptTogether(
        { page: one, name: /Huerta/ },
        { page: two, name: /Camarena/ },
      );
      const [winner, loser] = [accepted.winner.page, accepted.loser.page];
      const field = loser.getByLabel(word('patients.searchHint'));
      await expect(field).toBeFocused();
      expect(await field.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(3);
      await expect(notice(secondWindow)).toBeHidden();
      await expectSeesAndHears(asks.page, 'the requester');
      await expectSeesAndHears(winner, 'the specialist');
    });
  } finally {
    await third.close();
  }
});

test('with nobody signed in it says so, stays red without the patient, and rings whoever comes', async ({
  house,
  openWindow,
}) => {
  const asks = (await openWindow({ address: house.address })).page;
  const other = (await openWindow({ address: house.address })).page;
  const leads = (await openWindow({ address: house.address })).page;
  const member = await Member.signIn(house.address, account(house, ASKS));
  await signIn(asks, house.address, account(house, ASKS));
  await signIn(other, house.address, account(house, 'hugo.navarrete'));
  await signIn(leads, house.address, account(house, 'celia.duarte'));
  const asked = await ask(member, emergency('dermatology', 'chronic-dermatosis'));
  await asks.goto(`${house.address}/rooms/${asked.consultation ?? ''}`);

  await expect(
    asks.getByRole('heading', { name: word('urgencias.nobody', { specialty: 'Dermatología' }) }),
  ).toBeVisible();
  await expect(asks.locator('.urg-phones')).toContainText('33 5550 0100');

  await leads.goto(`${house.address}/coordination`);
  for (const page of [other, leads]) {
    const band = page.getByRole('region', { name: word('urgencias.unanswered') });
    await expect(band).toContainText('Dermatología', { timeout: 20_000 });
  }
  await expect(other.locator('body')).not.toContainText('ancla');
  await expect(notice(other)).toBeHidden();

  await test.step('identified later, on the same record', async () => {
    await asks.getByRole('button', { name: word('urgencias.identify') }).click();
    const dialog = asks.getByRole('dialog');
    await dialog.getByLabel(word('patients.givenNames')).fill('Gregorio');
    await dialog.getByLabel(word('patients.firstSurname')).fill('Salvatierra');
    const born = dialog.getByRole('group', { name: new RegExp(word('patients.birthDate')) });
    await born.getByRole('spinbutton').first().click();
    for (const part of ['11', '02', '1962']) await asks.keyboard.type(part);
    await dialog.getByRole('button', { name: new RegExp(word('patients.curpMissing')) }).click();
    await asks.getByRole('option', { name: word('patients.curpMissing.not-at-hand') }).click();
    await dialog.getByRole('button', { name: word('patients.save') }).click();
    await expect(asks.getByRole('heading', { name: 'Gregorio Salvatierra' })).toBeVisible();
  });

  await test.step('what it was sent without is added, and the clock does not move', async () => {
    await asks.getByRole('button', { name: word('urgencias.supplement') }).click();
    const dialog = asks.getByRole('dialog');
    await dialog.getByLabel(word('request.question')).fill(QUESTION);
    await choose(dialog, word('request.means'), word('request.means.ambulance'));
    await lookAt(asks, 'urgencias-supplement');
    await dialog.getByRole('button', { name: word('urgencias.supplementSend') }).click();
    await expect(dialog).toBeHidden();
    await expect(asks.getByText(QUESTION)).toBeVisible();
    await lookAt(asks, 'urgencias-waiting');
    await expect(asks.locator('.wait-foot')).toBeInViewport({ ratio: 1 });
    const request = await member.get<Schemas['Request']>(`/api/requests/${asked.request}`);
    expect(request.state).toBe('SUBMITTED');
    expect(request.waitingSince).toBe(asked.since);
    expect(request.content?.travel?.means).toBe('ambulance');
    expect(request.content?.clinicalSummary).toBe('Dolor opresivo de 40 minutos.');
    expect(request.versions?.map(({ content }) => content.question)).toEqual([undefined, QUESTION]);
  });

  await test.step('whoever signs in is rung, declines, and the requester reads why', async () => {
    const late = (await openWindow({ address: house.address })).page;
    await signIn(late, house.address, account(house, 'norma.ascencio'));
    await expect(notice(late)).toBeVisible({ timeout: 6_000 });
    await expect(notice(late)).toContainText('Gregorio Salvatierra');
    await expect(notice(late)).toContainText(QUESTION);
    await late.waitForTimeout(TAKES_KEYS_AFTER_MILLIS);
    await late.getByRole('button', { name: word('urgencias.decline.in-surgery') }).click();
    await expect(notice(late)).toBeHidden();
    await expect(asks.getByRole('row', { name: /Ascencio/ })).toContainText(
      word('urgencias.reason.in-surgery'),
    );
  });
  await member.post(`/api/requests/${asked.request}/cancel`, {
    version: (await member.get<Schemas['Request']>(`/api/requests/${asked.request}`)).version,
    reason: 'made-in-error',
  });
  await expect(other.getByRole('region', { name: word('urgencias.unanswered') })).toBeHidden({
    timeout: 20_000,
  });
});

test('what it was sent without is added from its page and from the room @named', async ({
  house,
  browser,
  openWindow,
}) => {
  test.setTimeout(180_000);
  const asks = (await openWindow({ address: house.address })).page;
  const member = await Member.signIn(house.address, account(house, ASKS));
  const takes = await Member.signIn(house.address, account(house, CAMARENA));
  await signIn(asks, house.address, account(house, ASKS));
  const asked = await ask(member, emergency());
  const request = () => member.get<Schemas['Request']>(`/api/requests/${asked.request}`);
  const dialog = asks.getByRole('dialog', { name: word('urgencias.supplement') });
  const send = dialog.getByRole('button', { name: word('urgencias.supplementSend') });

  await test.step('from its page', async () => {
    await asks.goto(`${house.address}/requests/${asked.request}`);
    await asks.getByRole('button', { name: word('urgencias.supplement') }).click();
    await send.click();
    await expect(dialog.getByText(word('urgencias.supplementNothing'))).toBeVisible();
    await lookAt(asks, 'urgencias-supplement-page');
    await dialog.getByLabel(word('request.question')).fill(QUESTION);
    await send.click();
    await expect(dialog).toBeHidden();
    await expect(asks.getByText(QUESTION)).toBeVisible();
    await lookAt(asks, 'urgencias-supplemented-page');
    expect((await request()).waitingSince).toBe(asked.since);
  });

  await test.step('from the room', async () => {
    await asks.goto(`${house.address}/rooms/${asked.consultation ?? ''}`);
    await expect(asks.getByText(word('urgencias.simultaneous'))).toBeVisible();
    await takes.post(`/api/emergencies/${asked.request}/accept`, {});
    const other = await browser.browserType().launch();
    try {
      const specialist = (await openWindow({ address: house.address, browser: other })).page;
      await signIn(specialist, house.address, account(house, CAMARENA));
      await specialist.goto(`${house.address}/rooms/${asked.consultation ?? ''}`);
      await expect(asks.getByRole('toolbar', { name: word('room.controls') })).toBeVisible({
        timeout: 30_000,
      });
      await asks.getByRole('tab', { name: word('pane.request') }).click();
      await asks.getByRole('button', { name: word('urgencias.supplement') }).click();
      await choose(dialog, word('request.means'), word('request.means.ambulance'));
      await lookAt(asks, 'urgencias-supplement-room');
      await send.click();
      await expect(dialog).toBeHidden();
      await lookAt(asks, 'urgencias-supplemented-room');
      const after = await request();
      expect(after.content?.travel?.means).toBe('ambulance');
      expect(after.content?.question).toBe(QUESTION);
    } finally {
      await other.close();
    }
  });
});

test('kill -9 while it rings: it rings again within 5 s, and the clock has not moved', async ({
  openWindow,
}) => {
  test.setTimeout(400_000);
  const data = newDataFolder();
  const database = await openDatabase('embedded', data.path);
  const port = await freePort();
  const start = (name: string) =>
    Program.start(`${data.path}/${name}`, {
      environment: { ...database.environment, PORT: String(port) },
      patience: 150_000,
    });
  let server = await start('one');
  try {
    const accounts = await sampleAccounts(server.address);
    const member = await Member.signIn(server.address, account({ accounts }, ASKS));
    const { page, watch } = await openWindow({ address: server.address });
    watch.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
    watch.allow(/WebSocket connection/);
    watch.allow(/status of 503/);
    await signIn(page, server.address, account({ accounts }, HUERTA));
    const asked = await ask(member, emergency());
    await expect(notice(page)).toBeVisible();
    await expectSounds(page);

    await server.kill();
    server = await start('two');
    const ready = Date.now();
    const again = await Member.signIn(server.address, account({ accounts }, ASKS));
    const state = async () => {
      const seen = await again.get<Schemas['Emergency']>(`/api/emergencies/${asked.request}`);
      const huerta = seen.people.find((each) => /Huerta/.test(each.colleague.displayName));
      return `${seen.state} ${huerta?.state ?? ''} ${String((huerta?.windows ?? 0) > 0)}`;
    };
    await expect
      .poll(state, { timeout: 5_000, intervals: [100] })
      .toMatch(/^ringing (ringing|acknowledged) true$/);
    await expect(notice(page)).toBeVisible();
    expect(await alarm(page)).toBe('on');
    console.log(`rings again ${Date.now() - ready} ms after the server was up`);
    const after = await again.get<Schemas['Emergency']>(`/api/emergencies/${asked.request}`);
    expect(after.since).toBe(asked.since);
    const shown = await clockOf(page);
    expect(Math.abs(shown - (Date.now() - Date.parse(asked.since)) / 1000)).toBeLessThan(2);
  } finally {
    await server.stop();
    await database.close();
    data.drop();
  }
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
