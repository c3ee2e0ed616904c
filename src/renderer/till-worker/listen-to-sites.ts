import type { Moved } from '../../contracts/wire.ts';
import type { SyncRunner } from '../../sync/core/sync-runner.ts';
import type { HostLink } from './host-link.ts';

/**
 * Pokes of sites to who they are for: `asked` hears that somebody may want a parked basket, `moved`
 * what of head office's rows is new, undefined where the site does not say.
 */
export function listenToSites(
  host: HostLink,
  runner: Pick<SyncRunner, 'dispatch'>,
  asked: (site: string) => void,
  poked: (moved: Moved | undefined) => void,
): void {
  host.on('transport.event', ({ site, kind, moved }) => {
    // Who asked while nobody listened may still wait.
    if (kind === 'asked' || kind === 'open') asked(site);
    if (kind === 'asked') return;
    if (kind === 'poke') poked(moved);
    if (kind === 'open' || kind === 'closed')
      runner.dispatch({ type: 'events-open', site, open: kind === 'open' });
    else runner.dispatch({ type: 'poked', site, kind });
  });
}
