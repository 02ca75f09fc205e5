import { en } from '../src/i18n/en';
import { es } from '../src/i18n/es';
import { findPair, type Pair, readyToMeet } from './support/api';
import { type Seat, type Seats, firefox } from './rooms/seats';
import { expect, test, type House } from './support/fixtures';
import { pictures } from './support/media';
import { newDataFolder, Program } from './support/program';
import { enterRoom, signIn } from './support/steps';

/**
 * Firefox sends nothing to the loopback address where a server just started on one's own machine
 * has its media. The page cannot change that, but it says what to set, and that helps.
 */
test.describe('Firefox and a server on the same machine', () => {
  let makers: Seats[] = [];
  let asked: Pair | undefined;

  test.afterEach(async () => {
    // The server is shared with other tests, and a person's language is kept there.
    await asked?.requester.put('/api/session/language', { language: 'es' });
    for (const maker of makers) await maker.close();
    makers = [];
  });

  async function sit(house: Where): Promise<Seat> {
    const maker = await firefox(undefined);
    makers.push(maker);
    return maker.take('firefox', house.address);
  }

  for (const language of ['es', 'en'] as const) {
    test(`is told what to set, in the check and in the room (${language})`, async ({
      house,
      openWindow,
    }) => {
      const words = language === 'es' ? es : en;
      const { pair, consultation } = await meeting(house);
      asked = pair;
      await pair.requester.put('/api/session/language', { language });
      const seat = await sit(house);
      await comeIn(seat, house, pair.requester.account);
      await seat.goto(`${house.address}/rooms/${consultation}`);

      for (const sentence of [
        words['check.firefoxLoopback'],
        words['check.firefoxLoopbackDetail'],
      ]) {
        await expect.poll(() => shown(seat), { message: 'in the check' }).toContain(sentence);
      }
      await press(seat, words['check.enter']);
      const specialist = await openWindow({ address: house.address });
      await signIn(specialist.page, house.address, pair.specialist.account);
      await specialist.page.goto(`${house.address}/rooms/${consultation}`);
      await enterRoom(specialist.page);
      await expect
        .poll(() => notice(seat), { message: 'in the room', timeout: 30_000 })
        .toContain(words['check.firefoxLoopbackDetail']);
    });
  }

  test('sees and hears when it is set', async ({ openWindow }) => {
    test.setTimeout(180_000);
    const data = newDataFolder();
    const program = await Program.start(data.path, { environment: { MEDIA_HOST: '0.0.0.0' } });
    const { address } = program;
    try {
      const { pair, consultation } = await meeting({ address });
      // Firefox here is English, and a person who never chose reads what the browser asks for.
      await pair.requester.put('/api/session/language', { language: 'es' });
      const specialist = await openWindow({ address });
      // The server stops before the window is closed.
      specialist.watch.allow(/ERR_CONNECTION_REFUSED|WebSocket connection/);
      await signIn(specialist.page, address, pair.specialist.account);
      await specialist.page.goto(`${address}/rooms/${consultation}`);
      await enterRoom(specialist.page);

      const seat = await sit({ address });
      await comeIn(seat, { address }, pair.requester.account);
      await seat.goto(`${address}/rooms/${consultation}`);
      await expect.poll(() => shown(seat)).toContain(es['check.enter']);
      expect(await shown(seat)).not.toContain(es['check.firefoxLoopback']);
      await press(seat, es['check.enter']);
      await expect
        .poll(() => framesShown(seat), { message: 'frames in Firefox', timeout: 40_000 })
        .toBeGreaterThan(20);
      const name = pair.requester.session.person.displayName;
      await expect
        .poll(async () => (await pictures(specialist.page))[name] ?? 0, {
          message: 'frames of Firefox',
          timeout: 40_000,
        })
        .toBeGreaterThan(20);
    } finally {
      await program.stop();
      data.drop();
    }
  });

  test('and a browser that does send there is told nothing', async ({ house, openWindow }) => {
    const { pair, consultation } = await meeting(house);
    const { page } = await openWindow({ address: house.address });
    await signIn(page, house.address, pair.requester.account);
    await page.goto(`${house.address}/rooms/${consultation}`);
    await expect(page.getByRole('heading', { name: es['check.title'] })).toBeVisible();
    await expect(page.getByText(es['check.firefoxLoopback'])).toHaveCount(0);
  });
});

type Where = Pick<House, 'address'>;

async function meeting(house: Where) {
  const pair = await findPair(house.address);
  const { consultation } = await readyToMeet(pair);
  return { pair, consultation };
}

/** Signs in as the sign-in page does. */
async function comeIn(
  seat: Seat,
  house: Where,
  { user, password }: { user: string; password: string },
): Promise<void> {
  const status = await seat.ask<number>(
    `fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: ${JSON.stringify(JSON.stringify({ user, password }))},
    }).then(answer => answer.status)`,
  );
  expect(status).toBeLessThan(300);
  await seat.goto(house.address);
}

function shown(seat: Seat): Promise<string> {
  return seat.ask<string>('document.body.innerText');
}

/** Frames shown of others since it was first asked; Firefox counts none of a stream by itself. */
function framesShown(seat: Seat): Promise<number> {
  return seat.ask<number>(`(() => {
    for (const video of document.querySelectorAll('.tile:not(.tile-own) video')) {
      if (video.counted) continue;
      video.counted = true;
      const count = () => {
        window.framesShown = (window.framesShown ?? 0) + 1;
        video.requestVideoFrameCallback(count);
      };
      video.requestVideoFrameCallback(count);
    }
    return window.framesShown ?? 0;
  })()`);
}

function notice(seat: Seat): Promise<string> {
  return seat.ask<string>(`document.querySelector('.stage-notice')?.innerText ?? ''`);
}

function press(seat: Seat, name: string): Promise<void> {
  return seat.ask(
    `[...document.querySelectorAll('button')]
      .find(each => each.innerText.trim() === ${JSON.stringify(name)}).click()`,
  );
}
