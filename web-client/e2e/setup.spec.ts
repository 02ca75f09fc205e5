import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { uniqueSurname } from './support/api';
import { expect, test, type Window } from './support/fixtures';
import { countPeers, expectSeesAndHears } from './support/media';
import { newDataFolder, Program } from './support/program';
import {
  button,
  choose,
  enterRoom,
  fillRequest,
  pick,
  recordConsent,
  registerPatient,
  signIn,
  signNote,
  writeNote,
} from './support/steps';
import { word, type Word } from './support/words';

/**
 * An empty database and the README: the administrator makes units, specialties, reasons, coverage
 * and people by the page, and those people complete one consultation.
 */
test('without sample data, the network is made by the page and a consultation completed', async ({
  openWindow,
}) => {
  test.setTimeout(400_000);
  const data = newDataFolder();
  const server = await Program.start(data.path, { arguments: ['--no-sample'] });
  const token = readFileSync(join(data.path, 'setup-token'), 'utf8').trim();
  expect(server.output).toContain(token);
  expect((await fetch(`${server.address}/api/sample-accounts`)).status).toBe(404);

  const administrator = await openWindow({ address: server.address });
  const admin = administrator.page;
  const password = 'una frase larga y propia';

  await test.step('the setup token makes the first administrator, once', async () => {
    await admin.goto(`${server.address}/`);
    const link = admin.getByRole('link', { name: word('setup.toSetupLink') });
    const tokenField = admin.getByLabel(word('setup.token'));
    await expect(link.or(tokenField).first()).toBeVisible();
    if (await link.isVisible()) await link.click();
    await tokenField.fill(token);
    await admin.getByLabel(word('setup.name')).fill('Alicia Berrelleza Castro');
    await admin.getByLabel(word('setup.user'), { exact: true }).fill('alicia');
    await admin.getByLabel(word('password.new'), { exact: true }).fill(password);
    await admin.getByLabel(word('password.repeat'), { exact: true }).fill(password);
    await button(admin, word('setup.submit')).click();
    await expect(admin.getByRole('navigation').first()).toBeVisible();
    const again = await fetch(`${server.address}/api/setup`);
    expect(await again.json()).toEqual({ needed: false });
  });

  await test.step('two units', async () => {
    await admin.goto(`${server.address}/admin/units`);
    await addUnit(admin, 'BCIMS000012', 'HGZ 1 Prueba', 'Hospital General de Zona 1', 'Ensenada');
    await addUnit(admin, 'JCIMS000034', 'UMAE Prueba', 'Hospital de Especialidades', 'Guadalajara');
  });

  await test.step('a specialty and a reason', async () => {
    await admin.goto(`${server.address}/admin/specialties`);
    await add(admin, 'specialties.new', async (dialog) => {
      await dialog.getByLabel(word('admin.nameEs')).fill('Dermatología');
      await dialog.getByLabel(word('admin.nameEn')).fill('Dermatology');
      await choose(dialog, word('specialties.trunk'), word('trunk.internal-medicine'));
    });
    await admin.goto(`${server.address}/admin/reasons`);
    await add(admin, 'reasons.new', async (dialog) => {
      await dialog.getByLabel(word('admin.nameEs')).fill('Lesión pigmentada');
      await dialog.getByLabel(word('admin.nameEn')).fill('Pigmented lesion');
      await pick(dialog, word('specialties.specialty'), 'Dermatología');
    });
  });

  await test.step('coverage', async () => {
    await admin.goto(`${server.address}/admin/coverage`);
    await add(admin, 'coverage.new', async (dialog) => {
      await pick(dialog, word('coverage.answers'), 'UMAE Prueba');
      await pick(dialog, word('specialties.specialty'), 'Dermatología');
    });
  });

  const codes = new Map<string, string>();
  await test.step('two people, each with a function and a code shown once', async () => {
    codes.set(
      'mariana',
      await addPerson(admin, server.address, {
        user: 'mariana',
        name: 'Mariana Cota Higuera',
        role: 'role.physician',
        unit: 'HGZ 1 Prueba',
      }),
    );
    codes.set(
      'rodrigo',
      await addPerson(admin, server.address, {
        user: 'rodrigo',
        name: 'Rodrigo Arámbula Peña',
        role: 'role.specialist',
        unit: 'UMAE Prueba',
        specialty: 'Dermatología',
      }),
    );
  });

  const windows = new Map<string, Window>();
  await test.step('each sets a password with the code', async () => {
    for (const [user, code] of codes) {
      const window = await openWindow({ address: server.address });
      windows.set(user, window);
      await countPeers(window.context);
      const { page } = window;
      await page.goto(`${server.address}/`);
      await page.getByText(word('signIn.withCode')).click();
      await page.getByLabel(word('signIn.user'), { exact: true }).fill(user);
      await page.getByLabel(word('activation.code')).fill(code);
      await page.getByLabel(word('password.new'), { exact: true }).fill(password);
      await page.getByLabel(word('password.repeat'), { exact: true }).fill(password);
      await button(page, word('activation.submit')).click();
      await expect(page.getByRole('navigation').first()).toBeVisible();
    }
  });

  const asks = windows.get('mariana')?.page;
  const answers = windows.get('rodrigo')?.page;
  if (!asks || !answers) throw new Error('two people have signed in');

  await test.step('one consultation is completed', async () => {
    const surname = uniqueSurname();
    await answers.goto(`${server.address}/inbox`);
    await asks.goto(`${server.address}/requests/new`);
    await registerPatient(asks, {
      givenNames: 'Rosa Elena',
      firstSurname: 'Quintanar',
      secondSurname: surname,
    });
    await fillRequest(asks, {
      specialty: 'Dermatología',
      reason: 'Lesión pigmentada',
      summary: 'Lesión de dos años, creció en tres meses.',
      question: '¿Biopsia o vigilancia?',
    });
    await button(asks, word('request.send')).click();
    await expect(answers.getByText(new RegExp(surname))).toBeVisible();
    await answers.getByText(new RegExp(surname)).first().click();
    await button(answers, word('inbox.accept')).click();
    await expect(answers).toHaveURL(/\/rooms\//);
    await asks.goto(answers.url());
    await recordConsent(asks);
    await enterRoom(asks);
    await enterRoom(answers);
    await expectSeesAndHears(asks, 'the requester');
    await expectSeesAndHears(answers, 'the specialist');

    await writeNote(answers, surname);
    await signNote(answers, password);
    await button(answers, word('room.end')).click();
    const dialog = answers.getByRole('dialog');
    if (await dialog.isVisible()) await button(dialog, word('end.confirm')).click();

    await asks.goto(`${server.address}/requests`);
    await asks
      .getByRole('row')
      .filter({ hasText: surname })
      .locator('a, button')
      .filter({ hasText: word('requests.step.read-note') })
      .click();
    await expect(asks.getByText(`Tratamiento ${surname}`).first()).toBeVisible();
    await asks.getByRole('link', { name: word('record.print') }).click();
    await expect(asks).toHaveURL(/\/letters\//);
    await expect(asks.getByText(surname).first()).toBeVisible();
  });

  await signOutOf(administrator, server.address);
  await signIn(admin, server.address, { user: 'alicia', password });
  for (const window of [administrator, ...windows.values()]) await window.context.close();
  await server.stop();
  data.drop();
});

async function add(page: Page, opener: Word, fill: (dialog: Locator) => Promise<void>) {
  await button(page, word(opener)).first().click();
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await button(dialog, word('common.save')).click();
  await expect(dialog).toBeHidden();
}

async function addUnit(page: Page, clues: string, short: string, name: string, city: string) {
  await add(page, 'units.new', async (dialog) => {
    await dialog.getByLabel(word('units.clues'), { exact: true }).fill(clues);
    await dialog.getByLabel(word('units.shortName'), { exact: true }).fill(short);
    await dialog.getByLabel(word('units.name'), { exact: true }).fill(name);
    const group = dialog.getByLabel(word('units.groupName'));
    if (!(await group.isVisible())) {
      await choose(dialog, word('units.group'), word('units.groupNew'));
    }
    await group.fill(`OOAD de ${city}`);
    await dialog.getByLabel(word('units.city'), { exact: true }).fill(city);
    await choose(dialog, word('units.zone'), word('zone.centro'));
  });
}

async function addPerson(
  page: Page,
  address: string,
  person: { user: string; name: string; role: Word; unit: string; specialty?: string },
): Promise<string> {
  await page.goto(`${address}/admin/people`);
  await page.getByText(word('people.new')).first().click();
  await page.getByLabel(word('person.name'), { exact: true }).fill(person.name);
  await page.getByLabel(word('person.user'), { exact: true }).fill(person.user);
  await page.getByLabel(new RegExp(`^${word('person.cedula')}`)).fill('1234567');
  await page.getByLabel(new RegExp(`^${word('admin.phone')}`)).fill('646 555 0118');
  await button(page, word('person.create')).click();

  await button(page, word('person.addRole')).first().click();
  const dialog = page.getByRole('dialog');
  await choose(dialog, word('people.role'), word(person.role));
  await pick(dialog, word('units.unit'), person.unit);
  if (person.specialty) await pick(dialog, word('specialties.many'), person.specialty);
  await button(dialog, word('person.addRole')).click();
  await expect(dialog).toBeHidden();

  await button(page, word('person.giveCode')).click();
  const shown = page.getByRole('dialog');
  const code = shown
    .locator('dt', { hasText: word('activation.code') })
    .locator('~ dd')
    .first();
  const text = (await code.innerText()).trim();
  await button(shown, word('person.codeClose')).click();
  return text;
}

async function signOutOf(window: Window, address: string): Promise<void> {
  await window.context.clearCookies();
  await window.page.goto(`${address}/`);
}
