import type { Page } from '@playwright/test';

/**
 * Sells one piece a sale, in turn of these codes, with the exact-cash pilot: the keys that a scanner
 * and a cashier send, given inside the page, so that no line between test and page slows the hands.
 * Each sale is waited for by its number on the screen, `first` to `last`.
 */
export async function sellInPage(
  page: Page,
  gtins: string[],
  { first, last }: { first: number; last: number },
): Promise<void> {
  await page.evaluate(
    async ([codes, from, to]) => {
      const GIVE_UP_MS = 15_000;
      const press = (key: string): boolean =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
        );
      const shown = async (what: string, isThere: () => boolean): Promise<void> => {
        const began = performance.now();
        while (!isThere()) {
          if (performance.now() - began > GIVE_UP_MS) throw new Error(`never shown: ${what}`);
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      };
      const stored = (): string => document.querySelector('.sold-stored')?.textContent ?? '';
      for (let n = from; n <= to; n++) {
        for (const key of [...Array.from(codes[n % codes.length] ?? ''), 'Enter']) press(key);
        await shown(
          `the line of sale ${n}`,
          // Lines of the sale before stand there, unseen, while its change is shown.
          () => document.querySelector('[aria-label="Lines"] li')?.checkVisibility() === true,
        );
        press('F11');
        await shown(`sale ${n}`, () => new RegExp(`-0*${n}$`).test(stored()));
        // For those who take the till's word for it and then pull its plug.
        console.log(`sold ${stored().split(' · ').at(-1)}`);
      }
    },
    [gtins, first, last] as const,
  );
}
