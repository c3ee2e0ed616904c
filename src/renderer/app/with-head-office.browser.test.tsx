import { setupWorker } from 'msw/browser';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { forgetTill } from '../testing/forget-till.ts';
import { ENROLMENT_CODE, testHeadOffice } from '../testing/msw/head-office.ts';
import { CASHIER, MILK, PIN } from '../testing/msw/shop-data.ts';
import { scan } from '../testing/show-app.tsx';
import { showRealTill } from '../testing/show-real-till.tsx';

/*
 * Screens, worker and browser host for real; only head office is played. One till lives through all
 * of these, as one does in a store.
 */
const office = await testHeadOffice();
const network = setupWorker(...office.handlers);

beforeAll(async () => {
  await forgetTill();
  await network.start({
    quiet: true,
    onUnhandledRequest: ({ url }, print) => {
      if (/:4190[12]\//.test(url)) print.error();
    },
  });
  showRealTill();
});
afterAll(() => network.stop());

const search = () => page.getByRole('combobox', { name: 'Scan or search' });

async function sellMilk(): Promise<void> {
  scan(MILK.code);
  await expect.element(page.getByRole('button', { name: /Bio Vollmilch/ })).toBeVisible();
  await userEvent.keyboard('{F12}');
  await expect.element(page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
  await userEvent.keyboard('{F11}{Enter}');
  await expect.element(page.getByText(/Sold and stored/)).toBeVisible();
  await expect
    .poll(async () => {
      await userEvent.keyboard('{Enter}');
      return search().query() !== null;
    })
    .toBe(true);
}

describe('a till with head office', () => {
  it('enrols, learns people and prices, sells, and says that every sale is there', async () => {
    await page.getByRole('textbox', { name: 'Code' }).fill(ENROLMENT_CODE);
    await userEvent.keyboard('{Enter}');
    await page.getByRole('button', { name: new RegExp(CASHIER) }).click();
    await userEvent.keyboard(`${PIN}{Enter}`);
    await expect.element(page.getByRole('textbox', { name: 'Float in the drawer' })).toHaveFocus();
    await userEvent.keyboard('10000{Enter}');
    await expect.element(page.getByRole('tab', { name: 'Dairy' })).toBeVisible();
    const before = office.held();
    await sellMilk();
    await expect.element(page.getByText('Online · every sale is at head office')).toBeVisible();
    expect(office.held()).toBeGreaterThan(before);
  });

  it('adds nothing for a code nobody knows, and says what to do (dom-B10)', async () => {
    scan('9999999999994');
    await expect.element(page.getByText(/is not in the catalogue/).first()).toBeVisible();
    await expect.element(page.getByText('0 lines · 0 items')).toBeVisible();
    await expect.element(search()).toHaveFocus();
  });

  it('goes on selling in calm words while head office takes nothing', async () => {
    network.use(...office.refusing);
    const held = office.held();
    await sellMilk();
    await expect.element(page.getByText(/^Offline · 1 sale safe on this till/)).toBeVisible();
    expect(document.querySelector('[data-risk]')).toBeNull();
    expect(office.held()).toBe(held);
    network.resetHandlers();
    await userEvent.keyboard('{F10}{F5}{Escape}');
    await expect.element(page.getByText('Online · every sale is at head office')).toBeVisible();
    expect(office.held()).toBeGreaterThan(held);
  });

  it('EX1 EX4 peers-18 carries what waits by hand: sealed, handed in twice, then sent as well, once', async () => {
    network.use(...office.refusing);
    const held = office.held();
    await sellMilk();
    await sellMilk();
    await userEvent.keyboard('{F10}');
    const file = await exported();
    const sealed = new TextDecoder('latin1').decode(await file.bytes.arrayBuffer());
    expect(sealed).not.toContain('Bio Vollmilch');
    network.use(...office.importing);
    await page.getByRole('button', { name: 'Import a file' }).click();
    for (const told of [/ 2 were new there/, / 0 were new there/]) await handIn(file, told);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    expect(office.held()).toBe(held + 2);
    network.resetHandlers();
    await userEvent.keyboard('{F5}{Escape}');
    await expect.element(page.getByText('Online · every sale is at head office')).toBeVisible();
    expect(office.held()).toBe(held + 2);
  });
});

type Exported = { bytes: Blob; code: string };

/** Presses Export and keeps what the browser would have put among the downloads. */
async function exported(): Promise<Exported> {
  const offered = vi.spyOn(URL, 'createObjectURL');
  // The file itself is not wanted on this machine.
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  await userEvent.keyboard('{F6}');
  await expect.element(page.getByText(/2 records are in the file/)).toBeVisible();
  const link = click.mock.contexts[0] as HTMLAnchorElement | undefined;
  expect(link?.download).toMatch(/^evertill-export-\d{4}-02-\d{8}-\d{4}\.evertill$/);
  const bytes = offered.mock.calls.map(([made]) => made).findLast((made) => made instanceof Blob);
  vi.restoreAllMocks();
  const code = document.querySelector('.export-code')?.textContent ?? '';
  await page.getByRole('button', { name: 'I have kept the code' }).click();
  if (bytes === undefined) throw new Error('no file was offered');
  return { bytes, code };
}

async function handIn({ bytes, code }: Exported, told: RegExp): Promise<void> {
  const input = document.querySelector('input[type=file]');
  if (!(input instanceof HTMLInputElement)) throw new Error('no field for a file');
  await userEvent.upload(input, new File([bytes], 'carried.evertill'));
  await page.getByRole('textbox', { name: 'Code of the file' }).fill(code);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect.element(page.getByText(told)).toBeVisible();
}
