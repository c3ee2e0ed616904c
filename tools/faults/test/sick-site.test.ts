import { expect, inject, test } from 'vitest';
import { failOver, heals } from '../failover.ts';
import { report } from '../fault-report.ts';
import { acknowledged, confirmed, quiet, withScene } from '../scene.ts';
import { problem } from '../spoken-faults.ts';

const region = inject('faultRegion');
/** Beyond this a goal is not missed but forgotten: only a hang is a failure here. */
const HANGS = 3;
/** Enough answers to know what is usual at a site. */
const USUAL = 20;
const SICK = problem('internal-error');

test('EP14: a brownout below every deadline: the slow site is left for one that is faster', async () => {
  await withScene(region, {}, async (scene) => {
    const { till, a } = scene;
    for (let i = 0; i < USUAL; i += 1) await confirmed(till, await till.sell());
    await quiet(till, 'A');
    await a.set({ delayMs: 1700, jitterMs: 100 });
    const since = performance.now();
    let seq = till.stream.headSeq;
    while (till.state.current === 'A') {
      seq = await till.sell();
      const heard = till.calls.length;
      await till.until('another answer', 5000, () => till.calls.length > heard);
    }
    const ms = (await acknowledged(till, 'B', seq, since)) - since;
    expect(till.state.switches.map((s) => s.reason)).toEqual(['slow']);
    // Nothing failed: slowness alone was the reason. What was under way at the switch was taken back.
    const late = till.calls.filter((c) => c.site === 'A' && c.askedAt > since);
    expect(late.filter((c) => !['ok', 'aborted'].includes(c.verdict))).toEqual([]);
    expect(till.alarms).toEqual([]);
    expect(ms).toBeLessThan(HANGS * 15_000);
    const fault = 'every answer 1.6-1.8 s late';
    report({ id: 'EP14', fault, did: 'switched (slow)', ms, goalMs: 15_000 });
    await heals(scene);
  });
});

test('EP3: 500 to everything, hello too: the site is away, no op is blamed', async () => {
  await withScene(region, {}, async (scene) => {
    const ms = await failOver(scene, { answer: () => SICK });
    const { till } = scene;
    expect(till.state.switches.map((s) => s.to)).toEqual(['B']);
    expect(till.state.streams.at(-1)).toMatchObject({ voided: [] });
    expect(till.alarms).toEqual([]);
    expect(ms).toBeLessThan(HANGS * 2000);
    report({ id: 'EP3', fault: '500 to all, hello too', did: 'switched', ms, goalMs: 2000 });
    await heals(scene);
  });
});

test('EP3: 500 to hellos while nothing is sold: the site is left all the same', async () => {
  await withScene(region, {}, async (scene) => {
    const { till, a } = scene;
    await quiet(till, 'A');
    await a.set({ answer: () => SICK });
    till.clock.setPace(20);
    await till.until('site B', 20_000, () => till.state.current === 'B');
    expect(till.state.switches.map((s) => s.reason)).toEqual(['unavailable']);
    till.clock.setPace(1);
    await confirmedAtB();
    const did = 'switched, no sale needed';
    report({ id: 'EP3', fault: '500 to hellos, idle', did, settings: 'clock × 20' });
    await heals(scene);

    async function confirmedAtB(): Promise<void> {
      const since = performance.now();
      await acknowledged(till, 'B', await till.sell(), since);
    }
  });
});
