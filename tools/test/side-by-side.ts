/** Work that fills one core lies beside other such work; what measures waits needs the machine alone. */
export type Sized = { needs: 'one-core' | 'machine' };

/** One-core work at the same time: the smallest machine we test on has two. */
const CORES = 2;

/** Runs all in their order, those of one core side by side. Never rejects unless `run` does. */
export async function sideBySide<Item extends Sized>(
  items: readonly Item[],
  run: (item: Item) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  for (const item of items) {
    const room = item.needs === 'machine' ? 0 : CORES - 1;
    while (running.size > room) await Promise.race(running);
    const one = run(item).finally(() => running.delete(one));
    running.add(one);
    if (item.needs === 'machine') await one;
  }
  await Promise.all(running);
}
