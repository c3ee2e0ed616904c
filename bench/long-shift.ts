import type { BenchRun } from './bench-run.ts';
import { heapUse } from './heap-use.ts';
import { quantile, rounded, allRounded, type Metric } from './metric.ts';
import { payAndWatch } from './pay-to-receipt.ts';
import { measureScans } from './scan-to-line.ts';

const SALES = 5000;
const TRIES = 300;
const HEAP_MB = 300;
/** Not slower than at the start by more than a noisy machine makes of two equal runs. */
const SAME = 1.25;

/** One shift of 5,000 sales: the same figures at its end as at its start, and the memory it holds. */
export async function longShift(run: BenchRun): Promise<Metric[]> {
  const { page } = await run.till();
  const tries = run.quick ? 30 : TRIES;
  const sales = run.quick ? 200 : SALES;
  const measured = async () => ({
    pay: await payAndWatch(page, run.gtins, tries),
    scan: (await measureScans(page, run.gtins, tries)).committed,
  });
  const start = await measured();
  const left = sales - 2 * tries;
  for (let sold = 0; sold < left; sold += 100) {
    await page.evaluate(sellMany, {
      codes: run.gtins.slice(sold % 400, (sold % 400) + 3),
      sales: Math.min(100, left - sold),
    });
    // Nobody touches this till between: it would lock itself as an unattended one does (dom-A2).
    await page.keyboard.press('Shift');
    if (sold % 1000 === 0) run.say(`long shift: ${sold} sales`);
  }
  const end = await measured();
  const held = await heapUse(page);
  const heap = held.page + held.workers;
  const compared = (name: string, part: number, from: number[], to: number[]): Metric => {
    const value = quantile(to, part);
    const peerValue = quantile(from, part);
    return {
      name,
      value: rounded(value),
      unit: 'ms',
      goal: `≤ ${SAME} × the start of the shift`,
      holds: value <= SAME * peerValue,
      comparedWith: `the first ${tries} of the shift`,
      peerValue: rounded(peerValue),
      ratio: rounded(value / peerValue),
      samples: { start: allRounded(from), end: allRounded(to) },
      settings: {
        sales,
        median: { start: rounded(quantile(from, 0.5)), end: rounded(quantile(to, 0.5)) },
      },
    };
  };
  return [
    compared('shift.5000 pay.to.receipt.p99', 0.99, start.pay, end.pay),
    compared('shift.5000 scan.to.line.p99', 0.99, start.scan, end.scan),
    {
      name: 'shift.5000 heap',
      value: rounded(heap),
      unit: 'MB',
      goal: `≤ ${HEAP_MB} MB`,
      holds: heap <= HEAP_MB,
      comparedWith: `limit ${HEAP_MB} MB`,
      peerValue: HEAP_MB,
      ratio: rounded(heap / HEAP_MB),
      samples: { MB: [rounded(held.page), rounded(held.workers)] },
      settings: { sales, articles: run.articles, parts: 'page, till worker; after a collection' },
    },
  ];
}

/** In the page: sales of three articles, as fast as the till takes them. */
async function sellMany({ codes, sales }: { codes: readonly string[]; sales: number }) {
  for (let sale = 0; sale < sales; sale++) {
    for (const code of codes) await window.probe.call('scan', { code });
    const answer = await window.probe.call('pay-cash', { tendered: 500_000 });
    if (!answer.ok) throw new Error(answer.kind);
    await window.probe.call('next-customer', {});
  }
}
