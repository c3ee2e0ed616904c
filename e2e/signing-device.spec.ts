import type { DocumentSignedBody } from '../src/contracts/signing-device.ts';
import type { StoreProfile } from '../src/contracts/store-profile.ts';
import { openPool } from '../server/src/db/pool.ts';
import { readBooksDay } from '../server/src/features/books/read-books-day.ts';
import { GERMANY } from '../server/src/features/fiscal/germany.ts';
import { startSigningSimulator } from '../src/main/signing/testing/signing-simulator.ts';
import { isSignedBySimulator } from '../src/main/signing/testing/verify-signature.ts';
import { startPrinterSimulator } from '../src/main/receipt/testing/printer-simulator.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, PROFILE, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere, journalOf } from './till-records.ts';

const [milk] = ARTICLES.map((a) => a.gtin.slice(1)) as [string];
const FAILED = 'Signing device failed: this receipt is not signed.';
const GERMAN: Pick<StoreProfile, 'fiscal'> = { fiscal: { country: 'DE' } };

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore((store) => [
    { ds: 'store', k: store, op: 'put', v: { ...PROFILE, store, ...GERMAN } },
  ]);
});

test('dom-F2, TSE4, TSE5, TSE7, TSE8, DSF8: a German store signs its receipts; with the device dead it goes on selling and says so on paper; killed and back, the next is signed; the export shows both', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(150_000);
  const file = `${freshProfile()}/device.json`;
  let device = await startSigningSimulator({ file });
  const printer = await startPrinterSimulator();
  try {
    const machine = new TillMachine(region, launchTill, freshProfile);
    const env = {
      EVERTILL_SIGNING_DEVICE: `127.0.0.1:${device.port}`,
      EVERTILL_PRINTER: `127.0.0.1:${printer.port}`,
    };
    const first = await machine.open('01', env);
    const sell = async ({ till }: Pick<typeof first, 'till'>): Promise<void> => {
      await till.scan(milk);
      await expect(till.lines).toHaveCount(1);
      await till.payExact();
    };
    const told = (): DocumentSignedBody[] =>
      journalOf(machine.state)
        .filter(({ op }) => op.kind === 'document-signed')
        .map(({ op }) => op.body as unknown as DocumentSignedBody);
    const isFloat = ({ doc_no: name }: DocumentSignedBody): boolean => name === 'float';
    const seals = (): DocumentSignedBody[] => told().filter((one) => !isFloat(one));
    const outages = (): unknown[] =>
      journalOf(machine.state)
        .filter(({ op }) => op.kind === 'signing-outage')
        .map(({ op }) => op.body);

    await test.step('TSE8: the float is signed before anything is sold', async () => {
      await expect
        .poll(() =>
          told()
            .filter(isFloat)
            .map(({ signed }) => signed?.transaction),
        )
        .toEqual([1]);
    });

    await test.step('signed: on the screen, on paper, and told', async () => {
      await first.till.scan(milk);
      // TSE7: its transaction has begun while nobody has paid.
      await expect.poll(() => device.memory.all().length).toBe(2);
      await expect(first.till.lines).toHaveCount(1);
      await first.till.payExact();
      const receipt = first.page.getByRole('region', { name: 'Receipt' });
      await expect(receipt).toContainText('SIMULATED signing device');
      await expect(receipt).toContainText('V0;');
      await printer.until(() => printer.count('qr') === 2);
      // Its op follows the paper by a moment.
      await expect.poll(seals).toHaveLength(1);
      const [seal] = seals();
      expect(seal && isSignedBySimulator(seal)).toBe(true);
      expect(seal?.process_data).toBe('Beleg^0.00_1.49_0.00_0.00_0.00^1.49:Bar');
      const squares = printer.deeds.flatMap((deed) => (deed.did === 'qr' ? [deed.text] : []));
      expect(squares[0]).toContain(seal?.signed?.signature);
      expect(printer.count('drawer')).toBe(1);
      await first.till.nextCustomer();
    });

    await test.step('dead: sold and the drawer open, the paper says so', async () => {
      const { port } = device;
      await device.close();
      await sell(first);
      await printer.until(() => printer.count('drawer') === 2 && printer.count('cut') === 2);
      expect(printer.text()).toContain('Signing device failed');
      await expect(first.page.getByRole('region', { name: 'Receipt' })).toContainText(FAILED);
      await expect(first.page.getByText('The signing device does not answer.')).toBeVisible();
      await first.till.nextCustomer();
      await first.kill();
      device = await startSigningSimulator({ file, port });
    });

    const { page, till } = await machine.start({ env });
    await test.step('back after a kill: the outage has its end, the next is signed', async () => {
      await expect.poll(outages, { timeout: 20_000 }).toMatchObject([
        { why: 'unreachable', unsigned: 0 },
        { why: 'unreachable', unsigned: 1, ended_ms: expect.any(Number) },
      ]);
      await till.signIn();
      await expect(page.getByText('The signing device does not answer.')).toBeHidden();
      await sell({ till });
      await expect
        .poll(() => seals().map(({ signed, unsigned }) => unsigned?.why ?? signed?.transaction))
        .toEqual([2, 'unreachable', 3]);
    });

    await test.step('a copy shows the signature that is stored', async () => {
      await page.keyboard.press('F7');
      await expect(page.getByText('Copy 1 goes to the printer.')).toBeVisible();
      await printer.until(() => printer.count('cut') === 4);
      const squares = printer.deeds.flatMap((deed) => (deed.did === 'qr' ? [deed.text] : []));
      const stored = seals().at(-1)?.signed?.signature ?? 'none';
      expect(squares.filter((text) => text.includes(stored))).toHaveLength(2);
      await till.nextCustomer();
    });

    await test.step('closed, and exported with both', async () => {
      await page.keyboard.press('F5');
      await page.getByRole('dialog').getByRole('button', { name: 'Close the shift' }).click();
      await page.getByRole('button', { name: 'Count the drawer' }).click();
      const counted = { '50,00': '2', '2,00': '2', '0,20': '2', '0,05': '1', '0,02': '1' };
      const pieces = page.getByRole('group', { name: 'Coins and notes' });
      for (const [value, count] of Object.entries(counted))
        await pieces.getByLabel(new RegExp(`^${value}`)).fill(count);
      await page.keyboard.press('F12');
      await expect(page.getByRole('heading', { name: 'The count is right' })).toBeVisible();
      await page.getByRole('button', { name: /^Close the shift/ }).click();
      await expect(page.getByText(/^The shift is closed: .*-Z0001$/)).toBeVisible();
      const sales = journalOf(machine.state).map(({ op }) => op);
      const day = sales.find(({ kind }) => kind === 'shift-closed')?.business_date ?? '';
      await expect.poll(async () => (await exported(day)).bons, { timeout: 30_000 }).toBe(5);
      await expectSameEverywhere(region, machine.state);
      const { signed, failed, notes } = await exported(day);
      // Float, two sales and what went to the bank.
      expect([signed, failed]).toEqual([4, 1]);
      expect(notes).toContain('failed (unreachable)');
      expect(notes).toContain('is not signed: unreachable');
    });
  } finally {
    await printer.close();
    await device.close();
  }
});

/** The day's export at site A: receipts, and how many of them are signed or say that the device failed. */
async function exported(asked: string) {
  const pool = openPool(region.pair.a.postgres.url, 1, () => undefined);
  try {
    const day = await readBooksDay(pool, region.store, asked);
    const { files, notes } = await GERMANY.exportDay(pool, day, { ...PROFILE, ...GERMAN });
    const rows = (files.get('transactions_tse.csv') ?? '').split('\r\n');
    const count = (words: string): number => rows.filter((row) => row.includes(words)).length;
    return {
      bons: count('Kassenbeleg-V1'),
      signed: rows.filter((row) => row.includes('"Kassenbeleg-V1"') && row.includes(';"";"Beleg^'))
        .length,
      failed: count('TSE nicht erreichbar'),
      notes: notes.join('\n'),
    };
  } finally {
    await pool.end();
  }
}
