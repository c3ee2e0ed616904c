import { expect, type CDPSession, type Page } from '@playwright/test';
import { PIN } from './region.ts';

/** Between two keys of a scanner, seconds. */
const KEY_GAP_S = 0.008;

const CTRL = 2;
/** Keys that write nothing by themselves, with the codes Windows gives them. */
const NAMED: Readonly<Record<string, number>> = { F12: 123, Escape: 27, Delete: 46, Tab: 9 };

function keyOf(name: string) {
  if (name === 'Enter') return { key: name, code: name, text: '\r', windowsVirtualKeyCode: 13 };
  if (name === '\u001d') {
    const modifiers = CTRL;
    return { key: ']', code: 'BracketRight', text: '', modifiers, windowsVirtualKeyCode: 221 };
  }
  const named = NAMED[name];
  if (named !== undefined) {
    return { key: name, code: name, text: '', windowsVirtualKeyCode: named };
  }
  const code = /^[0-9]$/.test(name)
    ? `Digit${name}`
    : /^[a-z]$/i.test(name)
      ? `Key${name.toUpperCase()}`
      : '';
  return { key: name, code, text: name, windowsVirtualKeyCode: name.toUpperCase().charCodeAt(0) };
}

/** The till as a cashier uses it: keys, scans and what stands on the screen. */
export class TillPage {
  readonly page: Page;
  private scanner: Promise<CDPSession> | undefined;

  constructor(page: Page) {
    this.page = page;
  }

  async enrol(code: string): Promise<void> {
    await this.page.getByLabel('Code').fill(code);
    await this.page.getByRole('button', { name: /^Enrol/ }).click();
    await this.staffShown();
  }

  /** The first pull brings the store's people. */
  async staffShown(): Promise<void> {
    await expect(this.page.getByText('Ada Krüger').first()).toBeVisible({ timeout: 20_000 });
  }

  async signIn(): Promise<void> {
    await this.page.getByText('Ada Krüger').first().click();
    await this.page.getByLabel('PIN').fill(PIN);
    await this.page.getByRole('button', { name: /^Sign in/ }).click();
    await expect(this.page.getByLabel('PIN')).toBeHidden({ timeout: 15_000 });
  }

  /** A shift that came back from head office meanwhile goes on: then there is none to open (OO6). */
  async openShift(float = '10000'): Promise<void> {
    const selling = this.page.getByLabel('Scan or search');
    await expect(async () => {
      if (await selling.isVisible()) return;
      await this.page.locator('form input').first().fill(float, { timeout: 2000 });
      await this.page.getByRole('button', { name: /^Open shift/ }).click({ timeout: 2000 });
      await expect(selling).toBeVisible({ timeout: 5000 });
    }).toPass({ timeout: 30_000 });
  }

  /**
   * A keyboard-wedge scanner: a fast burst ended by Enter. Each key carries the time a scanner would
   * give it, so that a busy machine does not turn the scan into slow typing.
   */
  async scan(code: string): Promise<void> {
    await this.scanKeys([...Array.from(code), 'Enter']);
  }

  /** Any keys as a scanner sends them, `gapS` apart; the GS1 separator as Ctrl+]. */
  async scanKeys(keys: readonly string[], gapS = KEY_GAP_S): Promise<void> {
    this.scanner ??= this.page.context().newCDPSession(this.page);
    const session = await this.scanner;
    const begun = Date.now() / 1000;
    await Promise.all(
      keys.flatMap((name, i) => {
        const { text, ...key } = keyOf(name);
        const stamped = { ...key, timestamp: begun + i * gapS };
        const down =
          text === '' ? { type: 'rawKeyDown' as const } : { type: 'keyDown' as const, text };
        return [
          session.send('Input.dispatchKeyEvent', { ...down, ...stamped }),
          session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stamped }),
        ];
      }),
    );
  }

  get lines() {
    return this.page.getByRole('list', { name: 'Lines' }).getByRole('listitem');
  }

  /** Pays the exact amount in cash and waits until the till says that it is done. */
  async payExact(): Promise<void> {
    await this.page.keyboard.press('F12');
    await expect(this.page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
    await this.page.keyboard.press('F11');
    await this.page.keyboard.press('Enter');
    await this.soldShown();
  }

  async soldShown(): Promise<void> {
    await expect(this.page.getByRole('region', { name: 'Receipt' })).toBeVisible();
  }

  async nextCustomer(): Promise<void> {
    // The screen ignores the second half of a double press; a person presses again.
    await expect(async () => {
      await this.page.keyboard.press('Enter');
      await expect(this.page.getByLabel('Scan or search')).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 10_000 });
  }

  /** One whole sale of these articles. */
  async sell(gtins: readonly string[]): Promise<void> {
    for (const [i, gtin] of gtins.entries()) {
      await this.scan(gtin);
      // By pieces: a second one of an article adds no line, and who pays before it is there pays less.
      const taken = new RegExp(`^[0-9]+ lines? · ${i + 1} items?$`);
      await expect(this.page.getByText(taken)).toBeVisible();
      await expect(this.lines).toHaveCount(new Set(gtins.slice(0, i + 1)).size);
    }
    await this.payExact();
    await this.nextCustomer();
  }

  /** The n-th sale of the series, with the exact-cash pilot: one scan, one key, no press for Next. */
  async sellQuick(gtin: string, n: number): Promise<void> {
    await this.scan(gtin);
    await expect(this.lines).toHaveCount(1);
    await this.page.keyboard.press('F11');
    const number = new RegExp(`Sold and stored · .*-0*${n}$`);
    await expect(this.page.getByText(number)).toBeVisible();
  }

  /** The head-office screen says that nothing was set aside; leaves it again. */
  async nothingParked(): Promise<void> {
    await this.page.keyboard.press('F10');
    await expect(this.page.getByText('Head office took every record it was sent.')).toBeVisible();
    await this.page.keyboard.press('Escape');
  }

  async allConfirmed(timeout = 60_000): Promise<void> {
    await expect(this.page.getByText(/every sale is at head office/i).first()).toBeVisible({
      timeout,
    });
  }
}
