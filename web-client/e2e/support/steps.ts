import { expect, type Locator, type Page } from '@playwright/test';
import type { Schemas } from './api';
import { either, word } from './words';

/** Exactly these words, whatever a search has against its punctuation. */
function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

export function button(page: Page | Locator, name: string): Locator {
  return page.getByRole('button', { name: exactly(name) });
}

/** Signs in on the sign-in page and waits until the first page of the person stands. */
export async function signIn(
  page: Page,
  address: string,
  account: { user: string; password: string },
): Promise<void> {
  await page.goto(`${address}/`);
  await page.getByLabel(either('signIn.user')).fill(account.user);
  await page.getByLabel(either('signIn.password')).fill(account.password);
  await page.getByRole('button', { name: either('signIn.submit') }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

/** Chooses in a select: a button that opens a list. */
export async function choose(scope: Page | Locator, label: string, option: string): Promise<void> {
  const page = 'page' in scope ? scope.page() : scope;
  await scope
    .getByRole('button', { name: new RegExp(`${label}\\b`) })
    .first()
    .click();
  await page
    .getByRole('option', { name: exactly(option) })
    .first()
    .click();
}

/** Chooses in a combo box: a field whose words narrow a list. */
export async function pick(scope: Page | Locator, label: string, option: string): Promise<void> {
  const page = 'page' in scope ? scope.page() : scope;
  const field = scope.getByRole('combobox', { name: exactly(label) });
  await field.fill(option);
  await page
    .getByRole('option', { name: exactly(option) })
    .first()
    .click();
}

export interface NewPatient {
  givenNames: string;
  firstSurname: string;
  secondSurname: string;
}

/** From "new request": looks for somebody who is not there, and registers them. */
export async function registerPatient(page: Page, patient: NewPatient): Promise<void> {
  await page.getByLabel(word('patients.searchHint')).fill(patient.secondSurname);
  await page.getByRole('button', { name: word('patients.find'), exact: true }).click();
  await expect(page.getByText(word('patients.none'))).toBeVisible();
  await page.getByRole('button', { name: word('patients.registerNew') }).click();
  await page.getByLabel(word('patients.givenNames')).fill(patient.givenNames);
  await page.getByLabel(word('patients.firstSurname')).fill(patient.firstSurname);
  await page.getByLabel(word('patients.secondSurname')).fill(patient.secondSurname);
  await fillDate(page, word('patients.birthDate'), ['9', '4', '1961']);
  await choose(page, word('patients.sex'), word('sex.female'));
  await choose(page, word('patients.curpMissing'), word('patients.curpMissing.not-at-hand'));
  await page.getByRole('button', { name: word('patients.save') }).click();
}

/** Types day, month and year into a field of segments. */
export async function fillDate(page: Page, label: string, parts: string[]): Promise<void> {
  const group = page.getByRole('group', { name: exactly(label) });
  await group.getByRole('spinbutton').first().click();
  for (const part of parts) await page.keyboard.type(part.padStart(2, '0'));
}

export interface NewRequest {
  specialty: string;
  reason: string;
  summary: string;
  question: string;
}

/** Fills every section of a request about a patient in hospital, with one impossible value. */
export async function fillRequest(page: Page, request: NewRequest): Promise<void> {
  await choose(page, word('request.kind'), word('request.kind.hospitalised'));
  await pick(page, word('request.specialty'), request.specialty);
  await pick(page, word('request.reason'), request.reason);
  await page.getByRole('radio', { name: word('priority.soon') }).check({ force: true });
  await page.getByLabel(word('request.ward')).fill('Medicina interna');
  await page.getByLabel(word('request.bed')).fill('214-B');
  await page
    .getByLabel(word('request.transferComplication'))
    .fill('Oxígeno continuo y 9 h de carretera.');
  await page.getByLabel(word('request.clinicalSummary')).fill(request.summary);
  await page.getByLabel(word('request.question')).fill(request.question);

  const rate = page.getByLabel(word('request.vital.heartRate'));
  await rate.fill('900');
  await rate.blur();
  await expect(page.getByText(/^Debe estar entre 20 y 300/)).toBeVisible();
  await rate.fill('84');
  await page.getByLabel(word('request.vital.systolic')).fill('128');
  await page.getByLabel(word('request.vital.diastolic')).fill('76');
  await page.getByLabel(word('request.vital.temperature')).fill('36.7');
  await page.getByLabel(word('request.vital.oxygenSaturation')).fill('94');
  await choose(page, word('request.means'), word('request.means.ambulance'));
}

/** Records that the patient gave consent by word of mouth, in the device check. */
export async function recordConsent(page: Page): Promise<void> {
  await button(page, word('consent.record')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox').check({ force: true });
  await button(dialog, word('consent.record')).click();
  await expect(dialog).toBeHidden();
}

/** From the device check into the room, in either language. */
export async function enterRoom(page: Page): Promise<void> {
  await page.getByRole('button', { name: either('check.enter') }).click();
  await expect(page.getByRole('toolbar', { name: either('room.controls') })).toBeVisible({
    timeout: 30_000,
  });
}

/** Writes what a signature needs and the request did not bring. */
export async function writeNote(page: Page, mark: string): Promise<void> {
  const text = (key: Parameters<typeof word>[0]) => page.getByLabel(exactly(word(key)));
  await text('note.historySummary').fill(`Resumen ${mark}`);
  await text('note.physicalExam').fill(`Consciente, orientada. ${mark}`);
  await page.getByLabel(exactly(word('note.diagnosisText'))).fill(`Diagnóstico ${mark}`);
  await text('note.diagnosticCriteria').fill(`Criterios ${mark}`);
  await text('note.studyPlan').fill(`Plan ${mark}`);
  await text('note.suggestions').fill(`Sugerencias ${mark}`);
  await text('note.treatment').fill(`Tratamiento ${mark}`);
  await text('note.prognosis').fill(`Pronóstico ${mark}`);
  await choose(page, word('note.disposition'), word('disposition.managed-at-unit'));
}

/** Signs in the dialog, with the password as proof. */
export async function signNote(page: Page, password: string): Promise<void> {
  await button(page, word('note.sign')).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(word('sign.password')).fill(password);
  await button(dialog, word('sign.confirm')).click();
  await expect(page.getByText(word('sign.done'), { exact: false }).first()).toBeVisible();
}

/** The reason's name as the page shows it. */
export function nameOf(entry: { name: Schemas['Bilingual'] }): string {
  return entry.name.es;
}
