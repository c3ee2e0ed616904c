import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, test } from './fixtures.ts';
import { ARTICLES, EVA, supervisorRow, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';

const [milk] = ARTICLES.map((a) => a.gtin.slice(1)) as [string];

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore((store) => [supervisorRow(store)]);
});

async function more(page: Page, choice: string): Promise<void> {
  await page.keyboard.press('F5');
  await page.getByRole('dialog').getByRole('button', { name: choice }).click();
}

async function sign(page: Page): Promise<void> {
  await page.getByLabel('Number of who signs').fill(EVA.number);
  await page.getByLabel('PIN of who signs').fill(EVA.pin);
  await page.keyboard.press('Enter');
}

/** Roles of a tagged PDF's structure, top to bottom. */
function rolesOf(node: unknown): string[] {
  const { role, children = [] } = node as { role?: string; children?: unknown[] };
  return [...(role === undefined ? [] : [role]), ...children.flatMap(rolesOf)];
}

async function readPdf(
  file: string,
): Promise<{ text: string; pages: number; roles: string[]; title: unknown }> {
  const pdf = await getDocumentProxy(new Uint8Array(readFileSync(file)));
  const { text } = await extractText(pdf, { mergePages: true });
  const tree: unknown = await (await pdf.getPage(1)).getStructTree();
  const { info } = await pdf.getMetadata();
  return {
    text,
    pages: pdf.numPages,
    roles: rolesOf(tree),
    title: (info as { Title?: unknown }).Title,
  };
}

test('FILE1 FILE2 X, Z and the store’s day are saved as tagged PDF and as table; a Z is a COPY, on every page', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const folder = freshProfile();
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { till, page } = await machine.open('01', { EVERTILL_EXPORT_DIR: folder });
  await till.sell([milk]);
  const named = (ending: string): string => {
    const name = readdirSync(folder).find((one) => one.endsWith(ending));
    return path.join(folder, name ?? `no ${ending}`);
  };

  await more(page, 'X report');
  await sign(page);
  await expect(page.getByText('Cash expected')).toBeVisible();
  await page.keyboard.press('F8');
  await expect(page.getByText(/^Saved as .*\.pdf$/).first()).toBeVisible();
  const x = await readPdf(named('.pdf'));
  expect(x.text).toContain('X report');
  expect(x.text).toMatch(/Cash expected\s+101,49/);
  expect(x.text).toContain('1 / 1');
  expect(x.text).toMatch(/Till \d{4}-01/);
  expect(x.text).not.toContain('COPY');
  expect(x.title).toMatch(/^X report/);
  expect(x.roles).toEqual(expect.arrayContaining(['H1', 'Table', 'TR', 'TH', 'TD']));
  // Nothing of the screen is on it.
  expect(x.text).not.toContain('Save as PDF');
  await page.keyboard.press('F9');
  await expect(page.getByText(/^Saved as .*\.csv$/).first()).toBeVisible();
  expect(readFileSync(named('.csv'), 'utf8')).toMatch(/^\uFEFFX report,.*\r\n/);
  expect(readFileSync(named('.csv'), 'utf8')).toContain('"101,49"');
  await page.keyboard.press('Escape');

  await more(page, 'Close the shift');
  await page.getByRole('button', { name: 'Count the drawer' }).click();
  const pieces = page.getByRole('group', { name: 'Coins and notes' });
  const counted = { '50,00': '2', '1,00': '1', '0,20': '2', '0,05': '1', '0,02': '2' };
  for (const [value, count] of Object.entries(counted))
    await pieces.getByLabel(new RegExp(`^${value}`)).fill(count);
  await page.keyboard.press('F12');
  await expect(page.getByRole('heading', { name: 'The count is right' })).toBeVisible();
  await page.getByRole('button', { name: /^Close the shift/ }).click();
  await expect(page.getByText(/^The shift is closed: .*-Z0001$/)).toBeVisible();
  await page.getByRole('button', { name: 'Next shift' }).click();
  await page.getByRole('button', { name: /^Open shift/ }).click();
  await expect(page.getByLabel('Scan or search')).toBeVisible();
  await more(page, 'Z reports');
  await expect(page.getByText('Grand total net')).toBeVisible();
  await page.keyboard.press('F8');
  await expect(page.getByText(/^Saved as .*-Z0001-copy-1\.pdf$/).first()).toBeVisible();
  const z = await readPdf(named('-copy-1.pdf'));
  expect(z.text).toMatch(/Z report \d{4}-01-A-Z0001/);
  // In the head of every page and above the figures.
  expect(z.text.match(/COPY 1/g)).toHaveLength(z.pages + 1);
  expect(z.text).toContain(`${z.pages} / ${z.pages}`);
  await page.keyboard.press('Escape');

  await more(page, 'The store’s day');
  await sign(page);
  await expect(page.getByRole('button', { name: 'Save as PDF' })).toBeEnabled();
  await page.keyboard.press('F8');
  await expect(page.getByText(/^Saved as .*-day-.*\.pdf$/).first()).toBeVisible();
  const day = await readPdf(named(`-day-${new Date().toISOString().slice(0, 10)}.pdf`));
  expect(day.text).toMatch(/\d{4}-01-A-Z0001/);
  expect(day.roles.filter((role) => role === 'Table').length).toBeGreaterThanOrEqual(3);
});
