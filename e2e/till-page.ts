import { expect, type Page } from '@playwright/test';
import { PIN } from './region.ts';

/** The till as a cashier uses it: keys, scans and what stands on the screen. */
export class TillPage {
  readonly page: Page;

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

  async openShift(float = '10000'): Promise<void> {
    await this.page.locator('form input').first().fill(float);
    await this.page.getByRole('button', { name: /^Open shift/ }).click();
    await expect(this.page.getByLabel('Scan or search')).toBeVisible();
  }

  /** A keyboard-wedge scanner: a fast burst ended by Enter. */
  async scan(gtin: string): Promise<void> {
    await this.page.keyboard.type(gtin, { delay: 2 });
    await this.page.keyboard.press('Enter');
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
      await expect(this.page.getByText(/^[0-9]+ lines? · /).first()).toBeVisible();
      await expect(this.lines).toHaveCount(new Set(gtins.slice(0, i + 1)).size);
    }
    await this.payExact();
    await this.nextCustomer();
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
