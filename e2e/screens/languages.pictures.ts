import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { PROJECT } from '../host.ts';
import { EVA, PIN, PROFILE, supervisorRow } from '../region.ts';
import { TillMachine } from '../till-machine.ts';
import { drawWords } from './picture-book.ts';
import { barcodeOf, shopRows } from './shop.ts';

/** The till of a store that speaks a language: what one reads there is found by its English sentence. */
class WordyTill {
  readonly page: Page;
  private readonly language: string;
  private readonly words: Readonly<Record<string, string>>;

  constructor(page: Page, language: string) {
    this.page = page;
    this.language = language;
    const file = path.join(PROJECT, `src/renderer/words/${language}.json`);
    this.words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  }

  says(english: string): string {
    const said = this.words[english];
    expect(said, english).toBeDefined();
    return said ?? '';
  }

  button(english: string): Locator {
    return this.page.getByRole('button', { name: this.says(english) });
  }

  draw(name: string): Promise<void> {
    return drawWords(this.page, this.language, name);
  }

  async more(english: string): Promise<void> {
    await this.page.keyboard.press('F5');
    await this.page
      .getByRole('dialog')
      .getByRole('button', { name: this.says(english) })
      .click();
  }

  /** Eva signs for what somebody else asked. */
  async sign(): Promise<void> {
    await this.page.getByRole('dialog').locator('input').first().fill(EVA.number);
    await this.page.getByLabel(this.says('PIN of who signs')).fill(EVA.pin);
    await this.page.keyboard.press('Enter');
  }

  async signIn(name: string, pin: string): Promise<void> {
    await this.page.getByText(name).first().click({ timeout: 20_000 });
    await this.page.getByLabel('PIN').fill(pin);
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByLabel('PIN')).toBeHidden({ timeout: 15_000 });
  }
}

const NOTES = { '100,00': '1', '50,00': '1', '20,00': '2' };

for (const language of ['de', 'es', 'fr'])
  test(`LANG3: a shift is sold, counted and closed, and a store's day seen, in ${language}`, async ({
    openStore,
    launchTill,
    freshProfile,
  }) => {
    test.setTimeout(300_000);
    const store = await openStore((number) => [
      ...shopRows(),
      supervisorRow(number),
      { ds: 'store', k: number, op: 'put', v: { ...PROFILE, store: number, language } },
    ]);
    const machine = new TillMachine(store, launchTill, freshProfile);
    const { page, till } = await machine.start();
    await page
      .locator('form input')
      .first()
      .fill(await store.enrolmentCode('01'));
    await page.keyboard.press('Enter');
    await till.staffShown();
    const wordy = new WordyTill(page, language);
    await wordy.signIn('Ada Krüger', PIN);
    await page.locator('form input').first().fill('20000');
    await wordy.draw('open-shift');
    await wordy.button('Open shift').click();
    await expect(page.getByLabel(wordy.says('Scan or search'))).toBeVisible({ timeout: 20_000 });
    for (const name of ['Laugenbrezel', 'Cappuccino', 'Küchenrolle 4 Stück']) {
      await till.scan(barcodeOf(name));
      await expect(page.getByText(name).first()).toBeVisible();
    }
    await wordy.draw('selling');
    await page.keyboard.press('F12');
    await page.keyboard.press('F11');
    await wordy.draw('paying');
    await page.keyboard.press('Enter');
    await expect(wordy.button('Next customer')).toBeVisible();
    await wordy.draw('sold');
    await expect(async () => {
      await page.keyboard.press('Enter');
      await expect(wordy.button('Next customer')).toBeHidden({ timeout: 500 });
    }).toPass({ timeout: 10_000 });
    await page.keyboard.press('F5');
    await wordy.draw('more');
    await page.keyboard.press('Escape');
    await wordy.more('Cash in or out');
    await wordy.button('To the safe').click();
    await wordy.draw('cash-move');
    await page.keyboard.press('Escape');
    await wordy.more('X report');
    await wordy.draw('signature');
    await wordy.sign();
    await expect(wordy.button('Print')).toBeVisible();
    await wordy.draw('x-report');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('F10');
    await wordy.draw('head-office');
    await page.keyboard.press('Escape');

    await wordy.more('Close the shift');
    await wordy.draw('closing-open');
    await wordy.button('Count the drawer').click();
    const pieces = page.getByRole('group', { name: wordy.says('Coins and notes') });
    for (const [value, count] of Object.entries(NOTES))
      await pieces.getByLabel(new RegExp(`^${value}`)).fill(count);
    await wordy.draw('closing-count');
    await page.keyboard.press('F12');
    await expect(page.getByRole('heading', { name: wordy.says('The count is off') })).toBeVisible();
    await wordy.draw('closing-off');
    await wordy.button('Count again').click();
    const rest = { '5,00': '2', '2,00': '2', '1,00': '2', '0,50': '1', '0,20': '1', '0,10': '1' };
    for (const [value, count] of Object.entries({ ...NOTES, ...rest, '0,02': '2' }))
      await pieces.getByLabel(new RegExp(`^${value}`)).fill(count);
    await page.keyboard.press('F12');
    // It is right now; but she has seen what should be there, so somebody signs.
    await expect(
      page.getByRole('heading', { name: wordy.says('An earlier count was far off') }),
    ).toBeVisible();
    await wordy.button('Nobody knows').click();
    await wordy.draw('closing-again');
    await page.keyboard.press('F12');
    await wordy.sign();
    await expect(wordy.button('Next shift')).toBeVisible();
    await wordy.draw('closed');
    await wordy.button('Next shift').click();
    await wordy.draw('next-shift');
    await page.keyboard.press('F8');
    await wordy.sign();
    await expect(page.getByRole('dialog', { name: wordy.says('The store’s day') })).toBeVisible();
    await expect(page.getByRole('dialog').getByRole('table').first()).toBeVisible();
    await wordy.draw('store-day');
  });
