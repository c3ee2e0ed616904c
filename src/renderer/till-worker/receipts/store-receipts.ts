import { DocumentAnswer, DocumentsAnswer, type DocumentHit } from '../../../contracts/documents.ts';
import { parseJson } from '../../../contracts/parse.ts';
import type { FindWhen } from '../../../domain/after/find-keys.ts';
import { milli } from '../../../domain/quantity.ts';
import { docId } from '../../../domain/ids.ts';
import type { Returning } from '../../../domain/after/returned-quantity.ts';
import { proveTotals } from '../../../domain/prove-totals.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { Seal } from '../../../domain/signing/device-signature.ts';
import type { ReceiptHit, ReceiptPage, ReceiptQuery } from '../../shared/receipts-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import {
  DAY_NEEDED,
  LINE_DOWN,
  LIST_LINE_DOWN,
  NONE_IN_TRAINING,
  NOT_PROVEN,
  notHere,
} from './receipts-refusals.ts';

/** A signed read of a site, by path: what it said, or undefined where it said nothing. */
export type AskSite = (
  site: string,
  path: string,
) => Promise<{ status: number; text: string } | undefined>;

export type StoreReceiptsPorts = {
  /** The site in use first. */
  sites: () => readonly string[];
  region: string;
  ask: AskSite;
  /** Head office keeps no receipts of what is practised. */
  isTraining: () => boolean;
};

export type ToldReturn = Returning & Pick<Sale, 'doc_no'>;

/** What head office knows of one document. */
export type ToldDocument = {
  ok: true;
  sale: Sale;
  returns: readonly ToldReturn[];
  /** What its till told of its signature. */
  seal?: Seal;
};

/** Documents of all tills of the store, as head office tells them; nothing of it is kept. */
export class StoreReceipts {
  private readonly p: StoreReceiptsPorts;

  constructor(p: StoreReceiptsPorts) {
    this.p = p;
  }

  async find(query: ReceiptQuery, when: FindWhen): Promise<ReceiptPage | Refusal> {
    if (this.p.isTraining()) return NONE_IN_TRAINING;
    const needsDay = query.by === 'article' || query.by === 'card';
    if (needsDay && query.text !== '' && when.day === undefined) return DAY_NEEDED;
    const said = await this.ask(`/v1/store/documents?${searchOf(query, when)}`);
    if (said === undefined) return LIST_LINE_DOWN;
    const answer = parseJson(DocumentsAnswer, said.text);
    if (answer === undefined || answer.region !== this.p.region) return LIST_LINE_DOWN;
    const { documents, total } = answer;
    return { ok: true, hits: documents.map(hitOf), total, isComplete: true };
  }

  async open(docNo: string): Promise<ToldDocument | Refusal> {
    if (this.p.isTraining()) return notHere(docNo);
    const said = await this.ask(`/v1/store/documents/${encodeURIComponent(docNo)}`);
    if (said === undefined) return LINE_DOWN;
    if (said.status === 404) return notHere(docNo);
    const answer = parseJson(DocumentAnswer, said.text);
    if (answer === undefined || answer.region !== this.p.region) return LINE_DOWN;
    // Its shape was checked, its sums are proven; the brands of the domain say no more than that.
    const proven = proveTotals(answer.document as object as Sale);
    if (!proven.ok) return NOT_PROVEN;
    const sale = proven.value;
    const returns = answer.returns.map((told) => returningOf(told, sale));
    const { seal } = answer;
    return { ok: true, sale, returns, ...(seal === undefined ? {} : { seal }) };
  }

  /**
   * The first site that knows an answer. One that is behind may not know the document yet: that there is
   * none is known only where every site says so, else nothing is.
   */
  private async ask(path: string): Promise<{ status: number; text: string } | undefined> {
    const sites = this.p.sites();
    const unknown: { status: number; text: string }[] = [];
    for (const site of sites) {
      const said = await this.p.ask(site, path);
      if (said?.status === 200) return said;
      if (said?.status === 404) unknown.push(said);
    }
    return unknown.length === sites.length ? unknown[0] : undefined;
  }
}

function searchOf({ by, text, offset }: ReceiptQuery, when: FindWhen): string {
  const isPlain = text === '';
  const parts: [string, string | number | undefined][] = [
    ['by', isPlain ? 'any' : by],
    ['text', isPlain ? undefined : text],
    ['day', when.day],
    ['from_ms', when.fromMs],
    ['to_ms', when.toMs],
    ['offset', offset],
  ];
  return parts
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`],
    )
    .join('&');
}

function hitOf(told: DocumentHit): ReceiptHit {
  const { doc_no, till, business_date, closed_ms, cashier, gross, kind, lines, first } = told;
  return {
    docNo: doc_no,
    till,
    businessDate: business_date,
    closedMs: closed_ms,
    cashier,
    total: gross,
    kind,
    lines,
    first,
  };
}

function returningOf(told: DocumentAnswer['returns'][number], sale: Sale): ToldReturn {
  const lines = told.lines.map(({ line }) => line);
  return {
    doc_id: docId(told.doc_id),
    doc_no: told.doc_no,
    returns_of: { doc_id: sale.doc_id, doc_no: sale.doc_no, lines },
    lines: told.lines.map(({ qty_milli }) => ({ qty_milli: milli(qty_milli) })),
  };
}
