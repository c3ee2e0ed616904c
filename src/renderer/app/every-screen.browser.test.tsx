import axe from 'axe-core';
import { afterAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { saveLook, type Look } from '../shared/look/look-setting.ts';
import { must } from '../../domain/assert.ts';
import { DEV_STATES } from '../testing/dev-states.ts';
import { showApp } from '../testing/show-app.tsx';
import type { ShellState } from './shell-store.ts';

const SIZES: readonly (readonly [number, number])[] = [
  [1366, 768],
  [1920, 1080],
];

type Screen = { state: string } & Pick<ShellState, 'over' | 'dialog' | 'isPaying'>;
const SELL: Screen = { state: 'sell', over: undefined, dialog: undefined, isPaying: false };
/** Each state by itself, and what can lie over a sale. */
const SCREENS: readonly Screen[] = [
  ...Object.keys(DEV_STATES).map((state) => ({ ...SELL, state })),
  { ...SELL, over: 'sync' },
  { ...SELL, over: 'receipts' },
  { ...SELL, state: 'sell-quick-keys', over: 'quick-keys' },
  { ...SELL, over: 'receipts', dialog: 'keys' },
  { ...SELL, dialog: 'keys' },
  { ...SELL, dialog: 'scanner' },
  { ...SELL, dialog: 'look' },
  { ...SELL, state: 'sell-flag', isPaying: true },
];

async function open(
  { state, over, dialog, isPaying }: Screen,
  look: Look = 'light',
): Promise<void> {
  // Before it is drawn: what changes colour takes its time.
  saveLook(localStorage, { look, sounds: false });
  const shell = await showApp(await must(DEV_STATES[state], state)());
  await expect.element(page.getByRole('banner')).toBeVisible();
  shell.setState({ over, dialog, isPaying });
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}

afterAll(() => localStorage.removeItem('look'));

describe.each(SIZES)('at %i×%i', (width, height) => {
  it.each(SCREENS)(
    '$state $over $dialog is accessible and never scrolls sideways',
    async (screen) => {
      await page.viewport(width, height);
      await open(screen);
      const { violations } = await axe.run(document, { resultTypes: ['violations'] });
      expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((one) => one.html) }))).toEqual(
        [],
      );
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      const sideways = Array.from(document.querySelectorAll('main *')).filter(
        (one) =>
          one.scrollWidth > one.clientWidth + 1 &&
          ['auto', 'scroll'].includes(getComputedStyle(one).overflowX),
      );
      expect(sideways.map((one) => one.className)).toEqual([]);
    },
  );

  it.each(SCREENS)(
    '$state $over $dialog has targets of 48 px, tender keys of 60 px (dom-A9)',
    async (screen) => {
      await page.viewport(width, height);
      await open(screen);
      const small = Array.from(document.querySelectorAll('button, [role="tab"], [role="row"]'))
        .map((one) => ({ name: one.textContent, box: one.getBoundingClientRect(), one }))
        // React Aria's way out of a dialog for screen readers is not there to be touched.
        .filter(({ one, box }) => box.width > 0 && one.getAttribute('aria-label') !== 'Dismiss')
        .filter(({ one, box }) => {
          const least = one.closest('.number-pad, .note-keys') === null ? 48 : 60;
          return box.height < least || box.width < 48;
        });
      expect(small.map(({ name, box }) => `${name} ${box.width}×${box.height}`)).toEqual([]);
    },
  );
});

describe.each(['dark', 'contrast'] as const)('in the look %s', (look) => {
  it.each(SCREENS)('$state $over $dialog can be read', async (screen) => {
    await page.viewport(1366, 768);
    await open(screen, look);
    expect(document.documentElement.dataset['theme']).toBe(look);
    const { violations } = await axe.run(document, { runOnly: ['color-contrast'] });
    expect(violations.flatMap(({ nodes }) => nodes.map((one) => one.html))).toEqual([]);
  });
});
