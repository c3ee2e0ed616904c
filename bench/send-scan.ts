import type { Page } from '@playwright/test';

/**
 * The keys of one code, all on their way at once as a scanner sends them. Typed one by one, each would
 * wait until a busy page has taken the last, and such a pause is what tells fingers from a scanner.
 */
export async function sendScan(page: Page, code: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const keys = [...Array.from(code, (text) => ({ key: text, text })), { key: 'Enter', text: '\r' }];
  await Promise.all(
    keys.flatMap((key) => [
      devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
      devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: key.key }),
    ]),
  );
  await devtools.detach();
}
