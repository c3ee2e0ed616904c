import { buildTill } from '../tools/build/build.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, startTestRegion, type TestRegion } from './region.ts';
import { countSyncs } from './sync-counter.ts';
import { TillMachine } from './till-machine.ts';
import { journalOf, salesIn } from './till-records.ts';

let region: TestRegion;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  await buildTill();
  region = await startTestRegion();
  await region.setFlag('sell-quick-cash', 'on');
});
test.afterAll(async () => region.stop());

const SALES = 100;
const milk = ARTICLES[0].gtin.slice(1);
const inDatabase = (file: string): boolean => file.includes('/IndexedDB/');

/** As many transactions as sales, but relaxed: what the browser does when nobody asks for the disk. */
function relaxedControl(transactions: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open('relaxed-control', 1);
    open.addEventListener('upgradeneeded', () => open.result.createObjectStore('rows'));
    open.addEventListener('error', () => reject(open.error ?? new Error('not opened')));
    open.addEventListener('success', () => {
      const write = (n: number): void => {
        if (n === transactions) return resolve(n);
        const tx = open.result.transaction('rows', 'readwrite', { durability: 'relaxed' });
        tx.objectStore('rows').put({ n, text: 'x'.repeat(2000) }, n);
        tx.addEventListener('complete', () => write(n + 1));
        tx.addEventListener('abort', () => reject(tx.error ?? new Error('aborted')));
      };
      write(0);
    });
  });
}

test('D11, D12, peers-1: 100 sales make the browser sync its database at least 100 times, 100 relaxed writes about never', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(180_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { page, till } = await machine.open('01');
  await till.allConfirmed();
  // With head office away, nothing but selling writes.
  await Promise.all([region.killSite('a'), region.killSite('b')]);

  const strict = await countSyncs(machine.profile);
  for (let n = 1; n <= SALES; n++) await till.sellQuick(milk, n);
  const sold = (await strict.stop()).filter(inDatabase).length;
  expect(salesIn(journalOf(machine.state))).toHaveLength(SALES);

  const relaxed = await countSyncs(machine.profile);
  expect(await page.evaluate(relaxedControl, SALES)).toBe(SALES);
  const control = (await relaxed.stop()).filter(inDatabase).length;
  console.log(`syncs of the till's database: ${sold} for ${SALES} sales, ${control} relaxed`);
  expect(sold).toBeGreaterThanOrEqual(SALES);
  expect(control).toBeLessThan(10);
});
