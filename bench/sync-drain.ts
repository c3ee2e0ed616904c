import type { BenchRun } from './bench-run.ts';
import { cpuUse, microsAnOp } from './cpu-use.ts';
import { rounded, type Metric } from './metric.ts';
import { pouchDrain, type PouchDrain } from './pouch-peer.ts';
import { rxdbDrain, type RxdbDrain } from './rxdb-peer.ts';
import { stageSales } from './staged-ops.ts';

const GOAL = 5000;
const GOAL_RATIO = 1.5;
const ROUNDS = 3;
const DRAINED_WITHIN_MS = 180_000;

/**
 * 10,000 sales wait in IndexedDB; from the moment the till is up until both sites have confirmed
 * every one and the till has released them. Ours and the peer's take turns.
 */
export async function syncDrain(run: BenchRun): Promise<Metric[]> {
  const till = await run.till();
  const ops = run.quick ? 2000 : 10_000;
  const rounds = run.quick ? 1 : ROUNDS;
  await sellOne(run);
  const ours: number[] = [];
  const afterArticles: number[] = [];
  const theirs: number[] = [];
  let opBytes = 0;
  let cpu: Record<string, number> = {};
  let peer: PouchDrain | string = '';
  const withRxdb: number[] = [];
  let rxdb: RxdbDrain | string = '';
  for (let round = 0; round < rounds; round++) {
    opBytes = await stageSales(till.page, ops);
    await till.reload();
    const before = cpuUse();
    const measured = await till.page.evaluate(untilReleased, DRAINED_WITHIN_MS);
    cpu = microsAnOp(before, cpuUse(), measured.ops);
    ours.push((measured.ops / measured.ms) * 1000);
    afterArticles.push(measured.afterArticles);
    run.say(`drain: ${Math.round(ours.at(-1) ?? 0)} op/s`);
    const template = { body: 'x'.repeat(Math.max(0, opBytes - 60)) };
    peer = await pouchDrain(ops, JSON.stringify(template));
    if (typeof peer !== 'string') theirs.push(peer.opsASecond);
    rxdb = await rxdbDrain(ops, template, run.pair.a.postgres.url);
    if (typeof rxdb !== 'string') withRxdb.push(rxdb.opsASecond);
  }
  await till.signIn();
  const value = middle(ours);
  const peerValue = middle(theirs);
  const ratio = value / peerValue;
  return [
    {
      name: 'sync.drain.10k',
      value: rounded(value),
      unit: 'op/s',
      goal: `≥ ${GOAL} op/s and ≥ ${GOAL_RATIO} × PouchDB to its npm server (one site)`,
      holds: value >= GOAL && (typeof peer === 'string' || ratio >= GOAL_RATIO),
      ...(typeof peer !== 'string'
        ? {
            comparedWith: 'PouchDB 9 to express-pouchdb, one site',
            peerValue: rounded(peerValue),
            ratio: rounded(ratio),
          }
        : { withoutPeer: peer }),
      samples: { till: ours.map(rounded), pouchdb: theirs.map(rounded) },
      settings: {
        ops,
        opBytes,
        cpuMicrosAnOp: cpu,
        value: `median of ${rounds} drains, from the start of the till`,
        onceArticlesAreRead: rounded(middle(afterArticles)),
        till: 'IndexedDB strict, gzip, two sites with fsync, two web workers each, projection on; done when both confirmed',
        pouchdb:
          typeof peer === 'string' ? peer : `${peer.versions}, ${peer.bytes} bytes a document`,
      },
    },
    besideRxdb(value, rxdb, withRxdb),
  ];
}

/** The same drains beside a second library, whose licence lets anybody use and measure it. */
function besideRxdb(value: number, peer: RxdbDrain | string, theirs: readonly number[]): Metric {
  const peerValue = middle(theirs);
  return {
    name: 'sync.drain.10k and RxDB',
    value: rounded(value),
    unit: 'op/s',
    goal: 'faster than RxDB to a server that checks nothing',
    holds: typeof peer === 'string' || value > peerValue,
    ...(typeof peer === 'string'
      ? { withoutPeer: peer }
      : {
          comparedWith: 'RxDB over IndexedDB to bare inserts, one site',
          peerValue: rounded(peerValue),
          ratio: rounded(value / peerValue),
        }),
    samples: { rxdb: theirs.map(rounded) },
    settings: {
      rxdb: typeof peer === 'string' ? peer : `${peer.versions}, ${peer.bytes} bytes a document`,
    },
  };
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function sellOne(run: BenchRun): Promise<void> {
  const { page } = await run.till();
  await page.evaluate(async (code) => {
    const { probe } = window;
    await probe.call('cancel-basket', {});
    await probe.call('scan', { code });
    await probe.call('pay-cash', { tendered: 500_000 });
    await probe.call('next-customer', {});
    // Its paper is done and both sites know it: the stream is still.
    while (probe.view.sync === undefined || probe.view.sync.confirmed < probe.view.sync.head)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }, run.gtins[0] ?? '');
}

/** In the page, right after a load. */
async function untilReleased(patienceMs: number) {
  const { probe } = window;
  const began = probe.readyAt ?? performance.now();
  const head = probe.view.sync?.head ?? 0;
  const from = probe.view.sync?.confirmed ?? 0;
  let read: { at: number; confirmed: number } | undefined;
  const reachedAt = await new Promise<number>((resolve, reject) => {
    setTimeout(() => reject(new Error('the till did not drain')), patienceMs);
    const look = (at: number): void => {
      const confirmed = probe.view.sync?.confirmed ?? 0;
      if (probe.view.catalogue?.ready === true) read ??= { at, confirmed };
      if (confirmed >= head) resolve(at);
    };
    probe.onView = look;
    look(performance.now());
  });
  probe.onView = () => undefined;
  // The restarted till reads its articles beside the drain: what it drains without that as well.
  const after = read === undefined ? 0 : (head - read.confirmed) / (reachedAt - read.at);
  return { ops: head - from, ms: reachedAt - began, afterArticles: after * 1000 };
}
