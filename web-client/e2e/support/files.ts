import { randomUUID } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';

/** A file as a test hands it to a page. */
export interface TestFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function png(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('Comment\0Tomada en casa', 'latin1')),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A photograph: skin with a darker spot, and noise, so that it does not pack away. */
export function photograph(name: string, width = 900, height = 600): TestFile {
  const rows = Buffer.alloc(height * (1 + width * 3));
  let seed = 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      const noise = (seed >> 16) & 31;
      const spot = Math.hypot(x - width * 0.55, y - height * 0.45) < height / 5;
      const at = y * (1 + width * 3) + 1 + x * 3;
      rows.set(
        spot ? [110 + noise, 60 + noise, 60 + noise] : [205 + noise, 160 + noise, 130 + noise],
        at,
      );
    }
  }
  return { name, mimeType: 'image/png', buffer: png(width, height, rows) };
}

/** Small, and says that it is enormous. */
export function bomb(name: string): TestFile {
  return { name, mimeType: 'image/png', buffer: png(50_000, 50_000, Buffer.alloc(1_000)) };
}

/** Two pages with a line of text each. */
export function pdf(name: string): TestFile {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>',
    ...[5, 6].map(
      (content) =>
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents ${content} 0 R/Resources<</Font<</F1 7 0 R>>>>>>`,
    ),
    ...['Electrocardiograma', 'Laboratorio'].map((text) => {
      const drawing = `BT /F1 36 Tf 72 640 Td (${text}) Tj ET\n72 600 468 4 re f`;
      return `<</Length ${drawing.length}>>\nstream\n${drawing}\nendstream`;
    }),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const place of places) text += `${String(place).padStart(10, '0')} 00000 n \n`;
  text += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(text, 'latin1') };
}

export function named(name: string, content: string): TestFile {
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(content, 'latin1') };
}

/** Chooses files as a person does in the system's own dialog. */
export async function choose(shelf: Locator, files: TestFile[]): Promise<void> {
  await shelf.locator('input[type=file]').setInputFiles(files);
}

function transfer(page: Page, files: TestFile[]) {
  return page.evaluateHandle(
    (all) => {
      const data = new DataTransfer();
      for (const { name, type, text } of all) {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      return data;
    },
    files.map(({ name, mimeType, buffer }) => ({
      name,
      type: mimeType,
      text: buffer.toString('base64'),
    })),
  );
}

/** Drags files from the desktop onto a place. */
export async function drop(place: Locator, files: TestFile[]): Promise<void> {
  const dataTransfer = await transfer(place.page(), files);
  for (const event of ['dragenter', 'dragover', 'drop']) {
    await place.dispatchEvent(event, { dataTransfer });
  }
}

/** Pastes files from the clipboard. */
export async function paste(page: Page, files: TestFile[]): Promise<void> {
  const data = await transfer(page, files);
  await page.evaluate((clipboardData) => {
    document.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, data);
}

/** Id for a file that a test uploads without a page. */
export function newFileId(): string {
  return randomUUID();
}
