import type { TillCore } from '../till-core.ts';
import { StoreReceipts } from './store-receipts.ts';

/** Receipts of the store at head office: the site in use is asked first. */
export function openStoreReceipts({
  committer,
  identity,
  runner,
  wire,
}: Pick<TillCore, 'committer' | 'identity' | 'runner' | 'wire'>): StoreReceipts {
  return new StoreReceipts({
    isTraining: () => committer.training !== undefined,
    region: identity.region,
    sites: () => {
      const { current, sites } = runner.state;
      return [current, ...sites.map(({ id }) => id).filter((id) => id !== current)];
    },
    ask: (site, path) => wire.ask(site, path),
  });
}
