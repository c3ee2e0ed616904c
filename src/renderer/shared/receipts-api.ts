import type { ReceiptDoc } from '../../contracts/receipt-doc.ts';
import type { Approver } from './terms-api.ts';
import type { Done, Refusal } from './till-api.ts';

/** What a cashier says of a receipt; `any` is the list of all, newest first. */
export type ReceiptBy = 'any' | 'number' | 'amount' | 'article' | 'card';

export type ReceiptQuery = {
  by: ReceiptBy;
  text: string;
  /** Business day, `yyyy-mm-dd`; absent for every day. */
  day?: string;
  /** `hh:mm` of the store; half an hour on either side counts. Only with a day. */
  time?: string;
  /** Of other tills of the store, which head office knows; else of this till alone. */
  ofStore: boolean;
  /** How many were seen before. */
  offset: number;
};

/** A document is one of these to a cashier; an exchange sells and takes back. */
export type ReceiptKind = 'sale' | 'return' | 'exchange' | 'post-void';

export type ReceiptHit = {
  docNo: string;
  till: string;
  businessDate: string;
  closedMs: number;
  cashier: string;
  /** Minor units; negative where the customer got money. */
  total: number;
  kind: ReceiptKind;
  /** Lines of it. */
  lines: number;
  /** The first article's name, to know it by. */
  first: string;
};

/** A page of what was found; `total` counts all of it (no list ends without saying so). */
export type ReceiptPage = {
  ok: true;
  hits: ReceiptHit[];
  total: number;
  /** False while receipts from before an update of the till are still being listed. */
  isComplete: boolean;
};

export type ReceiptLineView = {
  line: string;
  article: string;
  name: string;
  /** Thousandths; negative in a return. */
  qtyMilli: number;
  /** What was paid for all of it, tax included. */
  gross: number;
  /** What came back already, thousandths, as far as this till knows. */
  returnedMilli: number;
  /** It put value on a card: that does not come back (GIFT3). */
  isLoad?: true;
  /** Sold by weight: it comes back as a whole. Absent too where the article is no longer known. */
  isByWeight?: true;
};

/** One document, opened. */
export type ReceiptView = ReceiptHit & {
  receipt: ReceiptDoc;
  copies: number;
  lineViews: ReceiptLineView[];
  isOfThisTill: boolean;
  /** Its own square was read, and this till wrote it. */
  isVerified: boolean;
  /** Of a return: what it brings back. */
  returnOf: string | undefined;
  /** Documents that brought some of it back, oldest first. */
  returnedBy: string[];
};

/** Which document to open: by its number, or by what a scanner read of its square. */
export type ReceiptAsked = { docNo: string } | { code: string };

/** The page of a list, rows. */
export const RECEIPTS_A_PAGE = 50;

/** What a receipt's square begins with; no article's code does. */
export const RECEIPT_CODE = /^EV1\//i;

/** Commands about earlier receipts that move nothing. */
export type ReceiptCommands = {
  /** Earlier documents, newest first, a page at a time. */
  'find-receipts': { arg: ReceiptQuery; answer: ReceiptPage | Refusal };
  /** Prints a document of this till once more, marked and counted; `copy` is its number. */
  'print-copy': {
    arg: { docNo: string; approver?: Approver };
    answer: { ok: true; copy: number } | Refusal;
  };
  /** The receipt goes to the customer by e-mail, once head office knows of it. */
  'mail-receipt': { arg: { docNo: string; to: string }; answer: Done | Refusal };
};
