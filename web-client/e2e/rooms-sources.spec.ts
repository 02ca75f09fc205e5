import type { Page } from '@playwright/test';
import { findPair, readyToMeet } from './support/api';
import { expect, test } from './support/fixtures';
import {
  countPeers,
  expectSeesAndHears,
  lines,
  pictures,
  sendersOf,
  soundOf,
} from './support/media';
import { button, choose, enterRoom, signIn } from './support/steps';
import { word } from './support/words';

/**
 * What a station has beside a face: a camera to examine with, a screen, the sound of a body. Each
 * is named on the other side, goes on beside the face, and ends when it is stopped.
 */
test('an examination, a screen and the sound of a body go beside the face', async ({
  house,
  openWindow,
  otherBrowser,
}) => {
  test.setTimeout(240_000);
  const pair = await findPair(house.address);
  const { consultation } = await readyToMeet(pair);
  const station = await openWindow({ address: house.address });
  const specialist = await openWindow({ address: house.address, browser: otherBrowser });
  const told = viewsTold(specialist.page);
  const wanted = layersWanted(station.page);
  for (const [window, member] of [
    [station, pair.requester],
    [specialist, pair.specialist],
  ] as const) {
    await countPeers(window.context);
    await signIn(window.page, house.address, member.account);
    await window.page.goto(`${house.address}/rooms/${consultation}`);
    await enterRoom(window.page);
  }
  const [asks, sees] = [station.page, specialist.page];
  const name = pair.requester.session.person.displayName;
  const examination = `${name} · ${word('source.examination')}`;
  const second = `${examination} 2`;
  const screen = `${name} · ${word('source.screen')}`;
  await expectSeesAndHears(sees, 'the specialist');

  await test.step('a camera to examine with is added, and both pictures are decoded', async () => {
    await openSources(asks);
    await addCamera(asks, 'fake_device_2');
    await expectPictures(sees, [name, examination]);
    await expect(sees.getByRole('status').getByText(examination).first()).toBeAttached();
    await expect(asks.locator('.tile-own.tile-source video')).toHaveCount(1);
  });

  await test.step('F9 makes it large and the face small; no more is asked for than is shown', async () => {
    await expect(tile(sees, name)).toHaveAttribute('aria-pressed', 'true');
    await sees.keyboard.press('F9');
    await expect(tile(sees, examination)).toHaveAttribute('aria-pressed', 'true');
    await expect(tile(sees, name)).toHaveAttribute('aria-pressed', 'false');
    await expect.poll(() => told.get('examination') ?? 0).toBeGreaterThan(400);
    await expect.poll(() => told.get('face') ?? 1_000).toBeLessThan(200);
    await expectPictures(sees, [name, examination]);
    await sees.keyboard.press('F9');
    await expect(tile(sees, name)).toHaveAttribute('aria-pressed', 'true');
    // By mouse, or by Tab and Enter.
    await tile(sees, examination).press('Enter');
    await expect(tile(sees, examination)).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('a second camera and the screen', async () => {
    await addCamera(asks, 'fake_device_3');
    await expectPictures(sees, [name, examination, second]);
    await button(asks.getByRole('dialog'), word('sources.addScreen')).click();
    await expectPictures(sees, [name, examination, second, screen]);
    // Face and three more: the room takes no fifth, and the page says so.
    await expect(asks.getByRole('dialog').getByText(word('sources.full'))).toBeVisible();
    await expect(button(asks.getByRole('dialog'), word('sources.addBodySound'))).toBeDisabled();
  });

  const before = await lines(sees);
  await test.step('one is stopped: the sound of a body takes its place', async () => {
    await stop(asks, `${word('source.examination')} 2`);
    await expect(tile(sees, second)).toHaveCount(0);
    await button(asks.getByRole('dialog'), word('sources.addBodySound')).click();
    await expect(sees.getByText(word('room.bodySound', { name }), { exact: true })).toBeVisible();
    const heart = async () =>
      (await sendersOf(asks)).find(({ kind, format }) => {
        return kind === 'audio' && format.includes('stereo=1');
      });
    await expect.poll(heart, { message: 'both channels are sent' }).toBeDefined();
    expect(await heart(), 'nothing makes a voice of it').toMatchObject({ filtered: false });
    const first = await soundOf(sees);
    await expect
      .poll(
        async () =>
          (await soundOf(sees)).filter(({ energy, track }) => {
            return energy > (first.find((each) => each.track === track)?.energy ?? 0);
          }).length,
      )
      .toBeGreaterThanOrEqual(2);
    await expectPictures(sees, [name, examination, screen]);
  });

  await test.step('what is stopped leaves its line to the next', async () => {
    await stop(asks, word('source.screen'));
    await stop(asks, word('source.examination'));
    await expect(tile(sees, screen)).toHaveCount(0);
    await expect(tile(sees, examination)).toHaveCount(0);
    await expect(tile(sees, name)).toHaveAttribute('aria-pressed', 'true');
    wanted.clear();
    await addCamera(asks, 'fake_device_2');
    await expectPictures(sees, [name, examination]);
    // Large again, its best layer alone is of use: that one has outlived the rest of its line.
    await tile(sees, examination).press('Enter');
    await expect.poll(() => wanted.get('examination')).toBe(2);
    await expectPictures(sees, [name, examination], 30);
    expect((await lines(sees)).video).toBe(before.video);
    expect((await lines(asks)).video).toBeLessThanOrEqual(5);
    await asks.keyboard.press('Escape');
  });

  await test.step('who comes back finds all of it again', async () => {
    await asks.reload();
    await choose(asks, word('sources.examinationCamera'), 'fake_device_2');
    await enterRoom(asks);
    await expectPictures(sees, [name, examination]);
    await sees.reload();
    await enterRoom(sees);
    await expectPictures(sees, [name, examination]);
  });
});

async function openSources(page: Page): Promise<void> {
  await button(page, word('room.sources')).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

/** Adds a camera; the second of Chromium's measures depth, and no encoder takes that. */
async function addCamera(page: Page, device: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await choose(dialog, word('sources.examinationCamera'), device);
  await button(dialog, word('sources.addExamination')).click();
}

async function stop(page: Page, what: string): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: word('sources.stopThis', { what }), exact: true })
    .click();
}

/** The button on a picture. */
function tile(page: Page, title: string) {
  return page.getByRole('button', {
    name: new RegExp(
      `^${word('room.enlarge')}: ${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\.|$)`,
    ),
  });
}

/** Exactly these pictures of others are there, and each goes on, for so many frames. */
async function expectPictures(page: Page, titles: string[], frames = 3): Promise<void> {
  await expect
    .poll(async () => Object.keys(await pictures(page)).sort(), { timeout: 30_000 })
    .toEqual([...titles].sort());
  const before = await pictures(page);
  await expect
    .poll(
      async () => {
        const now = await pictures(page);
        return titles.filter((title) => (now[title] ?? 0) <= (before[title] ?? 0) + frames);
      },
      { message: 'pictures that stand still', timeout: 30_000 },
    )
    .toEqual([]);
}

/** The heights at which a page says it shows sources, by name. */
function viewsTold(page: Page): Map<string, number> {
  const told = new Map<string, number>();
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const message = JSON.parse(String(payload)) as {
        type: string;
        source?: string;
        height?: number;
      };
      if (message.type === 'media.view') told.set(message.source ?? '', message.height ?? 0);
    });
  });
  return told;
}

/** The smallest layer of its sources that a page hears to be of use, by their names. */
function layersWanted(page: Page): Map<string, number> {
  const wanted = new Map<string, number>();
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      const message = JSON.parse(String(payload)) as {
        type: string;
        source?: string;
        lowest?: number;
      };
      if (message.type === 'media.demand') wanted.set(message.source ?? '', message.lowest ?? 0);
    });
  });
  return wanted;
}
