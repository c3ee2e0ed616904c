import type { HostLink } from '../host-link.ts';
import { SignOff } from '../people/sign-off.ts';
import type { CopyDesk } from '../selling/copy-desk.ts';
import { openCopyDesk } from '../selling/open-copy-desk.ts';
import type { TillCore } from '../till-core.ts';
import type { TillDesk } from '../till-desk.ts';
import { DocFinder } from './doc-finder.ts';
import { fillFinds, isIndexFull } from './fill-finds.ts';
import { ReceiptsDesk } from './receipts-desk.ts';
import { StoreReceipts } from './store-receipts.ts';

/** Everything that is done with sales of before. */
export type AfterDesks = { copies: CopyDesk; receipts: ReceiptsDesk };

/** The desks of this till for earlier documents, over its database and head office. */
export function openAfterDesks(host: HostLink, core: TillCore, desk: TillDesk): AfterDesks {
  const { db, identity, receipts, wire, runner } = core;
  const { profile } = identity;
  const finder = new DocFinder(db);
  const signOff = new SignOff({
    cashier: () => desk.cashier,
    permissions: () => core.rights.now,
    verify: desk.verify,
    money: { locale: profile.locale, currency: profile.currency },
  });
  // Behind the first sale: documents of an older version are found a little later.
  void fillFinds(db).catch(() => undefined);
  return {
    copies: openCopyDesk(host, core, finder, {
      seller: () => desk.seller,
      may: (approver) => signOff.may([{ action: 'reprint' }], approver),
    }),
    receipts: new ReceiptsDesk({
      finder,
      isSignedIn: () => desk.cashier !== undefined,
      own: { store: identity.store, till: identity.till },
      currency: desk.rules.currency,
      timeZone: profile.time_zone,
      isIndexFull: () => isIndexFull(db),
      receipts,
      atHeadOffice: new StoreReceipts({
        region: identity.region,
        sites: () => {
          const { current, sites } = runner.state;
          return [current, ...sites.map(({ id }) => id).filter((id) => id !== current)];
        },
        ask: (site, path) => wire.ask(site, path),
      }),
    }),
  };
}
