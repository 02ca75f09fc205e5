import type { Page } from '@playwright/test';
import { findPair, Member, readyToMeet } from './support/api';
import { expect, test } from './support/fixtures';
import { lookAt } from './support/looks';
import { pictures } from './support/media';
import { button, choose, enterRoom, signIn } from './support/steps';
import { either, type Word } from './support/words';
import { en } from '../src/i18n/en';
import { es } from '../src/i18n/es';

/** The room with an examination, with two people and with four, as pictures and by axe. */
for (const language of ['es', 'en'] as const) {
  test(`a room of two and of four with an examination (${language})`, async ({
    house,
    openWindow,
    otherBrowser,
  }) => {
    test.setTimeout(240_000);
    const word = (key: Word): string => (language === 'es' ? es : en)[key];
    const pair = await findPair(house.address);
    const { consultation } = await readyToMeet(pair);
    const unit = pair.requester.session.grants[0]?.unit;
    const team: Member[] = [];
    for (const account of house.accounts) {
      if (team.length === 2 || account.user === pair.requester.account.user) continue;
      if (!['nurse', 'resident', 'physician', 'emergency-physician'].includes(account.role))
        continue;
      const member = await Member.signIn(house.address, account);
      if (member.session.grants.some((grant) => grant.unit === unit)) team.push(member);
    }
    expect(team, 'people of the same unit').toHaveLength(2);

    const members = [pair.requester, pair.specialist, ...team];
    const sit = async (member: Member, browser = otherBrowser): Promise<Page> => {
      await member.put('/api/session/language', { language });
      const { page } = await openWindow({ address: house.address, language, browser });
      await signIn(page, house.address, member.account);
      await page.goto(`${house.address}/rooms/${consultation}`);
      await enterRoom(page);
      return page;
    };
    try {
      const asks = await sit(pair.requester);
      const answers = await sit(pair.specialist);
      await asks.getByRole('button', { name: either('room.sources') }).click();
      const dialog = asks.getByRole('dialog');
      await choose(dialog, word('sources.examinationCamera'), 'fake_device_2');
      await button(dialog, word('sources.addExamination')).click();
      await expect.poll(async () => Object.keys(await pictures(answers)).length).toBe(2);
      await lookAt(answers, 'room-two-examination');
      await button(dialog, word('sources.addBodySound')).click();
      await lookAt(asks, 'room-sources');
      await asks.keyboard.press('Escape');
      await answers.keyboard.press('F9');
      await lookAt(answers, 'room-two-examination-large');

      for (const member of team) await sit(member);
      await expect
        .poll(async () => Object.keys(await pictures(answers)).length, { timeout: 40_000 })
        .toBe(4);
      await lookAt(answers, 'room-four-examination');
      await lookAt(asks, 'room-four-requester');
    } finally {
      for (const member of members) await member.put('/api/session/language', { language: 'es' });
    }
  });
}
