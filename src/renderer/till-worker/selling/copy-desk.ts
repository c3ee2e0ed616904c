import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Refusal, TillCommands } from '../../shared/till-api.ts';
import { BUSY, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignedOff } from '../people/sign-off.ts';
import { plainFact } from './facts.ts';
import type { ReceiptOf } from './receipt-of.ts';
import { say } from '../../shared/words/say.ts';

/** Who asks, and the day it counts for. */
export type Seller = {
  cashier: string;
  businessDate: string;
  /** Where drawers are cashiers' own: what names no shift by itself counts in this one (dom-Z9). */
  shiftId?: string;
};

/** As it stands in the body of an op. */
export const ofDrawer = ({ shiftId }: Pick<Seller, 'shiftId'>): { shift_id?: string } =>
  shiftId === undefined ? {} : { shift_id: shiftId };

export type CopyDeskPorts = {
  seller(): Seller | undefined;
  /** A document of this till by its printed number. */
  docNamed(docNo: string): Promise<DocRow | undefined>;
  commit(fact: Fact): Promise<CommitResult>;
  receiptOf: ReceiptOf;
  print(name: string, doc: ReceiptDoc): Promise<void>;
  wallMs(): number;
  /** Whether a copy may be printed, on somebody's signature where it needs one. */
  may(approver: Approver | undefined): Promise<SignedOff | Refusal>;
};

/**
 * Prints receipts once more. A copy is in the journal, with its number, before it is on paper (RCP8):
 * one that a power cut keeps from the printer was counted, and no number comes twice.
 */
export class CopyDesk {
  private readonly ports: CopyDeskPorts;
  private isPrinting = false;

  constructor(ports: CopyDeskPorts) {
    this.ports = ports;
  }

  /** A key pressed twice prints one copy: while one is under way, there is no other. */
  async print(docNo: string, approver?: Approver): Promise<TillCommands['print-copy']['answer']> {
    const seller = this.ports.seller();
    if (seller === undefined) return NOT_SIGNED_IN;
    if (this.isPrinting) return BUSY;
    this.isPrinting = true;
    try {
      const signed = await this.ports.may(approver);
      return signed.ok ? await this.copy(docNo, seller, signed.approver) : signed;
    } finally {
      this.isPrinting = false;
    }
  }

  private async copy(
    docNo: string,
    seller: Seller,
    approver: string | undefined,
  ): Promise<TillCommands['print-copy']['answer']> {
    const { ports } = this;
    const doc = await ports.docNamed(docNo);
    if (doc === undefined)
      return {
        ok: false,
        kind: 'no-such-document',
        next: say('This till does not hold that receipt. Look at its number.'),
      };
    const copy = (doc.copies ?? 0) + 1;
    const atMs = ports.wallMs();
    const signed = approver === undefined ? {} : { approver };
    const of = { doc_id: doc.docId, doc_no: docNo, copy, cashier: seller.cashier };
    const body = { ...of, ...signed, ...ofDrawer(seller) };
    const done = await ports.commit({
      ...plainFact('receipt-copied', seller.businessDate, body),
      copied: { docId: doc.docId, count: copy },
    });
    if (!done.ok)
      return { ok: false, kind: done.kind, next: say('No copy was printed. Try again.') };
    // The document's body is the sale this till wrote.
    const receipt = ports.receiptOf(doc.body as Sale, { number: copy, atMs }, doc.seal);
    try {
      await ports.print(`${docNo}-copy-${copy}`, receipt);
    } catch {
      return { ok: false, kind: 'not-printed', next: say('The copy was not printed. Try again.') };
    }
    return { ok: true, copy };
  }
}
