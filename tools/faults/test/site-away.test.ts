import dns from 'node:dns';
import { gzipSync } from 'node:zlib';
import { expect, inject, test, vi } from 'vitest';
import { failOver, heals } from '../failover.ts';
import type { Fault } from '../fault-proxy.ts';
import { report } from '../fault-report.ts';
import { acknowledged, confirmed, withScene } from '../scene.ts';
import { problem, spoken, type Spoken } from '../spoken-faults.ts';

const region = inject('faultRegion');
/** Beyond this a goal is not missed but forgotten: only a hang is a failure here. */
const HANGS = 3;

type Row = { id: string; fault: Fault; name: string; goalMs: number; why: string };
const answered = (answer: Spoken): Fault => ({ answer: () => answer });
const HTML = '<html><h1>Bad gateway</h1></html>';

const AWAY: Row[] = [
  { id: 'EP1', name: 'refused', fault: 'refuse', goalMs: 1000, why: 'refused' },
  { id: 'EP1', name: 'reset in the request', fault: 'reset', goalMs: 1000, why: 'refused' },
  {
    id: 'EP3',
    name: '502 of a proxy',
    fault: answered(spoken(502, 'text/html', HTML)),
    goalMs: 2000,
    why: 'unavailable',
  },
  {
    id: 'EP3',
    name: '503 of a proxy',
    fault: answered(spoken(503, 'text/html', HTML)),
    goalMs: 2000,
    why: 'unavailable',
  },
  {
    id: 'EP3',
    name: '504 of a proxy',
    fault: answered(spoken(504, 'text/html', HTML)),
    goalMs: 2000,
    why: 'unavailable',
  },
  {
    id: 'EP3',
    name: '503 unavailable',
    fault: answered(problem('unavailable')),
    goalMs: 2000,
    why: 'unavailable',
  },
  {
    id: 'EP3',
    name: '507 out of space',
    fault: answered(problem('out-of-space')),
    goalMs: 2000,
    why: 'out-of-space',
  },
];

/** Told by waiting alone, so they wait together. */
const SILENT: Row[] = [
  {
    id: 'EP2',
    name: 'black hole for a new connection',
    fault: 'black-hole-new',
    goalMs: 3000,
    why: 'timeout',
  },
  {
    id: 'EP2, D22',
    name: 'black hole on a kept connection',
    fault: 'black-hole',
    goalMs: 3000,
    why: 'timeout',
  },
  {
    id: 'EP2, D22',
    name: 'half-open: kept connections dead, new ones good',
    fault: 'half-open',
    goalMs: 3000,
    why: 'timeout',
  },
  { id: 'EP2', name: 'accepts and hangs', fault: 'hang', goalMs: 6000, why: 'timeout' },
];

async function isLeft(row: Row): Promise<void> {
  await withScene(region, {}, async (scene) => {
    const { till, a } = scene;
    const ms = await failOver(scene, row.fault);
    expect(till.state.current).toBe('B');
    expect(till.state.switches.map((s) => s.reason)).toEqual([row.why]);
    expect(['open', 'half-open']).toContain(till.state.health['A']?.phase);
    // Nobody is there to count what never connects.
    if (row.fault !== 'refuse' && row.fault !== 'black-hole-new')
      expect(a.struck).toBeGreaterThan(0);
    expect(till.alarms).toEqual([]);
    expect(ms).toBeLessThan(HANGS * row.goalMs);
    report({ id: row.id, fault: row.name, did: 'switched', ms, goalMs: row.goalMs });
    await heals(scene);
  });
}

test.each(AWAY)('$id: $name: site A opens, site B takes the sale', isLeft);
test.concurrent.each(SILENT)('$id: $name: site A opens, site B takes the sale', isLeft);

test('D22: 750 ms without a first byte on a kept connection ask the other site meanwhile', async () => {
  await withScene(region, {}, async (scene) => {
    const { till } = scene;
    await scene.a.set('black-hole');
    const since = performance.now();
    await till.sell();
    const asked = await till.until('a word of site B', 5000, () =>
      till.calls.find((c) => c.site === 'B' && c.askedAt > since),
    );
    const askedMs = asked.askedAt - since;
    const given = till.calls.find((c) => c.site === 'A' && c.endedAt > since);
    expect(given).toBeUndefined();
    expect(askedMs).toBeGreaterThanOrEqual(745);
    report({
      id: 'D22',
      fault: 'black hole on a kept connection',
      did: `asked site B after ${Math.round(askedMs)} ms, with site A still waited for`,
    });
  });
});

test('EP2: a name that resolved once is dialled by its last address when DNS is down', async () => {
  const { lookup, breakDns } = dnsOf('site-a.test');
  await withScene(region, { ways: named }, async (scene) => {
    breakDns();
    // Idle connections end, so that the next request needs the name again.
    await scene.a.set('refuse');
    await scene.a.set('pass');
    const before = lookup.mock.calls.length;
    const since = performance.now();
    const seq = await scene.till.sell();
    const at = await acknowledged(scene.till, 'A', seq, since);
    expect(lookup.mock.calls.length).toBeGreaterThan(before);
    expect(scene.till.state.switches).toEqual([]);
    report({
      id: 'EP2',
      fault: 'DNS down, name known',
      did: `stayed, last good address, acknowledged there after ${Math.round(at - since)} ms`,
    });
  });
  lookup.mockRestore();
});

test('EP2: a name that never resolved: site A opens, site B takes the sale', async () => {
  const { lookup, breakDns } = dnsOf('site-a.test');
  breakDns();
  const since = performance.now();
  const options = { ways: named, enrolAt: 'B', waitFor: 'B' } as const;
  await withScene(region, options, async ({ till }) => {
    const [first] = till.calls.filter((c) => c.site === 'B' && c.kind === 'ops');
    expect(till.state.current).toBe('B');
    expect(till.calls.find((c) => c.site === 'A')?.verdict).toBe('timeout');
    const ms = (first?.endedAt ?? since) - (till.calls[0]?.askedAt ?? since);
    report({ id: 'EP2', fault: 'DNS down, name unknown', did: 'switched', ms, goalMs: 1500 });
  });
  lookup.mockRestore();
});

const named = (urls: Record<'A' | 'B', string>): Promise<Record<'A' | 'B', string>> =>
  Promise.resolve({ ...urls, A: urls.A.replace('127.0.0.1', 'site-a.test') });

/** Answers for one name until it is broken; every other name is looked up as ever. */
function dnsOf(name: string) {
  let isUp = true;
  const real = dns.lookup as (...args: unknown[]) => void;
  const lookup = vi.spyOn(dns, 'lookup').mockImplementation((...args: unknown[]) => {
    const [host, , done] = args as [string, unknown, (...answer: unknown[]) => void];
    if (host !== name) return real(...args);
    const down = Object.assign(new Error('dns'), { code: 'EAI_AGAIN' });
    if (isUp) done(null, [{ address: '127.0.0.1', family: 4 }]);
    else done(down, []);
  });
  return { lookup, breakDns: () => void (isUp = false) };
}

test('EP2: one byte a second runs into the total time, which is shorter here', async () => {
  const settings = { totalMs: 2500 };
  await withScene(region, { settings }, async (scene) => {
    const ms = await failOver(scene, { bytesPerSecond: 1 });
    expect(scene.till.state.switches.map((s) => s.reason)).toEqual(['timeout']);
    expect(ms).toBeLessThan(HANGS * 6000);
    const scaled = 'totalMs 2.5 s instead of 20 s';
    report({ id: 'EP2', fault: '1 B/s', did: 'switched', ms, settings: scaled });
    await heals(scene);
  });
});

test('EP2: a brownout beyond the first-byte time: the slow site is left', async () => {
  await withScene(region, {}, async (scene) => {
    const ms = await failOver(scene, { delayMs: 4000, jitterMs: 500 });
    expect(scene.till.state.switches.map((s) => s.reason)).toEqual(['timeout']);
    expect(ms).toBeLessThan(HANGS * 15_000);
    const fault = 'every answer 4-4.5 s late';
    report({ id: 'EP2', fault, did: 'switched', ms, goalMs: 15_000 });
    await heals(scene);
  });
});

test('SE1: a slow line within the first-byte time loses nothing and stops nothing', async () => {
  await withScene(region, {}, async ({ till, a }) => {
    await a.set({ delayMs: 300, jitterMs: 400 });
    const since = performance.now();
    await confirmed(till, await till.sell(10));
    const ms = Math.round(performance.now() - since);
    const did = `stayed at ${till.state.current}, confirmed by both after ${ms} ms`;
    report({ id: 'SE1', fault: 'answers 0.3-0.7 s late', did });
  });
});

test('EP7: an answer packed and cut short by a proxy is nobody of ours: site B is used', async () => {
  await withScene(region, {}, async (scene) => {
    const cut: Fault = {
      alter: (_path, answer) => {
        const packed = gzipSync(answer.body);
        const headers = { ...answer.headers, 'content-encoding': 'gzip' };
        return { ...answer, headers, body: packed.subarray(0, packed.length / 2) };
      },
    };
    const ms = await failOver(scene, cut);
    expect(scene.till.state.switches.map((s) => s.reason)).toEqual(['portal']);
    report({ id: 'EP7', fault: 'answer as gzip, cut short', did: 'switched, no breaker', ms });
    await heals(scene);
  });
});

test('EP1: a batch committed but unanswered is asked after, and never counted twice', async () => {
  await withScene(region, {}, async (scene) => {
    const { till, a } = scene;
    const head = till.stream.headSeq;
    await a.set('lose-answers');
    const since = performance.now();
    await till.sell(5);
    await confirmed(till, head + 5);
    const ms = Math.round(performance.now() - since);
    expect(a.struck).toBeGreaterThan(0);
    const { A, B } = till.state.streams.at(-1)?.evidence ?? {};
    expect([A?.contiguous, B?.contiguous]).toEqual([head + 5, head + 5]);
    expect([A?.receivedMax, till.state.streams.at(-1)?.headSeq]).toEqual([head + 5, head + 5]);
    const did = `confirmed by both sites after ${ms} ms`;
    report({ id: 'EP1', fault: 'reset after the commit, answer lost', did });
  });
});
