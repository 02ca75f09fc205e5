import type { Page } from '@playwright/test';
import { keepHours, receiveAnyTime } from './support/agendas';
import {
  findPair,
  giveConsent,
  Member,
  type Pair,
  type Schemas,
  submitRequest,
} from './support/api';
import { accountOf, expect, test } from './support/fixtures';
import { expectAccessible } from './support/looks';
import { button, choose, enterRoom, signIn } from './support/steps';
import { either, word } from './support/words';

type Place = Schemas['FreePlace'];

const DAY_MILLIS = 86_400_000;

/** What an agenda page and a time page show of a clock. */
function clock(instant: string, zone: string | undefined): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone ?? 'UTC',
  }).format(new Date(instant));
}

/** How many days after today an instant is, by a unit's own calendar. */
function daysUntil(instant: string, zone: string | undefined): number {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone ?? 'UTC' });
  const midnight = (at: Date) => Date.parse(`${day.format(at)}T00:00:00Z`);
  return (midnight(new Date(instant)) - midnight(new Date())) / DAY_MILLIS;
}

async function places(member: Member, request: string): Promise<Place[]> {
  const page = await member.get<Schemas['FreePlaces']>(`/api/requests/${request}/places?limit=200`);
  return page.items;
}

test.describe('at a time', () => {
  test.describe.configure({ mode: 'serial', timeout: 120_000 });
  let pair: Pair;
  let otherPair: Pair;

  test.beforeAll(async ({ house }) => {
    pair = await findPair(house.address);
    const elsewhere = accountOf(house, 'physician', 8);
    const other = await Member.signIn(house.address, elsewhere);
    expect(other.session.grants[0]?.unit).not.toBe(pair.requester.session.grants[0]?.unit);
    otherPair = { ...pair, requester: other };
    await keepHours(pair.specialist, []);
    await keepHours(pair.second, []);
  });

  test('hours are kept by page; two want one place; moved, seen by both, let go', async ({
    house,
    openWindow,
  }) => {
    const request = (await submitRequest(pair)).id;
    const otherRequest = (await submitRequest(otherPair)).id;
    const answers = (await openWindow({ address: house.address })).page;
    const windows = [
      await openWindow({ address: house.address }),
      await openWindow({ address: house.address }),
    ] as const;
    // Whoever comes second is told so by the server.
    for (const { watch } of windows) watch.allow(/409 \(Conflict\).*\/book/);
    const [asks, asksToo] = [windows[0].page, windows[1].page];
    await signIn(answers, house.address, pair.specialist.account);
    await signIn(asks, house.address, pair.requester.account);
    await signIn(asksToo, house.address, otherPair.requester.account);

    await test.step('nobody has hours yet', async () => {
      await asks.goto(`${house.address}/requests/${request}`);
      await asks.getByRole('link', { name: word('requests.step.choose-time') }).click();
      await expect(asks.getByText(word('time.none'))).toBeVisible();
      await expect(asks.getByText(/Sin horario en la agenda/)).toBeVisible();
    });

    await test.step('a specialist keeps hours of the weekday after next', async () => {
      await answers.goto(`${house.address}/agenda`);
      await answers.getByRole('link', { name: word('agenda.hours') }).click();
      const weekday = new Intl.DateTimeFormat('es-MX', {
        weekday: 'long',
        timeZone: 'America/Mexico_City',
      }).format(Date.now() + 2 * DAY_MILLIS);
      const day = answers.getByRole('group', { name: weekday, exact: true });
      await day.getByRole('button', { name: word('hours.addOn', { day: weekday }) }).click();
      await type(answers, day, word('hours.from'), '0700');
      await type(answers, day, word('hours.to'), '0900');
      await expect(day.getByText(word('hours.slots', { n: 4 }))).toBeVisible();
      await expectAccessible(answers, 'hours');
      await button(answers, word('hours.save')).click();
      await expect(answers.getByText(word('hours.saved'))).toBeVisible();
      await answers.reload();
      await expect(day.getByText(word('hours.slots', { n: 4 }))).toBeVisible();
    });

    const free = await places(pair.requester, request);
    const [first, second, third] = free;
    if (!first || !second || !third) throw new Error('the hours give no places');
    const zones = await Promise.all(
      [pair, otherPair].map(async ({ requester }) => zoneOf(requester)),
    );

    await test.step('both hospitals’ clocks, the soonest first', async () => {
      await asks.reload();
      const row = asks.getByRole('radio').first();
      await expect(row).toHaveAccessibleName(
        new RegExp(`${clock(first.start, zones[0])}.*${clock(first.start, first.specialist.zone)}`),
      );
      await expect(asks.getByText(/hora del Noroeste/).first()).toBeVisible();
    });

    await test.step('two press for one place: one has it, the other is told', async () => {
      await asksToo.goto(`${house.address}/requests/${otherRequest}/time`);
      for (const page of [asks, asksToo]) {
        await page.getByRole('radio').first().check({ force: true });
      }
      const press = (page: Page) => page.getByRole('button', { name: /^Reservar / }).click();
      await Promise.all([press(asks), press(asksToo)]);
      const outcome = async (page: Page) => {
        const told = page.getByText(/se acaba de ocupar/);
        await expect(told.or(page.getByText(word('time.booked'))).first()).toBeVisible();
        return told.isVisible();
      };
      const lost = [await outcome(asks), await outcome(asksToo)];
      expect(lost.filter(Boolean)).toHaveLength(1);
      const [loser, request2] = lost[0] ? [asks, request] : [asksToo, otherRequest];
      await expect(loser.getByText(word('time.takenDetail'))).toBeVisible();
      await expect(loser.getByText(word('time.occupied'))).toBeVisible();
      await expectAccessible(loser, 'a taken place');
      await loser.getByRole('radio').first().check({ force: true });
      await press(loser);
      await expect(loser.getByText(word('time.booked'))).toBeVisible();
      const booked = await pair.specialist.get<Schemas['Request']>(`/api/requests/${request2}`);
      expect(booked.appointment?.start).toBe(second.start);
    });

    await test.step('a move asks for a reason and keeps the old place until then', async () => {
      await asks.goto(`${house.address}/requests/${request}`);
      await asks.getByRole('link', { name: word('appointment.move') }).click();
      await expect(asks.getByText(word('time.nowDetail'))).toBeVisible();
      const wanted = clock(third.start, zones[0]);
      await asks
        .getByRole('radio', { name: new RegExp(wanted) })
        .first()
        .check({ force: true });
      await asks.getByRole('button', { name: /^Mover a / }).click();
      await expect(asks.getByText(word('time.whyFirst')).first()).toBeVisible();
      await choose(asks, word('event.reason'), word('reason.patient-unavailable'));
      await asks.getByRole('button', { name: /^Mover a / }).click();
      await expect(asks.getByText(word('time.moved'))).toBeVisible();
      const moved = await pair.requester.get<Schemas['Request']>(`/api/requests/${request}`);
      expect(moved.appointment?.start).toBe(third.start);
      expect(moved.history.at(-1)?.reason).toBe('patient-unavailable');
    });

    await test.step('the day of both sides', async () => {
      for (const [page, zone] of [
        [answers, third.specialist.zone],
        [asks, zones[0]],
      ] as const) {
        await page.goto(`${house.address}/agenda`);
        // Near midnight it is another day here than there.
        for (let days = daysUntil(third.start, zone); days > 0; days--) {
          await page.getByRole('button', { name: word('agenda.after') }).click();
        }
        const row = page.getByRole('row').filter({ hasText: 'Quintanar' });
        await expect(row.filter({ hasText: clock(third.start, zone) }).first()).toBeVisible();
        await expectAccessible(page, 'the day');
      }
      await expect(answers.getByText(new RegExp(`^${word('agenda.free')}`)).first()).toBeVisible();
    });

    await test.step('letting go asks for a reason; the request waits again', async () => {
      await asks.goto(`${house.address}/requests/${request}`);
      await button(asks, word('appointment.unbook')).click();
      const dialog = asks.getByRole('dialog');
      await choose(dialog, word('event.reason'), word('reason.patient-unavailable'));
      await button(dialog, word('event.unbookTitle')).click();
      await expect(asks.getByText(word('state.SUBMITTED')).first()).toBeVisible();
      const freed = await places(pair.requester, request);
      expect(freed.some((place) => place.start === third.start)).toBe(true);
    });
  });

  test('the room opens before its time, every page reminds, both meet', async ({
    house,
    openWindow,
  }) => {
    const administrator = await Member.signIn(house.address, accountOf(house, 'administrator'));
    const reason = await receiveAnyTime(pair, administrator);
    const soon = await submitRequest({ ...pair, reason });
    const later = await submitRequest({ ...otherPair, reason });
    const asks = (await openWindow({ address: house.address })).page;
    const answers = (await openWindow({ address: house.address })).page;
    await signIn(asks, house.address, pair.requester.account);
    await signIn(answers, house.address, pair.specialist.account);

    const book = async (member: Member, request: Schemas['Request'], from: number) => {
      const place = (await places(member, request.id)).find(
        (one) => Date.parse(one.start) > Date.now() + from,
      );
      if (!place) throw new Error('no place');
      return member.post<Schemas['Request']>(`/api/requests/${request.id}/book`, {
        version: request.version,
        start: place.start,
        specialist: place.specialist.person,
        unit: place.specialist.unit,
      });
    };
    const ahead = await book(otherPair.requester, later, 25 * 60_000);
    expect(ahead.consultation).toBeUndefined();
    await expect(answers.getByText(/La sala abre a las/)).toBeVisible();

    const near = await book(pair.requester, soon, 60_000);
    const time = clock(near.appointment?.start ?? '', await zoneOf(pair.requester));
    await expect(asks.getByText(new RegExp(`^Cita a las ${time}, hora del`))).toBeVisible();
    await expect(asks.getByText(word('reminder.open'))).toBeVisible();
    await expectAccessible(asks, 'a reminder');
    const still = await otherPair.requester.get<Schemas['Request']>(`/api/requests/${later.id}`);
    expect(still.consultation).toBeUndefined();

    const open = await pair.requester.get<Schemas['Request']>(`/api/requests/${soon.id}`);
    await giveConsent(pair.requester, open.consultation ?? '');
    for (const page of [asks, answers]) {
      await page
        .getByRole('link', { name: either('agenda.enter') })
        .first()
        .click();
      await enterRoom(page);
    }
    await expect
      .poll(async () => {
        const met = await pair.requester.get<Schemas['Request']>(`/api/requests/${soon.id}`);
        return met.state;
      })
      .toBe('IN_CONSULTATION');
  });
});

/** The zone of the unit where somebody asks. */
async function zoneOf(member: Member): Promise<string> {
  const units = await member.get<Schemas['UnitPage']>('/api/units?limit=100');
  const mine = member.session.grants[0]?.unit;
  return units.items.find((unit) => unit.id === mine)?.zone ?? 'UTC';
}

/** Types a clock into a field of segments. */
async function type(
  page: Page,
  scope: ReturnType<Page['getByRole']>,
  label: string,
  digits: string,
): Promise<void> {
  await scope
    .getByRole('group', { name: label, exact: true })
    .getByRole('spinbutton')
    .first()
    .click();
  await page.keyboard.type(digits);
}
