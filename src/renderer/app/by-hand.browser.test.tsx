import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FAKE_EXPORT } from '../testing/fake-hand-over.ts';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { OFFLINE, ONLINE } from '../testing/fake-view.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

const CODE = FAKE_EXPORT.code;
const exportButton = () => page.getByRole('button', { name: /^Export what waits/ });

async function openHeadOffice(till: FakeTill): Promise<void> {
  await showApp(till);
  await userEvent.keyboard('{F10}');
  await expect.element(exportButton()).toBeVisible();
}

async function faults(): Promise<unknown[]> {
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  const { scrollWidth } = document.documentElement;
  const sideways = scrollWidth > innerWidth ? [`${scrollWidth} px wide`] : [];
  return [...sideways, ...violations.map(({ id, nodes }) => [id, nodes.map((one) => one.html)])];
}

beforeEach(async () => page.viewport(1366, 768));

describe('exporting what waits', () => {
  it('EX6 peers-18 shows the code once, where the file is and what to do, by keys alone', async () => {
    const till = createFakeTill({ sync: OFFLINE });
    const made = till.hold('export-waiting');
    await openHeadOffice(till);
    await userEvent.keyboard('{F6}');
    const dialog = page.getByRole('dialog', { name: 'Export what waits' });
    await expect.element(dialog).toBeVisible();
    till.show({ handOver: { doing: 'export', done: 6, total: 12 } });
    await expect.element(page.getByText('Sealing the file … 6 of 12 records')).toBeVisible();
    made();
    await expect.element(page.getByText(CODE)).toBeVisible();
    await expect.element(page.getByText(FAKE_EXPORT.path)).toBeVisible();
    await expect.element(page.getByText(/They also stay on this till/)).toBeVisible();
    // A key pressed by habit must not take the code away.
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByText(CODE)).toBeVisible();
    await page.getByRole('button', { name: 'Copy' }).click();
    expect(getSelection()?.toString()).toBe(CODE);
    await page.getByRole('button', { name: 'I have kept the code' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(document.body.textContent).not.toContain(CODE);
    expect(callsOf(till, 'export-waiting')).toHaveLength(1);
  });

  it('EX6 says why there is nothing to export', async () => {
    const till = createFakeTill({ sync: ONLINE });
    await openHeadOffice(till);
    await expect.element(exportButton()).toBeDisabled();
    await expect
      .element(exportButton())
      .toHaveAccessibleDescription(
        'Nothing waits here: every record of this till is at both sites.',
      );
    await userEvent.keyboard('{F6}');
    expect(callsOf(till, 'export-waiting')).toEqual([]);
  });

  it('EX6 a disk that is full is told with the next step, and closes', async () => {
    const till = createFakeTill({ sync: OFFLINE });
    till.refuse('export-waiting', { kind: 'disk-full', next: 'The disk is full. Free space.' });
    await openHeadOffice(till);
    await exportButton().click();
    await expect.element(page.getByText('The disk is full. Free space.')).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });
});

describe('importing a file', () => {
  const file = () => new File(['sealed'], 'evertill-export-0417-03-20261121-1705.evertill');
  const choose = async (): Promise<void> => {
    const input = document.querySelector('input[type=file]');
    if (!(input instanceof HTMLInputElement)) throw new Error('no field for a file');
    await userEvent.upload(input, file());
  };

  it('EX3 takes file and code, and says whose records are at head office now', async () => {
    const till = createFakeTill({ sync: ONLINE });
    await openHeadOffice(till);
    await page.getByRole('button', { name: 'Import a file' }).click();
    const hand = page.getByRole('button', { name: 'Import', exact: true });
    await expect.element(hand).toBeDisabled();
    await choose();
    await expect.element(page.getByText(file().name)).toBeVisible();
    await page.getByRole('textbox', { name: 'Code of the file' }).fill(CODE.toLowerCase());
    await expect.element(hand).toBeEnabled();
    await page.getByRole('textbox', { name: 'Code of the file' }).click();
    await userEvent.keyboard('{Enter}');
    await expect
      .element(
        page.getByText(/12 records of till eu-0417-03 are at head office, site A; 9 were new/),
      )
      .toBeVisible();
    const sent = callsOf(till, 'import-file') as { bytes: Uint8Array; code: string }[];
    expect(sent.map(({ code, bytes }) => [code, new TextDecoder().decode(bytes)])).toEqual([
      [CODE, 'sealed'],
    ]);
  });

  it('EX2 a wrong code is told in words, and can be typed again', async () => {
    const till = createFakeTill({ sync: ONLINE });
    till.refuse('import-file', { kind: 'wrong-code', next: 'The code does not fit this file.' });
    await openHeadOffice(till);
    await page.getByRole('button', { name: 'Import a file' }).click();
    await choose();
    await page.getByRole('textbox', { name: 'Code of the file' }).fill(CODE);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect.element(page.getByText('The code does not fit this file.')).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: 'Code of the file' })).toBeEnabled();
  });
});

describe.each([
  [1366, 768],
  [1920, 1080],
])('at %i×%i', (width, height) => {
  it('EX6 both dialogs are accessible and fit', async () => {
    await page.viewport(width, height);
    const till = createFakeTill({ sync: OFFLINE });
    await openHeadOffice(till);
    await userEvent.keyboard('{F6}');
    await expect.element(page.getByText(CODE)).toBeVisible();
    expect(await faults()).toEqual([]);
    const paper = document.querySelector('.dialog-paper');
    expect(paper?.scrollWidth).toBeLessThanOrEqual(paper?.clientWidth ?? 0);
    expect(paper?.scrollHeight).toBeLessThanOrEqual(paper?.clientHeight ?? 0);
    await page.getByRole('button', { name: 'I have kept the code' }).click();
    await page.getByRole('button', { name: 'Import a file' }).click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    expect(await faults()).toEqual([]);
  });
});
