import axe from 'axe-core';
import { afterAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { EVERY_SCREEN, openScreen } from '../testing/every-screen.ts';

const SIZES: readonly (readonly [number, number])[] = [
  [1366, 768],
  [1920, 1080],
];

afterAll(() => localStorage.removeItem('look'));

describe.each(SIZES)('at %i×%i', (width, height) => {
  it.each(EVERY_SCREEN)(
    '$state $over $dialog is accessible and never scrolls sideways',
    async (screen) => {
      await page.viewport(width, height);
      await openScreen(screen);
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

  it.each(EVERY_SCREEN)(
    '$state $over $dialog has targets of 48 px, tender keys of 60 px (dom-A9)',
    async (screen) => {
      await page.viewport(width, height);
      await openScreen(screen);
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
  it.each(EVERY_SCREEN)('$state $over $dialog can be read', async (screen) => {
    await page.viewport(1366, 768);
    await openScreen(screen, { look });
    expect(document.documentElement.dataset['theme']).toBe(look);
    const { violations } = await axe.run(document, { runOnly: ['color-contrast'] });
    expect(violations.flatMap(({ nodes }) => nodes.map((one) => one.html))).toEqual([]);
  });
});
