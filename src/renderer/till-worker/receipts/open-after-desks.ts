import type { HostLink } from '../host-link.ts';
import type { NoReceiptDesk } from '../no-receipt/no-receipt-desk.ts';
import { openNoReceiptDesk } from '../no-receipt/open-no-receipt-desk.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { ANSWER_FIRST, PART_PAID } from '../desk-answers.ts';
import { randomId } from '../random.ts';
import { DrawerDesk, type DrawerDeskPorts } from '../returns/drawer-desk.ts';
import type { RefundDesk } from '../returns/refund-desk.ts';
import { ReturnDesk } from '../returns/return-desk.ts';
import { commitDocument } from '../selling/checkout.ts';
import { printReceipt } from '../selling/print-receipt.ts';
import { creditMaker } from '../value/credit-maker.ts';
import { workerClock } from '../worker-clock.ts';
import type { CopyDesk } from '../selling/copy-desk.ts';
import { openCopyDesk } from '../selling/open-copy-desk.ts';
import type { TillCore } from '../till-core.ts';
import type { TillDesk } from '../till-desk.ts';
import { docsOfMode } from '../training/docs-of-mode.ts';
import { DocFinder } from './doc-finder.ts';
import { sealSoon } from '../signing/seal-soon.ts';
import { fillFinds, isIndexFull } from './fill-finds.ts';
import { MailDesk } from './mail-desk.ts';
import { ReceiptsDesk } from './receipts-desk.ts';
import { openStoreReceipts } from './open-store-receipts.ts';

/** Everything that is done with sales of before. */
export type AfterDesks = {
  copies: CopyDesk;
  mails: MailDesk;
  receipts: ReceiptsDesk;
  returns: ReturnDesk;
  noReceipt: NoReceiptDesk;
  refunds: RefundDesk;
  drawer: DrawerDesk;
};

/** The desks of this till for earlier documents, over its database and head office. */
export function openAfterDesks(
  host: HostLink,
  core: TillCore,
  desk: TillDesk,
  counting: DrawerDeskPorts['counting'],
): AfterDesks {
  const { db, identity, receipts } = core;
  const { profile } = identity;
  const { committer } = core;
  const isTraining = (): boolean => committer.training !== undefined;
  const finder = new DocFinder(docsOfMode(db, isTraining));
  const { counter, signOff } = desk;
  const { creditFor } = creditMaker(core);
  const atHeadOffice = openStoreReceipts(core);
  const own = { store: identity.store, till: identity.till };
  const whyNot = (): Refusal | undefined => {
    if (counter.isPartPaid()) return PART_PAID;
    return counter.busy() ?? (counter.isAsking() ? ANSWER_FIRST : undefined);
  };
  // Behind the first sale: documents of an older version are found a little later.
  void fillFinds(db).catch(() => undefined);
  return {
    copies: openCopyDesk(host, core, finder, {
      seller: () => desk.seller,
      may: (approver) => signOff.may([{ action: 'reprint' }], approver),
    }),
    mails: new MailDesk({
      isOffered: profile.mails_receipts === true,
      seller: () => desk.seller,
      docNamed: (docNo) => finder.named(docNo),
      commit: (fact) => committer.commit(fact),
      letterOf: receipts.receiptOfOther,
      sealOf: (doc) =>
        sealSoon(core.signing, doc, (ms) => new Promise((resolve) => setTimeout(resolve, ms))),
    }),
    receipts: new ReceiptsDesk({
      finder,
      isSignedIn: () => desk.cashier !== undefined,
      own,
      currency: desk.rules.currency,
      timeZone: profile.time_zone,
      isIndexFull: () => isIndexFull(db),
      receipts,
      atHeadOffice,
      isByWeight: (article) => core.catalogue.index.article(article)?.data.unit === 'kg',
    }),
    returns: new ReturnDesk({
      ...counter,
      creditFor,
      finder,
      atHeadOffice,
      own,
      whyNot,
      isTraining,
      cashPolicy: desk.rules.cashPolicy,
      currency: desk.rules.currency,
      may: (used, approver) => signOff.may(used, approver),
      newId: randomId,
      wallMs: () => workerClock.wallMs(),
      commit: (fact) => commitDocument(core, fact),
      refunds: desk.refunds,
      act: (action) => desk.act(action),
      taxSetup: desk.rules.taxSetup,
    }),
    noReceipt: openNoReceiptDesk(core, desk, { finder, whyNot, isTraining, creditFor }),
    refunds: desk.refunds,
    drawer: new DrawerDesk({
      seller: counter.inHand,
      counting,
      may: (approver) => signOff.may([{ action: 'no-sale' }], approver),
      commit: (fact) => core.committer.commit(fact),
      print: (name, doc) => printReceipt(host, name, doc),
      profile,
      place: `${own.store}-${own.till}`,
      wallMs: () => workerClock.wallMs(),
    }),
  };
}
