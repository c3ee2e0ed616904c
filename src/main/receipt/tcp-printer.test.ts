import { afterEach, expect, it } from 'vitest';
import { receiptText } from '../../contracts/receipt-layout.ts';
import { PRINTER_PROFILES } from './printer-profile.ts';
import type { PrinterPort } from './printer-port.ts';
import { startPrinterSimulator, type PrinterSimulator } from './testing/printer-simulator.ts';
import { COPY, RECEIPT } from './testing/receipts.ts';
import { tcpPrinter } from './tcp-printer.ts';

const profile = PRINTER_PROFILES['epson-42'];
let running: PrinterSimulator | undefined;

async function start(patienceMs = 3000): Promise<{ sim: PrinterSimulator; printer: PrinterPort }> {
  running = await startPrinterSimulator();
  const { port } = running;
  return { sim: running, printer: tcpPrinter({ host: '127.0.0.1', port, profile, patienceMs }) };
}

afterEach(() => running?.close());

it('RCP11: a receipt counts as printed when the printer says so behind its last row', async () => {
  const { sim, printer } = await start();
  expect(await printer.print(RECEIPT)).toEqual({ ok: true });
  expect(sim.text()).toBe(receiptText(RECEIPT, 42));
  expect([sim.count('drawer'), sim.count('cut'), sim.count('unknown')]).toEqual([1, 1, 0]);
});

it('RCP12: printer off', async () => {
  const { sim, printer } = await start();
  await sim.close();
  expect(await printer.print(RECEIPT)).toEqual({
    ok: false,
    kind: 'printer-off',
    drawerDone: false,
  });
});

it('RCP12: out of paper, the drawer opens all the same and nothing is sent to print', async () => {
  const { sim, printer } = await start();
  sim.state.paper = false;
  expect(await printer.print(RECEIPT)).toEqual({ ok: false, kind: 'paper-out', drawerDone: true });
  await sim.until(() => sim.count('drawer') === 1);
  expect(sim.deeds).toEqual([{ did: 'drawer' }]);
  expect(await printer.print(COPY)).toEqual({ ok: false, kind: 'paper-out', drawerDone: false });
});

it('RCP12: out of paper midway', async () => {
  const { sim, printer } = await start(500);
  sim.state.rowsLeft = 5;
  expect(await printer.print(RECEIPT)).toEqual({ ok: false, kind: 'paper-out', drawerDone: true });
  expect(sim.count('cut')).toBe(0);
});

it('RCP12: cover open', async () => {
  const { sim, printer } = await start();
  sim.state.cover = 'open';
  expect(await printer.print(COPY)).toMatchObject({ kind: 'cover-open', drawerDone: false });
});

it('RCP11: took all of it, tells of no trouble and never says that it is done', async () => {
  const { sim, printer } = await start(500);
  sim.state.isNeverDone = true;
  const whole = { ok: false, kind: 'cut-off', drawerDone: false, isWhole: true };
  expect(await printer.print(COPY)).toEqual(whole);
  expect(sim.text()).toBe(receiptText(COPY, 42));
});

it('RCP12: unplugged mid-receipt', async () => {
  const { sim, printer } = await start();
  sim.state.unpluggedAfter = 6;
  expect(await printer.print(RECEIPT)).toEqual({ ok: false, kind: 'cut-off', drawerDone: true });
  expect(sim.count('cut')).toBe(0);
});

it('RCP13 peers-45: a printer that takes the line and says nothing is given up', async () => {
  const { sim, printer } = await start(500);
  sim.state.isSilent = true;
  expect(await printer.print(RECEIPT)).toEqual({ ok: false, kind: 'silent', drawerDone: false });
});
