import { type Account, Member, type Pair, type Schemas, submitRequest } from './support/api';
import { expect, type House, test } from './support/fixtures';
import { button, choose, pick, signIn } from './support/steps';
import { word } from './support/words';

function accountOf(house: House, user: string): Account {
  const account = house.accounts.find((each) => each.user === user);
  if (!account) throw new Error(`the sample has no ${user}`);
  return account;
}

/**
 * Of the sample network: a specialist in rheumatology whom no coverage names, and a physician and
 * the coordinator of one hospital.
 */
test('a coordinator sends what nobody covers to a specialist, who sees it arrive', async ({
  house,
  openWindow,
}) => {
  const specialist = await Member.signIn(house.address, accountOf(house, 'elisa.navarro'));
  const requester = await Member.signIn(house.address, accountOf(house, 'mariana.cota'));
  const reasons = await requester.get<Schemas['ReasonPage']>('/api/reasons?specialty=rheumatology');
  const [reason] = reasons.items;
  if (!reason) throw new Error('the sample has no reason in rheumatology');
  const receives = (await openWindow({ address: house.address })).page;
  await signIn(receives, house.address, specialist.account);
  await receives.goto(`${house.address}/inbox`);
  await expect(receives.getByRole('heading', { name: word('inbox.title') })).toBeVisible();
  const coordinates = (await openWindow({ address: house.address })).page;
  await signIn(coordinates, house.address, accountOf(house, 'celia.duarte'));
  await coordinates.goto(`${house.address}/coordination`);
  await expect(
    coordinates.getByRole('heading', { name: word('coordination.title') }),
  ).toBeVisible();

  const pair: Pair = { requester, specialist, second: specialist, reason };
  const request = await submitRequest(pair);
  const surname = request.patient?.displayName.split(' ').at(-1) ?? 'nobody';

  const row = coordinates.getByRole('row', { name: new RegExp(surname) });
  await expect(row).toContainText(word('coordination.nobody'));
  await expect(receives.getByText(new RegExp(surname))).toBeHidden();
  await row.getByRole('button', { name: new RegExp(`^${word('coordination.assign')}`) }).click();
  await pick(coordinates, word('coordination.assignTo'), specialist.session.person.displayName);
  await choose(coordinates, word('event.reason'), word('reason.uncovered'));
  await coordinates
    .getByRole('button', { name: word('coordination.assign'), exact: true })
    .last()
    .click();
  await expect(coordinates.getByText(/^Solicitud asignada a /)).toBeVisible();
  await expect(row).not.toContainText(word('coordination.nobody'));

  await expect(receives.getByText(new RegExp(surname)).first()).toBeVisible();
  await receives.getByText(new RegExp(surname)).first().click();
  await expect(button(receives, word('inbox.accept'))).toBeVisible();
});
