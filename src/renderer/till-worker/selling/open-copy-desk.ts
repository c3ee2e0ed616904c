import type { HostLink } from '../host-link.ts';
import type { TillCore } from '../till-core.ts';
import { workerClock } from '../worker-clock.ts';
import { CopyDesk, type CopyDeskPorts } from './copy-desk.ts';
import { printReceipt } from './print-receipt.ts';

/** Copies of this till's documents, on its printer. */
export function openCopyDesk(
  host: HostLink,
  { db, committer, receiptOf }: TillCore,
  seller: CopyDeskPorts['seller'],
): CopyDesk {
  return new CopyDesk({
    seller,
    // Newest day first: a copy is mostly wanted of what was just sold.
    docNamed: (docNo) =>
      db.docs
        .orderBy('businessDate')
        .reverse()
        .filter((doc) => doc.docNo === docNo)
        .first(),
    commit: (fact) => committer.commit(fact),
    receiptOf,
    print: (name, doc) => printReceipt(host, name, doc),
    wallMs: () => workerClock.wallMs(),
  });
}
