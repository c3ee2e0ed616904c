import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { PROJECT } from '../host.ts';
import { screenFaults } from './screen-faults.ts';

/** The larger first: each is then a change of size, and so a frame that is drawn anew. */
const SIZES: readonly (readonly [width: number, height: number])[] = [
  [1920, 1080],
  [1366, 768],
];
/** Looks that are only checked and kept beside the test's results, not in the documents. */
const OTHER_LOOKS = [
  { name: 'dark', colorScheme: 'dark', contrast: 'no-preference' },
  { name: 'contrast', colorScheme: 'light', contrast: 'more' },
  { name: 'dark-contrast', colorScheme: 'dark', contrast: 'more' },
] as const;
const DOCUMENTS = path.join(PROJECT, 'docs/images');
const LOOKS = path.join(PROJECT, 'test-results/looks');

/**
 * Draws the screen one is on at both sizes into the documents, and holds it to the rules of drawing:
 * nothing sideways, cut off or too small, in every look readable (axe).
 */
export async function drawScreen(page: Page, name: string): Promise<void> {
  mkdirSync(LOOKS, { recursive: true });
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await settled(page);
    const file = `${name}-${width}x${height}.png`;
    await page.screenshot({ path: path.join(DOCUMENTS, file) });
    expect.soft(await screenFaults(page), file).toEqual([]);
    expect.soft(await unreadable(page), `${file}, axe`).toEqual([]);
  }
  for (const { name: look, ...media } of OTHER_LOOKS) {
    await page.emulateMedia(media);
    await settled(page);
    await page.screenshot({ path: path.join(LOOKS, `${name}-${look}.png`) });
    expect.soft(await unreadable(page), `${name}, ${look}, axe`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
}

/**
 * Draws the screen one is on in another language at both sizes, beside the test's results, and holds it
 * to the rules of drawing: words that are longer than the English ones need their room too.
 */
export async function drawWords(page: Page, language: string, name: string): Promise<void> {
  mkdirSync(LOOKS, { recursive: true });
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await settled(page);
    const file = `${language}-${name}-${width}x${height}.png`;
    await page.screenshot({ path: path.join(LOOKS, file) });
    expect.soft(await screenFaults(page), file).toEqual([]);
  }
}

/** Fonts are there and the new size is drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}

async function unreadable(page: Page): Promise<string[]> {
  // A window of Electron has no second page for axe to work in.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
