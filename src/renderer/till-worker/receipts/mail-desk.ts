import { readMailAddress } from '../../../contracts/mail-address.ts';
import type { ReceiptDoc, ReceiptLine } from '../../../contracts/receipt-doc.ts';
import type { ReceiptMailBody } from '../../../contracts/receipt-mail.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { Seal } from '../../../domain/signing/device-signature.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import type { Refusal, TillCommands } from '../../shared/till-api.ts';
import { customersLanguage, later, sayToCustomer } from '../../shared/words/say.ts';
import { BUSY, DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { Seller } from '../selling/copy-desk.ts';
import { plainFact } from '../selling/facts.ts';

export type MailDeskPorts = {
  /** The store's sites know a mail server. */
  isOffered: boolean;
  seller(): Seller | undefined;
  /** A document of this till by its printed number. */
  docNamed(docNo: string): Promise<DocRow | undefined>;
  commit(fact: Fact): Promise<CommitResult>;
  /** The receipt without what proves or pays something: square and slip stay on paper (MAIL1). */
  letterOf(sale: Sale, seal?: Seal): ReceiptDoc;
  /** What its letter says of its signature, as its paper does. */
  sealOf(doc: DocRow): Promise<Seal | undefined>;
};

const refusal = (kind: string, next: string): Refusal => ({ ok: false, kind, next });

export const NO_MAIL = refusal('no-mail', later('This store sends no receipts by e-mail.'));
export const BAD_ADDRESS = refusal(
  'bad-address',
  later('This is no e-mail address. Write it as in name@example.org.'),
);
export const NO_SUCH_RECEIPT = refusal(
  'no-such-document',
  later('This till does not hold that receipt. Look at its number.'),
);
export const TOO_LONG = refusal(
  'receipt-too-long',
  later('This receipt is too long for an e-mail. Print a copy.'),
);
export const NOT_TOLD = refusal('not-stored', later('Nothing was sent. Try again.'));

/** The square of a signature is for who holds the paper: its words stand in the letter. */
const ON_PAPER_ALONE: ReadonlySet<ReceiptLine['kind']> = new Set(['drawer', 'cut', 'qr']);

/** An op takes no more, by far; nobody buys so much. */
const MOST_SIGNS = 150_000;

/**
 * Receipts by e-mail. The till writes down that one was asked for, with all that is in it, and head office
 * sends it: with the line down it goes out later, and once however often it is told (MAIL1).
 */
export class MailDesk {
  private readonly p: MailDeskPorts;
  private isTelling = false;

  constructor(p: MailDeskPorts) {
    this.p = p;
  }

  /** A key pressed twice asks once: while one is under way, there is no other. */
  async send(docNo: string, keyed: string): Promise<TillCommands['mail-receipt']['answer']> {
    const seller = this.p.seller();
    if (seller === undefined) return NOT_SIGNED_IN;
    if (!this.p.isOffered) return NO_MAIL;
    const to = readMailAddress(keyed);
    if (to === undefined) return BAD_ADDRESS;
    if (this.isTelling) return BUSY;
    this.isTelling = true;
    try {
      return await this.tell(docNo, to, seller);
    } finally {
      this.isTelling = false;
    }
  }

  private async tell(
    docNo: string,
    to: string,
    { cashier, businessDate }: Seller,
  ): Promise<TillCommands['mail-receipt']['answer']> {
    const doc = await this.p.docNamed(docNo);
    if (doc === undefined) return NO_SUCH_RECEIPT;
    // The document's body is the sale this till wrote.
    const sale = doc.body as Sale;
    if (sale.training === true) return NO_SUCH_RECEIPT;
    const seal = await this.p.sealOf(doc);
    const body: ReceiptMailBody = {
      doc_id: doc.docId,
      doc_no: docNo,
      to,
      language: customersLanguage(),
      subject: sayToCustomer('Your receipt {docNo}', { docNo }),
      receipt: this.p.letterOf(sale, seal).filter(({ kind }) => !ON_PAPER_ALONE.has(kind)),
      cashier,
    };
    if (JSON.stringify(body).length > MOST_SIGNS) return TOO_LONG;
    const done = await this.p.commit(plainFact('receipt-mail-asked', businessDate, body));
    return done.ok ? DONE : { ...NOT_TOLD, kind: done.kind };
  }
}
