import { randomId } from '../random.ts';
import type { DocFinder } from '../receipts/doc-finder.ts';
import { commitDocument } from '../selling/checkout.ts';
import { scanRulesAt } from '../selling/till-rules.ts';
import { answers } from '../sync-view.ts';
import type { TillCore } from '../till-core.ts';
import type { TillDesk } from '../till-desk.ts';
import { workerClock } from '../worker-clock.ts';
import { backGoods, lookBackDays } from './back-price.ts';
import { NoReceiptDesk, type NoReceiptDeskPorts } from './no-receipt-desk.ts';

/** Returns without a receipt at this till, by its catalogue and its store's profile. */
export function openNoReceiptDesk(
  core: TillCore,
  desk: TillDesk,
  of: Pick<NoReceiptDeskPorts, 'whyNot' | 'isTraining' | 'creditFor'> & { finder: DocFinder },
): NoReceiptDesk {
  const { identity, catalogue, wire } = core;
  const { profile } = identity;
  const { counter, rules, signOff } = desk;
  const price = {
    profile,
    index: () => catalogue.index,
    book: () => desk.promotions.book,
    currency: rules.currency,
    scanRules: (ms: number) => scanRulesAt(profile, rules.currency, ms),
    correctedMs: () => wire.correctedMs(),
  };
  return new NoReceiptDesk({
    ...counter,
    ...of,
    own: { store: identity.store, till: identity.till },
    cashPolicy: rules.cashPolicy,
    taxSetup: rules.taxSetup,
    days: lookBackDays(profile),
    goodsOf: (ask) => backGoods(ask, price),
    isOffline: () => !answers(core.runner.state),
    may: (used, approver) => signOff.may(used, approver),
    newId: randomId,
    wallMs: () => workerClock.wallMs(),
    commit: (fact) => commitDocument(core, fact),
  });
}
