import { startPrinterSimulator } from '../src/main/receipt/testing/printer-simulator.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere, journalOf, salesIn, setAside } from './till-records.ts';

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore();
});

const [milk, bread] = ARTICLES.map((a) => a.gtin.slice(1)) as [string, string];

test('promise 5, RCP12, RCP15, RCP8: out of paper the sale is sold and the drawer open; with a new roll the receipt prints by itself; a copy is marked and counted', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const printer = await startPrinterSimulator();
  try {
    const machine = new TillMachine(region, launchTill, freshProfile);
    const env = { EVERTILL_PRINTER: `127.0.0.1:${printer.port}` };
    const { page, till } = await machine.start({ env });
    await till.enrol(await region.enrolmentCode('01'));
    await till.signIn();
    await till.openShift();

    printer.state.paper = false;
    await till.scan(milk);
    await expect(till.lines).toHaveCount(1);
    await till.payExact();
    await printer.until(() => printer.count('drawer') === 1);
    await expect(page.getByText('Put in a new roll of paper.')).toBeVisible();
    expect(printer.text()).toBe('');
    await till.nextCustomer();

    printer.state.paper = true;
    await till.scan(bread);
    await expect(till.lines).toHaveCount(1);
    await till.payExact();
    const numbers = salesIn(journalOf(machine.state)).map(({ op }) => op.body.doc_no ?? '');
    expect(numbers).toHaveLength(2);
    // Both, in their order: each stands once as its number and once in its square's text.
    await printer.until(() => printer.count('cut') === 2);
    const [first = '', second = ''] = numbers;
    expect(printer.text().indexOf(first)).toBeGreaterThanOrEqual(0);
    expect(printer.text().indexOf(second)).toBeGreaterThan(printer.text().indexOf(first));
    expect(printer.count('drawer')).toBe(2);
    await expect(page.getByText('Put in a new roll of paper.')).toBeHidden();

    await page.keyboard.press('F7');
    await expect(page.getByText('Copy 1 goes to the printer.')).toBeVisible();
    await printer.until(() => printer.count('cut') === 3);
    expect(printer.text().match(/COPY 1/g)).toHaveLength(2);
    expect([printer.count('drawer'), printer.count('unknown')]).toEqual([2, 0]);
    const copied = journalOf(machine.state).filter(({ op }) => op.kind === 'receipt-copied');
    expect(copied.map(({ op }) => op.body)).toEqual([
      expect.objectContaining({ doc_no: second, copy: 1 }),
    ]);

    await till.nextCustomer();
    await till.allConfirmed();
    await till.nothingParked();
    await expectSameEverywhere(region, machine.state);
    for (const site of ['a', 'b'] as const) expect(await setAside(region, site)).toEqual([]);
  } finally {
    await printer.close();
  }
});
