import type { Locator, Page } from '@playwright/test';
import { findPair, type Pair, registerPatient, type Schemas } from './support/api';
import { expect, test } from './support/fixtures';
import { countPeers, expectSeesAndHears } from './support/media';
import { nameOf } from './support/steps';
import { either, word, type Word } from './support/words';

/** Presses Tab until the control has the focus: what Tab does not reach, a keyboard cannot use. */
async function tabTo(control: Locator): Promise<void> {
  const page = control.page();
  await expect(control).toBeVisible();
  for (let presses = 0; presses < 120; presses++) {
    const there = await control.evaluate(
      (element) => element === document.activeElement || element.contains(document.activeElement),
    );
    if (there) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(control)}`);
}

async function type(control: Locator, text: string): Promise<void> {
  await tabTo(control);
  await control.page().keyboard.type(text);
}

async function press(control: Locator, key = 'Enter'): Promise<void> {
  await tabTo(control);
  await control.page().keyboard.press(key);
}

/** Opens a select by keyboard and takes the option whose words begin so. */
async function take(page: Page, label: string, option: string): Promise<void> {
  await press(page.getByRole('button', { name: new RegExp(`${label}\\b`) }).first());
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.type(option.slice(0, 8));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toBeHidden();
}

/** Writes into a combo box and takes what it found. */
async function find(page: Page, label: string, option: string): Promise<void> {
  await type(page.getByRole('combobox', { name: new RegExp(`^${label}`) }), option);
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

async function signInByKeyboard(
  page: Page,
  address: string,
  account: { user: string; password: string },
) {
  await page.goto(`${address}/`);
  await type(page.getByLabel(word('signIn.user'), { exact: true }), account.user);
  await type(page.getByLabel(word('signIn.password'), { exact: true }), account.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

test('the keyboard alone completes a consultation', async ({ house, openWindow }) => {
  test.setTimeout(300_000);
  const pair: Pair = await findPair(house.address);
  const patient = await registerPatient(pair.requester);
  const specialties = await pair.requester.get<Schemas['SpecialtyPage']>('/api/specialties');
  const specialty = specialties.items.find((each) => each.id === pair.reason.specialty);
  const asks = (await openWindow({ address: house.address })).page;
  const answering = await openWindow({ address: house.address });
  const answers = answering.page;
  for (const page of [asks, answers]) await countPeers(page.context());

  await signInByKeyboard(answers, house.address, pair.specialist.account);
  await signInByKeyboard(asks, house.address, pair.requester.account);
  const button = (page: Page, key: Word) => page.getByRole('button', { name: either(key) }).first();
  const field = (page: Page, key: Word) => page.getByLabel(new RegExp(`^${word(key)}`)).first();

  await test.step('the request', async () => {
    await asks.keyboard.press('n');
    await expect(asks).toHaveURL(/requests\/new/);
    await type(field(asks, 'patients.searchHint'), patient.secondSurname ?? '');
    await asks.keyboard.press('Enter');
    await press(button(asks, 'patients.choose'));
    await take(asks, word('request.kind'), word('request.kind.second-opinion'));
    await find(asks, word('request.specialty'), specialty ? nameOf(specialty) : '');
    await find(asks, word('request.reason'), nameOf(pair.reason));
    await tabTo(asks.getByRole('radiogroup', { name: new RegExp(word('request.priority')) }));
    await asks.keyboard.press('Space');
    await asks.keyboard.press('ArrowDown');
    await type(field(asks, 'request.clinicalSummary'), 'Tres meses de evolución.');
    await type(field(asks, 'request.question'), '¿Qué estudio sigue?');
    await type(field(asks, 'request.vital.heartRate'), '84');
    await type(field(asks, 'request.vital.temperature'), '36.7');
    await take(asks, word('request.means'), word('request.means.bus'));
    await asks.keyboard.press('Control+Enter');
    await expect(asks).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
  });

  await test.step('accepting it', async () => {
    await answers.goto(`${house.address}/inbox`);
    await press(
      answers.getByRole('link', { name: new RegExp(patient.secondSurname ?? '') }).first(),
    );
    await expect(button(answers, 'inbox.accept')).toBeVisible();
    await answers.keyboard.press('a');
    await expect(answers).toHaveURL(/\/rooms\//);
  });

  await test.step('consent and the room', async () => {
    await asks.goto(answers.url());
    await press(button(asks, 'consent.record'));
    const dialog = asks.getByRole('dialog');
    await press(dialog.getByRole('checkbox'), 'Space');
    await press(dialog.getByRole('button', { name: either('consent.record') }));
    await expect(dialog).toBeHidden();
    for (const page of [asks, answers]) {
      await press(button(page, 'check.enter'));
      await expect(page.getByRole('toolbar', { name: either('room.controls') })).toBeVisible();
    }
    await expectSeesAndHears(asks, 'the requester');
    await expectSeesAndHears(answers, 'the specialist');
    await answers.keyboard.press('F2');
    await expect(answers.getByText(word('room.microphoneOff')).first()).toBeAttached();
    await answers.keyboard.press('F2');
  });

  await test.step('the note and its signature', async () => {
    for (const key of [
      'note.historySummary',
      'note.physicalExam',
      'note.diagnosisText',
      'note.diagnosticCriteria',
      'note.studyPlan',
      'note.suggestions',
      'note.treatment',
      'note.prognosis',
    ] as const) {
      await type(field(answers, key), `Por teclado: ${word(key)}.`);
    }
    await take(answers, word('note.disposition'), word('disposition.managed-at-unit'));
    await expect(answers.getByText(word('note.complete')).first()).toBeVisible();
    await answers.keyboard.press('Control+Enter');
    const dialog = answers.getByRole('dialog');
    await type(dialog.getByLabel(word('sign.password')), pair.specialist.account.password);
    await answers.keyboard.press('Enter');
    await expect(answers.getByText(word('sign.done')).first()).toBeVisible();
  });

  await test.step('the end', async () => {
    await press(button(answers, 'room.end'));
    const dialog = answers.getByRole('dialog');
    if (await dialog.isVisible()) {
      await press(dialog.getByRole('button', { name: either('end.confirm') }));
    }
    await expect
      .poll(async () => {
        const page = await pair.requester.get<Schemas['RequestPage']>('/api/requests?view=mine');
        return page.items.find((row) => row.patient?.id === patient.id)?.state;
      })
      .toBe('ANSWERED');
  });
});
