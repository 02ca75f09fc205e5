import { Member, type Schemas } from './support/api';
import { expect, test } from './support/fixtures';
import { button, fillRequest, nameOf, signIn } from './support/steps';
import { word } from './support/words';

/** Of the sample network: two children of one insured parent, attended under one NSS. */
const nss = '23048501722';

test('siblings under one NSS are told apart and never shown for one another', async ({
  house,
  openWindow,
}) => {
  test.setTimeout(90_000);
  const account = (user: string) => {
    const found = house.accounts.find((each) => each.user === user);
    if (!found) throw new Error(`the sample has no ${user}`);
    return found;
  };
  const requester = await Member.signIn(house.address, account('mariana.cota'));
  const { items } = await requester.post<Schemas['PatientMatches']>('/api/patients/search', {
    query: nss,
  });
  const idOf = (name: string) =>
    items.find(({ patient }) => patient.displayName.startsWith(name))?.patient.id ?? '';
  const iker = idOf('Iker Daniel');
  const renata = idOf('Renata');
  expect(new Set([iker, renata, '']).size).toBe(3);
  const specialties = await requester.get<Schemas['SpecialtyPage']>('/api/specialties');
  const specialty = specialties.items.find((each) => each.id === 'paediatric-cardiology');
  const reasons = await requester.get<Schemas['ReasonPage']>(
    '/api/reasons?specialty=paediatric-cardiology',
  );
  const [reason] = reasons.items;
  if (!specialty || !reason) throw new Error('the sample has paediatric cardiology');
  const { page } = await openWindow({ address: house.address });
  await signIn(page, house.address, requester.account);
  let request = '';
  const question = `¿Ecocardiograma? ${crypto.randomUUID()}`;

  await test.step('the search shows each with name, birth date and a warning', async () => {
    await page.goto(`${house.address}/requests/new`);
    await page.getByLabel(word('patients.searchHint')).fill(nss);
    await page.getByRole('button', { name: word('patients.find'), exact: true }).click();
    for (const [name, born] of [
      ['Iker Daniel Ruelas Montaño', '2019'],
      ['Renata Ruelas Montaño', '2022'],
      ['Jorge Alberto Ruelas Cárdenas', '1985'],
    ] as const) {
      const match = page.getByRole('listitem').filter({ hasText: name });
      await expect(match).toContainText(born);
      await expect(match).toContainText(word('patients.sharesNss'));
    }
  });

  await test.step('the one who was chosen is the one who is asked about', async () => {
    const match = page.getByRole('listitem').filter({ hasText: 'Renata Ruelas Montaño' });
    await button(match, word('patients.choose')).click();
    await expect(page.getByRole('heading', { name: 'Renata Ruelas Montaño' })).toBeVisible();
    await expect(page.getByText(/Iker Daniel/)).toHaveCount(0);
    await fillRequest(page, {
      specialty: nameOf(specialty),
      reason: nameOf(reason),
      summary: 'Soplo sistólico.',
      question,
    });
    await button(page, word('request.send')).click();
    await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('heading', { name: 'Renata Ruelas Montaño' })).toBeVisible();
    await expect(page.getByText(/Iker Daniel/)).toHaveCount(0);
    request = page.url().split('/').at(-1) ?? '';
  });

  await test.step('neither record shows what is of the other', async () => {
    await page.goto(`${house.address}/patients/${renata}`);
    await expect(page.locator(`a[href$="/requests/${request}"]`).first()).toBeVisible();
    await page.goto(`${house.address}/patients/${iker}`);
    await expect(page.getByRole('heading', { name: 'Iker Daniel Ruelas Montaño' })).toBeVisible();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await expect(page.locator(`a[href$="/requests/${request}"]`)).toHaveCount(0);
    await expect(page.getByText(/Renata/)).toHaveCount(0);
  });

  await test.step('the specialist sees the one who was meant', async () => {
    const specialist = (await openWindow({ address: house.address })).page;
    await signIn(specialist, house.address, account('rodrigo.arambula'));
    await specialist.goto(`${house.address}/inbox/${request}`);
    await expect(specialist.getByText(question)).toBeVisible();
    await expect(
      specialist.getByRole('heading', { name: 'Renata Ruelas Montaño' }).first(),
    ).toBeVisible();
  });
});
