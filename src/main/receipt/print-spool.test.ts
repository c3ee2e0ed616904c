import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { receiptText } from '../../contracts/receipt-layout.ts';
import { printQueue, type PrintQueue } from './print-queue.ts';
import type { PrintTry } from './printer-port.ts';
import { MOST_TRIES, PrintSpool, type PrinterNews } from './print-spool.ts';
import { PRINTER_PROFILES } from './printer-profile.ts';
import { startPrinterSimulator, type PrinterSimulator } from './testing/printer-simulator.ts';
import { COPY, RECEIPT } from './testing/receipts.ts';
import { tcpPrinter } from './tcp-printer.ts';

let folder: string;
let sim: PrinterSimulator;
const profile = PRINTER_PROFILES['epson-42'];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'spool-'));
  sim = await startPrinterSimulator();
});
afterEach(async () => {
  await sim.close();
  rmSync(folder, { recursive: true });
});

/** A spool at that port; `mend` runs in place of each pause between tries. */
function spoolAt(port: number, mend: () => Promise<unknown> | void = () => undefined) {
  const news: PrinterNews[] = [];
  let settled = (): void => undefined;
  const spool = new PrintSpool({
    queue: printQueue(folder, () => 1_795_000_000_000),
    printer: tcpPrinter({ host: '127.0.0.1', port, profile, patienceMs: 2_000 }),
    nap: { sleep: async () => void (await mend()), wake: () => undefined },
    tell: (one) => {
      news.push(one);
      if (one.waiting === 0) settled();
    },
  });
  const empty = new Promise<void>((resolve) => (settled = resolve));
  return { spool, news, empty, states: () => news.map(({ state }) => state) };
}

const RECEIPT_TEXT = receiptText(RECEIPT, 42);

it('RCP15: receipts come out in order, and each is told', async () => {
  const { spool, empty, states } = spoolAt(sim.port);
  expect(await spool.add('0417-02-A-000001', RECEIPT)).toMatchObject({ ok: true });
  await spool.add('0417-02-A-000001', COPY);
  await empty;
  expect(sim.text()).toBe(`${RECEIPT_TEXT}\n${receiptText(COPY, 42)}`);
  expect(states()).toEqual(['printing', 'printed', 'printing', 'printed']);
  expect(readdirSync(folder)).toEqual([]);
});

it('RCP12, RCP15: printer off: it waits with a next step and prints when it is on', async () => {
  const { port } = sim;
  await sim.close();
  const { spool, news, empty, states } = spoolAt(port, async () => {
    sim = await startPrinterSimulator(port);
  });
  await spool.add('1', RECEIPT);
  await empty;
  expect(states()).toEqual(['printing', 'waiting', 'printed']);
  expect(news[1]?.next).toMatch(/^Switch the printer on/);
  expect(sim.text()).toBe(RECEIPT_TEXT);
  // The customer of a receipt that comes late has the change already.
  expect(sim.count('drawer')).toBe(0);
});

it('RCP12, RCP15: out of paper: a new roll, and the receipt prints; the drawer opened once', async () => {
  sim.state.paper = false;
  const { spool, news, empty } = spoolAt(sim.port, async () => {
    await sim.until(() => sim.count('drawer') === 1);
    sim.state.paper = true;
  });
  await spool.add('1', RECEIPT);
  await empty;
  expect(news[1]?.next).toMatch(/^Put in a new roll/);
  expect(sim.text()).toBe(RECEIPT_TEXT);
  expect(sim.count('drawer')).toBe(1);
});

it('RCP12, RCP15: unplugged mid-receipt: all of it prints again from its top, the drawer once', async () => {
  sim.state.unpluggedAfter = 6;
  const { spool, empty, states } = spoolAt(sim.port, () => {
    sim.state.unpluggedAfter = Infinity;
  });
  await spool.add('1', RECEIPT);
  await empty;
  expect(states()).toEqual(['printing', 'waiting', 'printed']);
  expect(sim.text().endsWith(`\n${RECEIPT_TEXT}`)).toBe(true);
  expect([sim.count('cut'), sim.count('drawer')]).toEqual([1, 1]);
});

it('RCP14: what was not printed when the app ended prints at the next start, the drawer shut', async () => {
  sim.state.cover = 'open';
  let isEnded = false;
  const first = spoolAt(sim.port, () => {
    void first.spool.close().then(() => (isEnded = true));
  });
  await first.spool.add('1', COPY);
  await expect.poll(() => isEnded).toBe(true);
  expect(readdirSync(folder)).toHaveLength(1);
  sim.state.cover = 'closed';
  const second = spoolAt(sim.port);
  second.spool.run();
  await second.empty;
  expect(sim.text()).toBe(receiptText(COPY, 42));
  expect(sim.count('drawer')).toBe(0);
});

it('RCP15: after a quarter of an hour it is given up, says so, and the next receipt prints', async () => {
  sim.state.cover = 'open';
  let pauses = 0;
  const { spool, news, empty } = spoolAt(sim.port, () => {
    pauses += 1;
  });
  await spool.add('1', COPY);
  await empty;
  expect(pauses).toBe(MOST_TRIES - 1);
  expect(news.at(-1)).toEqual({
    state: 'failed',
    doc_no: '1',
    waiting: 0,
    next: 'Print a copy of this receipt once the printer works.',
  });
  sim.state.cover = 'closed';
  await spool.add('2', COPY);
  await expect.poll(() => news.at(-1)?.state).toBe('printed');
});

it('RCP15: a receipt that breaks the printing itself stops none behind it', async () => {
  const names = ['1', '2'];
  const news: PrinterNews[] = [];
  const spool = new PrintSpool({
    queue: printQueue(folder, () => 0),
    printer: {
      print: async (doc) => {
        if (doc.length === COPY.length) throw new Error('a bug');
        return { ok: true };
      },
    },
    nap: { sleep: async () => undefined, wake: () => undefined },
    tell: (one) => void news.push(one),
  });
  await spool.add(names[0]!, COPY);
  await spool.add(names[1]!, RECEIPT);
  await expect
    .poll(() => news.map(({ doc_no, state }) => `${doc_no} ${state}`))
    .toEqual(['1 printing', '1 failed', '2 printing', '2 printed']);
});

/** A spool on that queue whose printer answers `tries` in turn, then `ok`; what it printed, news, pauses. */
function spoolOn(queue: PrintQueue, tries: PrintTry[] = []) {
  const printed: number[] = [];
  const news: string[] = [];
  let pauses = 0;
  const spool = new PrintSpool({
    queue,
    printer: {
      print: async (doc) => {
        printed.push(doc.length);
        return tries.shift() ?? { ok: true };
      },
    },
    nap: { sleep: async () => void (pauses += 1), wake: () => undefined },
    tell: ({ doc_no, state, waiting }) => void news.push(`${doc_no} ${state} ${waiting}`),
  });
  return { spool, printed, news, pauses: () => pauses };
}

it('RCP14: what the disk does not let go is printed once, and goes as soon as the disk lets it', async () => {
  const onDisk = printQueue(folder, () => 0);
  let isLocked = true;
  const queue = {
    ...onDisk,
    remove: async (name: string) => !isLocked && (await onDisk.remove(name)),
  };
  const { spool, printed, news } = spoolOn(queue);
  await spool.add('1', COPY);
  await expect.poll(() => news.at(-1)).toBe('1 printed 0');
  isLocked = false;
  await spool.add('2', RECEIPT);
  await expect.poll(() => news.at(-1)).toBe('2 printed 0');
  await spool.close();
  expect(printed).toEqual([COPY.length, RECEIPT.length]);
  expect(readdirSync(folder)).toEqual([]);
});

it('RCP14: a disk that does not give a receipt for a while loses none and holds none up', async () => {
  const onDisk = printQueue(folder, () => 0);
  let errors = 3;
  const queue: PrintQueue = {
    ...onDisk,
    read: async (name) => {
      if (!name.endsWith('-1.json') || errors === 0) return onDisk.read(name);
      errors -= 1;
      return { is: 'unreadable' };
    },
  };
  await queue.add('1', COPY);
  await queue.add('2', RECEIPT);
  const { spool, printed, news, pauses } = spoolOn(queue);
  spool.run();
  await expect.poll(() => news.at(-1)).toBe('1 printed 0');
  const shut = RECEIPT.filter(({ kind }) => kind !== 'drawer');
  expect(printed).toEqual([shut.length, COPY.length]);
  expect(pauses()).toBe(3);
});

it('RCP14: what can never be read stays and is left alone; what is no receipt goes', async () => {
  const [folderName, noReceipt] = ['000000000000000-a.json', '000000000000001-b.json'];
  mkdirSync(path.join(folder, folderName));
  writeFileSync(path.join(folder, noReceipt), '{}');
  const queue = printQueue(folder, () => 2);
  expect(await queue.read(folderName)).toEqual({ is: 'unreadable' });
  const { spool, news, pauses } = spoolOn(queue);
  await spool.add('2', COPY);
  await expect.poll(pauses).toBe(MOST_TRIES - 1);
  await spool.close();
  expect(news.at(-1)).toMatch(/^2 printed/);
  expect(readdirSync(folder)).toEqual([folderName]);
});

it('RCP11: a printer that never says it is done prints a receipt twice at most', async () => {
  const whole: PrintTry = { ok: false, kind: 'cut-off', drawerDone: true, isWhole: true };
  const off: PrintTry = { ok: false, kind: 'printer-off', drawerDone: false };
  const { spool, printed, news } = spoolOn(
    printQueue(folder, () => 0),
    [whole, off, whole, whole],
  );
  await spool.add('1', COPY);
  await expect.poll(() => news.at(-1)).toBe('1 printed 0');
  expect(printed).toHaveLength(3);
  expect(readdirSync(folder)).toEqual([]);
});
