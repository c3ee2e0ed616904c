import type { FlagStores } from '../../server/src/features/ofrep/flag-stores-admin.ts';
import { askDemo, runningDemo } from '../demo/control-client.ts';
import { runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';

/** Prints what a flag says to every store of the running demo, and the store's ranks in releases. */
export async function askFlag(key: string, region: string | undefined): Promise<void> {
  await runCommand(demoHome(), async () => {
    const path = `/v1/admin/flags/${encodeURIComponent(key)}/stores`;
    const said = await askDemo<FlagStores>(runningDemo(region), 'release', { path });
    for (const line of flagLines(said)) console.log(line);
  });
}

/** One line a store, and how many have each variant. */
export function flagLines({ key, stores }: FlagStores): string[] {
  const sums = new Map<string, number>();
  for (const { variant } of stores) {
    const name = variant ?? 'code default';
    sums.set(name, (sums.get(name) ?? 0) + 1);
  }
  return [
    `${key}: ${[...sums].map(([variant, of]) => `${variant} in ${of}`).join(', ')} of ${stores.length} stores`,
    ...stores.map(({ store, variant, ranks }) => {
      const places = Object.entries(ranks).map(([id, rank]) => `${id} ${rank.toFixed(4)}`);
      return `${store}  ${variant ?? 'code default'}  ${places.join(', ')}`.trimEnd();
    }),
  ];
}
