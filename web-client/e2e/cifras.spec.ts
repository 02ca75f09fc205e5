import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type Account, Member, sampleAccounts, type Schemas } from './support/api';
import { expect, test } from './support/fixtures';
import { lookAt } from './support/looks';
import { newDataFolder, Program } from './support/program';
import { choose, signIn } from './support/steps';
import { word } from './support/words';

/**
 * The page of figures over a sample network that has a past: by role, a number that opens its list,
 * the file, the keyboard, and the table beside every chart.
 */
test.describe('Cifras', () => {
  test.describe.configure({ timeout: 120_000 });
  const data = newDataFolder();
  let program: Program;
  let accounts: Account[];
  let national: Schemas['Figures'];

  const account = (user: string): Account => {
    const found = accounts.find((each) => each.user === user);
    if (!found) throw new Error(`the sample has no ${user}`);
    return found;
  };
  const figuresOf = async (user: string): Promise<Schemas['Figures']> => {
    const member = await Member.signIn(program.address, account(user));
    return await member.get<Schemas['Figures']>('/api/figures');
  };

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    program = await Program.start(data.path, { environment: { SAMPLE_HISTORY: 'true' } });
    accounts = await sampleAccounts(program.address);
    await expect
      .poll(
        async () => {
          const health = (await (await fetch(`${program.address}/health/ready`)).json()) as {
            dependencies: { name: string; state: string }[];
          };
          return health.dependencies.find((each) => each.name === 'sample-history')?.state;
        },
        { timeout: 120_000, intervals: [500] },
      )
      .toBe('up');
    national = await figuresOf('julieta.marron');
  });

  test.afterAll(async () => {
    await program.stop();
    data.drop();
  });

  const open = async (page: Page, user: string) => {
    await signIn(page, program.address, account(user));
    await page.goto(`${program.address}/figures`);
    await expect(page.getByRole('table').first()).toBeVisible();
  };
  const figure = (page: Page, name: string) =>
    page.locator('.fg-figure', { hasText: name }).locator('.fg-value');
  const number = (value: number) => new Intl.NumberFormat('es-MX').format(value);

  test('a number of the national coordination opens the list of exactly as many cases', async ({
    openWindow,
  }) => {
    const { page } = await openWindow({ address: program.address });
    await open(page, 'julieta.marron');
    const attentions = figure(page, word('figures.inYear', { year: national.year }));
    await expect(attentions).toHaveText(number(national.inYear.attentions));
    expect(national.total).toBe(120);

    const row = national.by.group[0];
    if (!row) throw new Error('nobody asked');
    const tableRow = page
      .getByRole('row', { name: new RegExp(`^${row.name.replace('OOAD ', '')}`) })
      .first();
    await tableRow.getByRole('link').last().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(word('figures.cases'));
    await expect(page.locator('.page-beside')).toHaveText(
      word('figures.casesOf', { n: row.attentions }),
    );
    await expect(page.locator('tbody tr')).toHaveCount(Math.min(50, row.attentions));
    await expect(page).toHaveURL(new RegExp(`group=${row.id}`));
    await lookAt(page, 'cifras-cases');
  });

  test('directors see figures of their own, no name and no link to a list', async ({
    openWindow,
  }) => {
    const ooad = await figuresOf('guadalupe.leyva');
    const umae = await figuresOf('arturo.casillas');
    expect(ooad.by.group.map((row) => row.id)).toEqual(['baja-california']);
    expect(umae.by.answering.map((row) => row.id)).toEqual(['JCIMS000325']);
    expect(ooad.total).toBeLessThan(national.total);
    const member = await Member.signIn(program.address, account('guadalupe.leyva'));
    await expect(member.get('/api/attentions')).rejects.toThrow(/403/);

    const { page } = await openWindow({ address: program.address });
    await signIn(page, program.address, account('guadalupe.leyva'));
    await expect(page).toHaveURL(/\/figures$/);
    await expect(figure(page, word('figures.inYear', { year: ooad.year }))).toHaveText(
      number(ooad.inYear.attentions),
    );
    await expect(page.locator('.fg-body a')).toHaveCount(0);
    await page.goto(`${program.address}/figures/cases`);
    await expect(page.getByText(word('page.forbiddenDetail'))).toBeVisible();
  });

  test('a unit coordinator reaches numbers by keyboard alone, and Enter opens the list', async ({
    openWindow,
  }) => {
    const { page } = await openWindow({ address: program.address });
    await open(page, 'celia.duarte');
    await page.locator('#content').focus();
    const total = page.locator('.fg-figure').first().getByRole('link');
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      if (await total.evaluate((link) => link === document.activeElement)) break;
    }
    await expect(total).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(word('figures.cases'));
    await expect(page.locator('tbody tr').first()).toContainText('HGZ 8 Ensenada');
    await page.locator('tbody tr').first().getByRole('link').click();
    await expect(page).toHaveURL(/\/requests\//);
    await page.goBack();
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(word('figures.title'));
  });

  test('the chart has its table: pointing at a month shows it in both', async ({ openWindow }) => {
    const { page } = await openWindow({ address: program.address });
    await open(page, 'julieta.marron');
    const chart = page.getByRole('img', { name: word('figures.chart') });
    await expect(chart.locator('canvas')).toBeVisible();
    const months = page.locator('.fg-months');
    await expect(months.locator('thead th')).toHaveCount(national.months.length);
    // From a thousand minutes on, the months are in hours.
    const inHours = national.months.some((month) => (month.p90 ?? 0) >= 1000);
    await expect(months.locator('caption')).toHaveText(
      word(inHours ? 'figures.waitsHours' : 'figures.waits'),
    );
    const shown = (minutes: number) => number(inHours ? Math.round(minutes / 6) / 10 : minutes);
    for (const month of national.months) {
      const cell = months
        .locator('tbody tr')
        .first()
        .locator('td')
        .nth(month.month - 1);
      await expect(cell).toHaveText(month.median === undefined ? '–' : shown(month.median));
    }
    const box = await chart.boundingBox();
    if (!box) throw new Error('the chart has no place');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect(months.locator('thead .fg-pointed')).toHaveCount(1);
    await months.locator('thead th').first().hover();
    await expect(months.locator('thead th').first()).toHaveClass(/fg-pointed/);
    await expect(chart.locator('.u-cursor-x')).toBeVisible();
  });

  test('narrowing, breaking down and the file say the same numbers', async ({ openWindow }) => {
    const { page } = await openWindow({ address: program.address });
    await open(page, 'julieta.marron');
    await choose(page, word('figures.breakdown'), word('figures.by.kind'));
    const emergencies = national.by.kind.find((row) => row.id === 'emergency')?.attentions ?? 0;
    expect(emergencies).toBeGreaterThan(0);
    await expect(
      page.getByRole('row', { name: new RegExp(`^${word('request.kind.emergency')}`) }).first(),
    ).toContainText(number(emergencies));

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const file = readFileSync(await (await download).path(), 'utf8');
    expect(file).toContain(`${word('figures.kilometres')},"${word('figures.roundTrip')}",`);
    for (const row of national.by.unit) expect(file).toContain(`${row.name},${row.attentions},`);
    for (const each of accounts) expect(file).not.toContain(each.name);

    await choose(page, word('request.kind'), word('request.kind.emergency'));
    await expect(figure(page, word('figures.inYear', { year: national.year }))).toHaveText(
      number(emergencies),
    );
  });

  test('opening a list is in the audit trail, reading figures is not', async () => {
    const member = await Member.signIn(program.address, account('celia.duarte'));
    await member.get('/api/figures');
    await member.get('/api/attentions');
    const auditor = await Member.signIn(program.address, account('olivia.santana'));
    const trail = await auditor.get<Schemas['AuditPage']>('/api/audit?limit=100');
    const listed = trail.items.filter((item) => item.operation === 'listAttentions');
    expect(listed[0]?.purpose).toBe('figures.list');
    expect(listed[0]?.patients.length).toBeGreaterThan(0);
    expect(trail.items.some((item) => item.operation === 'getFigures')).toBe(false);
  });

  test('how it looks, in both languages', async ({ openWindow }) => {
    for (const [user, path, name] of [
      ['julieta.marron', '/figures', 'cifras-national'],
      ['arturo.casillas', '/figures', 'cifras-director'],
      ['celia.duarte', '/coordination', 'coordination-ages'],
    ] as const) {
      const { page } = await openWindow({ address: program.address });
      await signIn(page, program.address, account(user));
      await page.goto(program.address + path);
      for (const language of ['es', 'en'] as const) {
        if (language === 'en') await page.getByRole('button', { name: /^EN\b/ }).click();
        await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`));
        await expect(page.getByRole('table').first()).toBeVisible();
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
        await lookAt(page, name);
      }
    }
  });
});
