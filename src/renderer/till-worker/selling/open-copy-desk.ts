import type { HostLink } from '../host-link.ts';
import type { TillCore } from '../till-core.ts';
import { workerClock } from '../worker-clock.ts';
import type { DocFinder } from '../receipts/doc-finder.ts';
import { CopyDesk, type CopyDeskPorts } from './copy-desk.ts';
import { printReceipt } from './print-receipt.ts';

/** Copies of this till's documents, on its printer. */
export function openCopyDesk(
  host: HostLink,
  { committer, receipts }: TillCore,
  finder: DocFinder,
  asker: Pick<CopyDeskPorts, 'seller' | 'may'>,
): CopyDesk {
  return new CopyDesk({
    ...asker,
    docNamed: (docNo) => finder.named(docNo),
    commit: (fact) => committer.commit(fact),
    receiptOf: receipts.receiptOf,
    print: (name, doc) => printReceipt(host, name, doc),
    wallMs: () => workerClock.wallMs(),
  });
}
