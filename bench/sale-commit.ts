import type { BenchRun } from './bench-run.ts';
import { allRounded, quantile, rounded, type Metric } from './metric.ts';

const LINES = 12;
const WARM_UP = 30;
const GOAL_MS = 30;
const GOAL_RATIO = 2.5;

/**
 * From *pay* until the till says that the sale is in the database and in the synced journal; in turns
 * with one bare strict transaction that writes the very records of the sale before it.
 */
export async function saleCommit(run: BenchRun): Promise<Metric[]> {
  const { page } = await run.till();
  const sales = run.quick ? 60 : 300;
  const plan = { codes: run.gtins.slice(0, LINES), sales: sales + WARM_UP };
  const measured = await page.evaluate(sellAndWrite, plan);
  const product = measured.product.slice(WARM_UP);
  const raw = measured.raw.slice(WARM_UP);
  const value = quantile(product, 0.99);
  const peerValue = quantile(raw, 0.99);
  const ratio = value / peerValue;
  return [
    {
      name: 'sale.commit.p99',
      value: rounded(value),
      unit: 'ms',
      goal: `≤ ${GOAL_MS} ms and ≤ ${GOAL_RATIO} × one raw strict IndexedDB transaction of the same bytes`,
      holds: value <= GOAL_MS && ratio <= GOAL_RATIO,
      comparedWith: 'one raw strict IndexedDB transaction',
      peerValue: rounded(peerValue),
      ratio: rounded(ratio),
      samples: { product: allRounded(product), raw: allRounded(raw) },
      settings: {
        sales,
        warmUp: WARM_UP,
        product: `pay-cash in the till worker, ${LINES} lines: five strict stores in one transaction, then a journal line with fdatasync in main`,
        raw: `one put of the same records (op bytes and document) into one store, durability strict; ${measured.opBytes} bytes of op`,
        median: { product: rounded(quantile(product, 0.5)), raw: rounded(quantile(raw, 0.5)) },
      },
    },
  ];
}

/** In the page. Sales and raw writes take turns, so that both meet the same noise. */
async function sellAndWrite({ codes, sales }: { codes: readonly string[]; sales: number }) {
  const { probe } = window;
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
    });
  const quiet = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const asked = indexedDB.open('bench-raw');
  asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore('rows'));
  const bare = await done(asked);
  const till = await done(indexedDB.open('till'));
  const lastOf = async (store: string): Promise<unknown> => {
    const cursor = await done(till.transaction(store).objectStore(store).openCursor(null, 'prev'));
    return cursor?.value;
  };
  const writeBare = (key: number, row: unknown): Promise<void> =>
    new Promise((resolve, reject) => {
      const tx = bare.transaction('rows', 'readwrite', { durability: 'strict' });
      tx.objectStore('rows').put(row, key);
      tx.addEventListener('complete', () => resolve());
      tx.addEventListener('error', () => reject(tx.error ?? new Error('IndexedDB')));
    });
  const product: number[] = [];
  const raw: number[] = [];
  let opBytes = 0;
  for (let sale = 0; sale < sales; sale++) {
    await Promise.all(codes.map((code) => probe.call('scan', { code })));
    // A person takes longer: by then the open basket is on disk, each scan of it.
    await quiet(150);
    const began = performance.now();
    const answer = await probe.call('pay-cash', { tendered: 500_000 });
    product.push(performance.now() - began);
    if (!answer.ok) throw new Error(answer.kind);
    await probe.call('next-customer', {});
    await quiet(20);
    const op = (await lastOf('ops')) as { raw: Uint8Array };
    const row = { op, doc: await lastOf('docs') };
    opBytes = op.raw.length;
    const bareBegan = performance.now();
    await writeBare(sale, row);
    raw.push(performance.now() - bareBegan);
  }
  bare.close();
  till.close();
  return { product, raw, opBytes };
}
