import type { Locator, Page } from '@playwright/test';
import { draftRequest, findPair, type Pair, readyToMeet, type Schemas } from './support/api';
import { expect, test } from './support/fixtures';
import { bomb, choose, drop, named, paste, pdf, photograph } from './support/files';
import { lookAt } from './support/looks';
import { button, enterRoom, signIn } from './support/steps';
import { word } from './support/words';

/** What words cannot say: photographs and documents, from the device to beside the picture. */
test.describe('files', () => {
  test.describe.configure({ mode: 'serial', timeout: 180_000 });
  let pair: Pair;
  let draft: Schemas['Request'];

  test.beforeAll(async ({ house }) => {
    test.setTimeout(120_000);
    pair = await findPair(house.address);
    draft = await draftRequest(pair);
  });

  const shelfOf = (page: Page): Locator => page.locator('.shelf').first();
  const line = (page: Page, name: string): Locator =>
    page.locator('.shelf-line', { hasText: name });
  const kept = (page: Page, name: string): Locator =>
    page.getByRole('button', { name: new RegExp(`^${name.replaceAll('.', '\\.')}`) });

  test('arrive dragged, pasted, taken and chosen, and go on after a dropped line', async ({
    house,
    openWindow,
  }) => {
    const { page, watch } = await openWindow({ address: house.address });
    await signIn(page, house.address, pair.requester.account);
    await page.goto(`${house.address}/requests/${draft.id}/edit`);
    const shelf = shelfOf(page);

    await drop(shelf, [photograph('lesión.png')]);
    await expect(kept(page, 'lesión.png')).toBeVisible();
    await expect(line(page, 'lesión.png').locator('img')).toHaveJSProperty('complete', true);

    await paste(page, [pdf('ECG 12 derivaciones.pdf')]);
    await expect(kept(page, 'ECG 12 derivaciones.pdf')).toBeVisible();

    await button(shelf, word('files.camera')).click();
    const dialog = page.getByRole('dialog');
    await expect
      .poll(() => dialog.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth))
      .toBeGreaterThan(0);
    await button(dialog, word('camera.take')).click();
    await expect(dialog.getByAltText(word('camera.taken'))).toBeVisible();
    await button(dialog, word('camera.use')).click();
    await expect(
      page.locator('.shelf-line', { hasText: /foto .*\.jpg/ }).locator('img'),
    ).toBeVisible();

    // The second slice is lost on the way; the file goes on from where the server stands.
    const offsets: number[] = [];
    watch.allow(/ERR_|Failed to load resource/);
    await page.route('**/api/attachments/*/content', async (route) => {
      const request = route.request();
      if (request.method() !== 'PATCH') return route.fallback();
      offsets.push(Number(request.headers()['upload-offset']));
      if (offsets.length === 2) return route.abort('connectionreset');
      return route.fallback();
    });
    await choose(shelf, [photograph('grande.png', 2600, 1800)]);
    await expect(page.getByRole('progressbar').first()).toBeVisible();
    await expect(kept(page, 'grande.png')).toBeVisible({ timeout: 30_000 });
    expect(offsets.slice(0, 3)).toEqual([0, 1 << 20, 1 << 20]);
    await page.unroute('**/api/attachments/*/content');
  });

  test('are cancelled without a trace, and refused with a sentence', async ({
    house,
    openWindow,
  }) => {
    const { page, watch } = await openWindow({ address: house.address });
    watch.allow(/ERR_|Failed to load resource/);
    await signIn(page, house.address, pair.requester.account);
    await page.goto(`${house.address}/requests/${draft.id}/edit`);
    const shelf = shelfOf(page);
    await expect(kept(page, 'grande.png')).toBeVisible();

    await page.route('**/api/attachments/*/content', (route) =>
      route.request().method() === 'PATCH' ? undefined : route.fallback(),
    );
    await choose(shelf, [photograph('otra.png')]);
    await button(page, word('files.cancel', { name: 'otra.png' })).click();
    await expect(line(page, 'otra.png')).toHaveCount(0);
    await page.unroute('**/api/attachments/*/content');

    const cut = pdf('cortado.pdf');
    await choose(shelf, [
      named('foto.jpg', 'PK\u0003\u0004 un zip'),
      named('foto.heic.jpg', '\0\0\0\u0018ftypheic\0\0\0\0'),
      { ...cut, buffer: cut.buffer.subarray(0, 400) },
      bomb('enorme.png'),
    ]);
    const sentences: [string, RegExp][] = [
      ['foto.jpg', /No es una fotografía JPEG o PNG ni un PDF/],
      ['foto.heic.jpg', /HEIC/],
      ['cortado.pdf', /incompleto o dañado/],
      ['enorme.png', /más de lo que se puede mostrar/],
    ];
    for (const [name, sentence] of sentences) {
      await expect(line(page, name).getByText(sentence)).toBeVisible({ timeout: 30_000 });
    }
    await lookAt(page, 'files-shelf');
    const list = await pair.requester.get<Schemas['AttachmentList']>(
      `/api/requests/${draft.id}/attachments`,
    );
    expect(list.items.map(({ name }) => name)).toHaveLength(4);
    for (const [name] of sentences) {
      await button(page, word('files.remove', { name })).click();
      await expect(line(page, name)).toHaveCount(0);
    }
    await button(page, word('request.send')).click();
    await expect(page).toHaveURL(new RegExp(`/requests/${draft.id}$`));
    await expect(kept(page, 'lesión.png')).toBeVisible();
  });

  test('are shown full screen with zoom, by keyboard too', async ({ house, openWindow }) => {
    const { page } = await openWindow({ address: house.address });
    await signIn(page, house.address, pair.specialist.account);
    await page.goto(`${house.address}/inbox/${draft.id}`);
    await kept(page, 'lesión.png').click();
    const viewer = page.getByRole('dialog');
    const picture = viewer.getByRole('img', { name: 'lesión.png' });
    await expect(picture).toBeVisible();
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(900);
    const width = async () => (await picture.boundingBox())?.width ?? 0;
    const before = await width();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await expect.poll(width).toBeGreaterThan(before * 1.4);
    await button(viewer, word('files.fit')).click();
    await expect.poll(width).toBeCloseTo(before, 0);
    await page.keyboard.press('PageDown');
    await expect(viewer.locator('canvas[data-drawn="1"]')).toBeVisible();
    await expect(viewer.getByRole('heading')).toHaveText('ECG 12 derivaciones.pdf');
    const dark = await viewer
      .locator('canvas[data-drawn="1"]')
      .evaluate((page: HTMLCanvasElement) => {
        const { data } = page.getContext('2d')!.getImageData(0, 0, page.width, page.height);
        let count = 0;
        for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 90) count++;
        return count;
      });
    expect(dark, 'ink on the page').toBeGreaterThan(500);
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
    await expect(kept(page, 'lesión.png')).toBeFocused();
    // Pictures last: the list and the request are two pages on a telephone, so that going there and
    // back closes what stood over them.
    await kept(page, 'lesión.png').click();
    await lookAt(page, 'file-photograph');
    await page.reload();
    await kept(page, 'ECG 12 derivaciones.pdf').click();
    await expect(viewer.locator('canvas[data-drawn="1"]')).toBeVisible();
    await lookAt(page, 'file-document');
  });

  test('stand beside the picture in the room', async ({ house, openWindow }) => {
    const request = await pair.requester.get<Schemas['Request']>(`/api/requests/${draft.id}`);
    const { consultation } = await readyToMeet(pair, request);
    const { page } = await openWindow({ address: house.address });
    await signIn(page, house.address, pair.specialist.account);
    await page.goto(`${house.address}/rooms/${consultation}`);
    await enterRoom(page);
    await page.getByRole('tab', { name: new RegExp(`^${word('pane.files')}`) }).click();
    const pane = page.getByRole('tabpanel');
    await expect(pane.getByRole('img', { name: 'lesión.png' })).toBeVisible();
    await lookAt(page, 'room-files');
    await button(pane, word('files.fullScreen')).click();
    await expect(page.getByRole('dialog').getByRole('img', { name: 'lesión.png' })).toBeVisible();
  });
});
