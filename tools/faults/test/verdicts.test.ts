import { expect, inject, test } from 'vitest';
import { failOver, heals } from '../failover.ts';
import type { Fault } from '../fault-proxy.ts';
import { report } from '../fault-report.ts';
import { acknowledged, confirmed, quiet, releasedOf, withScene } from '../scene.ts';
import { problem, spoken } from '../spoken-faults.ts';

const region = inject('faultRegion');
const HANGS = 3;
const OPS = '/v1/sync/ops';

test('EP4: 503 draining: site B at once and without penalty, home again when it is back', async () => {
  await withScene(region, {}, async (scene) => {
    const ms = await failOver(scene, { answer: () => problem('draining') });
    const { till } = scene;
    expect(till.state.switches.map((s) => s.reason)).toEqual(['draining']);
    expect(till.state.health['A']).toMatchObject({ phase: 'draining', failuresInRow: 0 });
    expect(till.alarms).toEqual([]);
    expect(ms).toBeLessThan(HANGS * 1000);
    report({ id: 'EP4', fault: '503 draining', did: 'switched, no penalty', ms });
    await heals(scene);
  });
});

test.each([
  { name: 'of ours', answer: problem('overloaded', { 'retry-after': '1' }) },
  { name: 'of a proxy', answer: spoken(429, 'text/html', 'slow down', { 'retry-after': '1' }) },
])('EP5: 429 $name: Retry-After is obeyed and the load is not moved', async ({ name, answer }) => {
  await withScene(region, {}, async ({ till, a, b }) => {
    let said = 0;
    const once: Fault = {
      answer: (path) => (path === OPS && (said += 1) === 1 ? answer : undefined),
    };
    // An answer that was under way already says nothing about the 429 that overtakes it.
    await quiet(till, 'A');
    await a.set(once);
    const before = b.heard.filter((h) => h.path === OPS).length;
    const since = performance.now();
    const seq = await till.sell();
    const told = await till.until('the 429', 5000, () =>
      till.calls.find((c) => c.verdict === 'overloaded'),
    );
    const at = await acknowledged(till, 'A', seq, since);
    // The wait is for all of this site: nothing may be asked of it before it is over.
    expect(at - told.endedAt).toBeGreaterThanOrEqual(990);
    expect(till.state.switches).toEqual([]);
    expect(b.heard.filter((h) => h.path === OPS)).toHaveLength(before);
    const did = `stayed, acknowledged there ${Math.round(at - told.endedAt)} ms later`;
    report({ id: 'EP5', fault: `429 ${name}, Retry-After 1 s`, did });
  });
});

test.each<{ name: string; fault: Fault; verdict: string }>([
  {
    name: '401 (a broken signature)',
    fault: { send: { 'sync-signature': 'A'.repeat(86) } },
    verdict: 'not-authorised',
  },
  {
    name: '403 credential-revoked',
    fault: { answer: () => problem('credential-revoked') },
    verdict: 'not-authorised',
  },
])('EP9: $name at one site: the other is asked; at both: slow lane, alarm', async (row) => {
  await withScene(region, {}, async (scene) => {
    const { till, b } = scene;
    const ms = await failOver(scene, row.fault);
    expect(till.state.switches.map((s) => s.reason)).toEqual([row.verdict]);
    report({ id: 'EP9', fault: `${row.name}, one site`, did: 'switched, alarm', ms });
    await quiet(till, 'B');
    await b.set(row.fault);
    const seq = await till.sell();
    await till.until('the cashier to be told', 5000, () => till.view.offlineReason === row.verdict);
    expect(till.alarms.map((x) => x.kind)).toEqual([row.verdict, row.verdict]);
    for (const site of ['A', 'B']) {
      const wait = (till.state.health[site]?.notBefore ?? 0) - till.clock.now();
      expect(wait).toBeGreaterThan(20_000);
    }
    expect(releasedOf(till)).toBeLessThan(seq);
    // Selling goes on.
    await till.sell(3);
    const did = 'slow lane, alarm, selling goes on; sent when the sites say yes again';
    report({ id: 'EP9', fault: `${row.name}, both sites`, did, settings: 'clock × 20' });
    await heals(scene);
  });
});

test('EP10: 422 at one site only: that op goes to the other, nothing is set aside', async () => {
  const settings = { refusedRetryMs: [20, 50] } as const;
  await withScene(region, { settings }, async (scene) => {
    const { till, a } = scene;
    const head = till.stream.headSeq;
    await a.set({ answer: (path) => (path === OPS ? problem('chain-mismatch') : undefined) });
    const since = performance.now();
    await till.sell(4);
    await confirmed(till, head + 4);
    const ms = performance.now() - since;
    expect(till.state.switches.map((s) => s.reason)).toEqual(['op-refused']);
    expect(till.state.streams.at(-1)?.voided).toEqual([]);
    expect(till.alarms).toEqual([]);
    const scaled = 'waits between refusals 20-50 ms';
    report({ id: 'EP10', fault: '422, one site', did: 'switched', ms, settings: scaled });
  });
});

test('EP10: 500 for batches while hellos are answered: smaller batches, the site is not blamed', async () => {
  const settings = { refusedRetryMs: [20, 50] } as const;
  await withScene(region, { settings }, async (scene) => {
    const { till, a } = scene;
    let said = 0;
    await a.set({
      answer: (path) => (path === OPS && (said += 1) <= 3 ? problem('internal-error') : undefined),
    });
    const head = await till.sell(6);
    await confirmed(till, head);
    expect(said).toBeGreaterThan(3);
    expect(till.state.switches).toEqual([]);
    expect(till.state.health['A']).toMatchObject({ phase: 'healthy', failuresInRow: 0 });
    expect(till.state.streams.at(-1)).toMatchObject({ voided: [], trouble: undefined });
    const scaled = 'waits between refusals 20-50 ms';
    const did = 'stayed, sent again in smaller batches, taken';
    report({ id: 'EP10', fault: '500 three times', did, settings: scaled });
  });
});

test('EP10: 413 of ours halves the batch until it fits', async () => {
  const settings = { refusedRetryMs: [20, 50] } as const;
  await withScene(region, { settings }, async (scene) => {
    const { till, a, b } = scene;
    for (const proxy of [a, b]) await proxy.set('refuse');
    const head = await till.sell(40);
    await b.set({ answer: () => problem('unavailable') });
    const sizes: number[] = [];
    await a.set({
      answer: (path) => {
        if (path !== OPS) return undefined;
        sizes.push(till.state.streams.at(-1)?.batchOps ?? 0);
        return (sizes.at(-1) ?? 0) > 10 ? problem('too-large') : undefined;
      },
    });
    till.clock.setPace(20);
    await till.until('site A to hold all', 20_000, () => {
      const held = till.state.streams.at(-1)?.evidence['A']?.contiguous ?? 0;
      return held >= head;
    });
    expect(Math.min(...sizes)).toBeLessThanOrEqual(10);
    expect(till.state.streams.at(-1)?.voided).toEqual([]);
    expect(till.alarms).toEqual([]);
    const did = `halved from ${Math.max(...sizes)} to ${Math.min(...sizes)}, all stored`;
    report({ id: 'EP10', fault: '413 above ten ops', did, settings: 'clock × 20' });
  });
});

test('EP11: 426: the queue is kept, people are told, and the till asks slowly for ever', async () => {
  await withScene(region, {}, async (scene) => {
    const { till, a, b } = scene;
    for (const site of ['A', 'B']) await quiet(till, site);
    for (const proxy of [a, b]) await proxy.set({ send: { 'sync-protocol': '0' } });
    const seq = await till.sell(2);
    await till.until('the cashier to be told', 5000, () => till.view.offlineReason === 'too-old');
    expect(new Set(till.alarms.map((x) => x.kind))).toEqual(new Set(['too-old']));
    expect(releasedOf(till)).toBe(seq - 2);
    for (const site of ['A', 'B'])
      expect((till.state.health[site]?.notBefore ?? 0) - till.clock.now()).toBeGreaterThan(20_000);
    report({ id: 'EP11', fault: '426, both sites', did: 'queued, slow lane, alarm, sent later' });
    await heals(scene);
  });
});
