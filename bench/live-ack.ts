import type { BenchRun } from './bench-run.ts';
import { allRounded, quantile, rounded, type Metric } from './metric.ts';

const EVERY_MS = 200;
const FIRST_SITE_MS = 50;
const BOTH_SITES_MS = 250;

/**
 * From the moment a sale is done (on disk, receipt under way) until the till itself knows that one
 * site, and that every required site, holds it without a gap.
 */
export async function liveAck(run: BenchRun): Promise<Metric[]> {
  const { page } = await run.till();
  const sales = run.quick ? 40 : 200;
  const measured = await page.evaluate(sellAndWatch, {
    code: run.gtins[0] ?? '',
    sales,
    everyMs: EVERY_MS,
  });
  const settings = {
    sales,
    everyMs: EVERY_MS,
    from: 'pay-cash answered in the page',
    to: 'the view that shows the watermark',
  };
  const metric = (name: string, samples: readonly number[], goalMs: number): Metric => {
    const value = quantile(samples, 0.99);
    return {
      name,
      value: rounded(value),
      unit: 'ms',
      goal: `≤ ${goalMs} ms`,
      holds: value <= goalMs,
      comparedWith: `limit ${goalMs} ms`,
      peerValue: goalMs,
      ratio: rounded(value / goalMs),
      samples: { ms: allRounded(samples) },
      settings: { ...settings, median: rounded(quantile(samples, 0.5)) },
    };
  };
  return [
    metric('live.ack.p99 first site', measured.first, FIRST_SITE_MS),
    metric('live.ack.p99 both sites', measured.both, BOTH_SITES_MS),
  ];
}

/** In the page. */
async function sellAndWatch(plan: { code: string; sales: number; everyMs: number }) {
  const { probe } = window;
  const quiet = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const first: number[] = [];
  const both: number[] = [];
  const mark = (): { head: number; top: number; confirmed: number } => {
    const sync = probe.view.sync;
    const top = Math.max(0, ...(sync?.sites ?? []).map((s) => s.watermark));
    return { head: sync?.head ?? 0, top, confirmed: sync?.confirmed ?? 0 };
  };
  const open = new Set<(at: number) => void>();
  probe.onView = (at) => {
    for (const look of open) look(at);
  };
  const until = (reached: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const look = (at: number): void => {
        if (!reached()) return;
        open.delete(look);
        resolve(at);
      };
      open.add(look);
      look(performance.now());
    });
  const sales: Promise<void>[] = [];
  for (let sale = 0; sale < plan.sales; sale++) {
    const next = quiet(plan.everyMs);
    await probe.call('scan', { code: plan.code });
    const seq = mark().head + 1;
    const atFirst = until(() => mark().top >= seq);
    const atBoth = until(() => mark().confirmed >= seq);
    const answer = await probe.call('pay-cash', { tendered: 500_000 });
    if (!answer.ok) throw new Error(answer.kind);
    const sold = performance.now();
    const note = async (): Promise<void> => {
      first.push(Math.max(0, (await atFirst) - sold));
      both.push(Math.max(0, (await atBoth) - sold));
    };
    sales.push(note());
    await probe.call('next-customer', {});
    await next;
  }
  await Promise.all(sales);
  probe.onView = () => undefined;
  return { first, both };
}
