import { receiveAnyTime } from './support/agendas';
import {
  findPair,
  giveConsent,
  Member,
  type Pair,
  type Schemas,
  submitRequest,
} from './support/api';
import { accountOf, expect, test } from './support/fixtures';
import { choose as chooseFile, photograph } from './support/files';
import { lookAt } from './support/looks';
import { button, choose, enterRoom, signIn, signNote, writeNote } from './support/steps';
import { word } from './support/words';

/** A second opinion answered without a room: asked back in a thread, signed, followed up. */
test.describe('an answer in writing', () => {
  test.describe.configure({ timeout: 180_000 });
  let pair: Pair;

  test.beforeAll(async ({ house }) => {
    test.setTimeout(120_000);
    pair = await findPair(house.address);
  });

  test('asks for more, gets it with a photograph, is signed and followed up', async ({
    house,
    openWindow,
  }) => {
    const { id } = await submitRequest(pair);
    const { page: asks } = await openWindow({ address: house.address });
    await signIn(asks, house.address, pair.requester.account);
    await asks.goto(`${house.address}/requests/${id}`);
    const { page: answers } = await openWindow({ address: house.address });
    await signIn(answers, house.address, pair.specialist.account);
    await answers.goto(`${house.address}/inbox/${id}`);

    await button(answers, word('inbox.written')).click();
    await expect(answers).toHaveURL(new RegExp(`/notes/${id}`));
    await expect(asks.getByText(word('written.byWriting'))).toBeVisible();

    await answers.getByLabel(word('thread.askLabel')).fill('¿Hay foto de la lesión de cerca?');
    await button(answers, word('thread.ask')).click();
    await expect(answers.locator('.thread-ask')).toContainText('de cerca');
    await expect(asks.locator('.thread-ask')).toContainText('de cerca');
    await lookAt(asks, 'request-asked');

    await asks.getByLabel(word('thread.replyLabel')).fill('Sí, tomada hoy.');
    await chooseFile(asks.locator('.shelf').first(), [photograph('de cerca.png')]);
    await expect(
      asks.locator('.shelf').getByRole('button', { name: /^de cerca\.png/ }),
    ).toBeVisible();
    await button(asks, word('thread.reply')).click();
    await expect(answers.locator('.thread-reply')).toContainText('Sí, tomada hoy.');
    const brought = answers.locator('.thread-reply').getByRole('button');
    await expect(brought).toContainText('de cerca.png');
    const frozen = await pair.specialist.get<Schemas['Request']>(`/api/requests/${id}`);
    expect(frozen.versions?.map(({ number, files }) => [number, files?.length])).toEqual([[1, 0]]);

    await writeNote(answers, 'por escrito');
    await choose(answers, word('note.followUpAfter'), word('followUp.6-months'));
    await lookAt(answers, 'note-written');
    await signNote(answers, pair.specialist.account.password);

    const request = await pair.requester.get<Schemas['Request']>(`/api/requests/${id}`);
    expect(request.state).toBe('ANSWERED');
    expect(request.answer).toMatchObject({ mode: 'written', followUp: '6-months' });
    expect(request.visit).toBe('first');

    await expect(
      asks.getByText(word('followUp.asked', { after: word('followUp.6-months') })),
    ).toBeVisible();
    await lookAt(asks, 'request-follow-up');
    await asks.getByRole('link', { name: word('followUp.ask') }).click();
    await expect(asks.getByText(word('visit.subsequent'), { exact: true })).toBeVisible();
    await asks.getByLabel(word('request.clinicalSummary')).fill('Seis meses después, sin cambios.');
    await asks.getByLabel(word('request.question')).fill('¿Se da de alta?');
    await button(asks, word('request.send')).click();
    await asks.waitForURL(/\/requests\/[0-9a-f-]{36}$/);
    await expect(asks.getByText(word('visit.subsequent'), { exact: true }).first()).toBeVisible();
    const after = asks.url().split('/').pop() ?? '';
    const next = await pair.requester.get<Schemas['Request']>(`/api/requests/${after}`);
    expect(next).toMatchObject({ visit: 'subsequent', follows: id });
  });

  test('is turned into a video consultation at a time, thread and draft whole', async ({
    house,
    openWindow,
  }) => {
    const administrator = await Member.signIn(house.address, accountOf(house, 'administrator'));
    const reason = await receiveAnyTime(pair, administrator);
    const { id } = await submitRequest({ ...pair, reason });
    const { page: asks } = await openWindow({ address: house.address });
    await signIn(asks, house.address, pair.requester.account);
    await asks.goto(`${house.address}/requests/${id}`);
    const { page: answers } = await openWindow({ address: house.address });
    await signIn(answers, house.address, pair.specialist.account);
    await answers.goto(`${house.address}/inbox/${id}`);

    await button(answers, word('inbox.written')).click();
    await answers.getByLabel(word('thread.askLabel')).fill('¿Camina sin dolor?');
    await button(answers, word('thread.ask')).click();
    // A reply may be written before there is a question, too: of the version that is seen.
    await expect(asks.locator('.thread-ask')).toContainText('¿Camina sin dolor?');
    await asks.getByLabel(word('thread.replyLabel')).fill('No: hay que verla caminar.');
    await button(asks, word('thread.reply')).click();
    await expect(answers.locator('.thread-reply')).toContainText('verla caminar');
    await answers.getByLabel(word('note.studyPlan')).fill('Radiografía de cadera');

    await answers.getByRole('link', { name: word('written.toTime') }).click();
    await answers.getByRole('radio').first().check({ force: true });
    await lookAt(answers, 'written-to-time');
    await answers.getByRole('button', { name: /^Reservar / }).click();
    await expect(answers.getByText(word('time.booked'))).toBeVisible();

    const booked = await pair.requester.get<Schemas['Request']>(`/api/requests/${id}`);
    expect(booked.state).toBe('SCHEDULED');
    expect(booked.attendingMode, 'by video now').toBeUndefined();
    expect(booked.specialist?.person).toBe(pair.specialist.session.person.id);
    await expect(asks.getByText(word('state.SCHEDULED')).first()).toBeVisible();
    await expect(asks.getByText(word('written.byWriting'))).toBeHidden();
    await expect(asks.locator('.thread-reply')).toContainText('verla caminar');
    // Its place is minutes away: the room is open, and the reminder above says so too.
    const enter = (page: typeof asks) =>
      page.getByRole('link', { name: word('requests.step.enter-room') }).last();
    await expect(enter(asks)).toBeVisible();
    const open = await pair.requester.get<Schemas['Request']>(`/api/requests/${id}`);
    await giveConsent(pair.requester, open.consultation ?? '');
    await answers.goto(`${house.address}/requests/${id}`);
    await expect(answers.locator('.thread-ask')).toContainText('¿Camina sin dolor?');
    await enter(answers).click();
    await expect(answers).toHaveURL(/\/rooms\//);
    await enterRoom(answers);
    await expect(answers.getByLabel(word('note.studyPlan'))).toHaveValue('Radiografía de cadera');
  });
});
