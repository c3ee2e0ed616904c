import type { HostLink } from '../host-link.ts';
import { randomId } from '../random.ts';
import { printReceipt } from '../selling/print-receipt.ts';
import type { TillCore } from '../till-core.ts';
import type { TillDesk } from '../till-desk.ts';
import { workerClock } from '../worker-clock.ts';
import { CashMoveDesk } from './cash-move-desk.ts';

/** Everything about the drawer's cash and the end of its shift. */
export type CloseDesks = { moves: CashMoveDesk };

export function openCloseDesks(host: HostLink, core: TillCore, desk: TillDesk): CloseDesks {
  const { identity, committer } = core;
  const { counter, signOff } = desk;
  return {
    moves: new CashMoveDesk({
      seller: counter.seller,
      may: (approver) => signOff.may([{ action: 'cash-move' }], approver),
      commit: (fact) => committer.commit(fact),
      print: (name, doc) => printReceipt(host, name, doc),
      profile: identity.profile,
      place: `${identity.store}-${identity.till}`,
      newId: randomId,
      wallMs: () => workerClock.wallMs(),
    }),
  };
}
