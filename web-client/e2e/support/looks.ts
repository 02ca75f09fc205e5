import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { projectFolder } from './program';

const pictures = join(projectFolder, 'build', 'pictures');
const sizes = [
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
];

/** axe-core finds nothing on the page as it stands. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  // No page of ours has frames; without looking into them axe needs no second page each time.
  const found = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const lines = found.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html} - ${node.failureSummary ?? ''}`),
  );
  expect(lines, `axe on ${name}`).toEqual([]);
}

/** Nothing sticks out sideways: a page that scrolls horizontally is broken on a telephone. */
async function expectFits(page: Page, name: string): Promise<void> {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess, `${name} sticks out by`).toBeLessThanOrEqual(0);
}

/** The page is laid out anew and what moves but for ever has come to rest. */
async function steady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    await frame();
    await frame();
    const finite = document
      .getAnimations()
      .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(finite.map((each) => each.finished));
    await frame();
  });
}

/** Keeps a picture of the page at both sizes in build/pictures, and looks with axe at both. */
export async function lookAt(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const before = page.viewportSize();
  const language = await page.evaluate(() => document.documentElement.lang);
  for (const size of sizes) {
    const title = `${name}-${language}-${size.width}x${size.height}`;
    await page.setViewportSize(size);
    await steady(page);
    await page.screenshot({ path: join(pictures, `${title}.png`) });
    await expectFits(page, title);
    await expectAccessible(page, title);
  }
  if (before) await page.setViewportSize(before);
}
