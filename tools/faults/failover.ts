import type { Fault } from './fault-proxy.ts';
import { acknowledged, confirmed, quiet, type Scene } from './scene.ts';

/**
 * Breaks the way to site A at a moment when nothing is under way there, sells, and waits for site B's
 * word. Ms from the fault to it.
 */
export async function failOver(scene: Scene, fault: Fault): Promise<number> {
  await quiet(scene.till, 'A');
  await scene.a.set(fault);
  return sellUntilMoved(scene);
}

/** The same where the fault is already there: ms from now. The loop has moved by then. */
export async function sellUntilMoved({ till }: Scene): Promise<number> {
  const since = performance.now();
  const seq = await till.sell();
  const moved = await till.until('a switch to site B', 30_000, () => {
    const last = till.state.switches.at(-1);
    return last?.to === 'B' ? last.at : undefined;
  });
  return Math.max(moved, await acknowledged(till, 'B', seq, since)) - since;
}

/**
 * Takes every fault away and lets the till's time run, so that real waits pass: nothing may be missing
 * at either site afterwards.
 */
export async function heals({ a, b, till }: Scene): Promise<void> {
  await a.set('pass');
  await b.set('pass');
  till.clock.setPace(300);
  await till.until('the quarantine to pass', 10_000, () =>
    Object.values(till.state.health).every((h) => h.phase !== 'quarantined'),
  );
  till.clock.setPace(20);
  await confirmed(till, till.stream.headSeq);
  till.clock.setPace(1);
}
