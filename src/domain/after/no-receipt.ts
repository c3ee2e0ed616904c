import type { UnsettledParts } from '../assemble-sale.ts';
import { must } from '../assert.ts';
import type { BasketArticle } from '../basket.ts';
import { saleLabel } from '../close-sale.ts';
import { NOTHING } from '../money.ts';
import { isWholePieces, milli, ONE_WHOLE, quantityValue, type Milli } from '../quantity.ts';
import { err, ok, type Result } from '../result.ts';
import type { SaleLine } from '../sale.ts';
import { taxDocument, type TaxedLine, type TaxProblem } from '../tax.ts';
import type { TaxSetup } from '../tax-setup.ts';
import type { ReturnReason } from './after-reason.ts';

/** Goods that come back without a receipt: `article` at the price that is paid for them. */
export type UnprovenGoods = {
  readonly article: BasketArticle;
  /** The deposit that was sold with each piece. */
  readonly deposit?: BasketArticle;
  readonly qtyMilli: Milli;
  readonly reason: ReturnReason;
};

export type NoReceiptProblem =
  'empty-return' | 'nothing-to-return' | 'return-too-long' | TaxProblem;

/** Nobody brings more without a receipt; it bounds the document. */
const MOST_LINES = 50;

/**
 * The document of such a return but for how it is paid: negative lines that point to no sale, at today's
 * taxes of their classes, never reduced by anything (dom-T2).
 */
export function noReceiptParts(
  taxSetup: TaxSetup,
  goods: readonly UnprovenGoods[],
): Result<UnsettledParts, NoReceiptProblem> {
  if (goods.length === 0) return err('empty-return');
  if (goods.length > MOST_LINES) return err('return-too-long');
  if (goods.some(({ qtyMilli }) => qtyMilli <= 0)) return err('nothing-to-return');
  const drafts = draftsOf(goods);
  const taxed = taxDocument(
    taxSetup,
    drafts.map(({ line, article, qtyMilli }) => ({
      id: line,
      qty: quantityValue(milli(0 - qtyMilli)),
      unitPrice: article.unitPrice,
      taxes: article.taxCodes,
    })),
  );
  if (!taxed.ok) return taxed;
  const lines = drafts.map((draft, at) =>
    lineOf(draft, must(taxed.value.lines[at], 'a taxed line for each draft')),
  );
  return ok({ taxSetup, lines, voids: [] });
}

type Draft = Pick<UnprovenGoods, 'article' | 'qtyMilli' | 'reason'> & {
  readonly line: string;
  readonly depositOf?: string;
};

function draftsOf(goods: readonly UnprovenGoods[]): Draft[] {
  const drafts: Draft[] = [];
  for (const { article, deposit, qtyMilli, reason } of goods) {
    const line = String(drafts.length + 1);
    drafts.push({ line, article, qtyMilli, reason });
    if (deposit === undefined) continue;
    // What is weighed stands in one vessel, as when it was sold (ASK6).
    const isLoose = article.byWeight === true && article.label === undefined;
    const isWeighed = isLoose || !isWholePieces(qtyMilli);
    const pieces = isWeighed ? ONE_WHOLE : qtyMilli;
    const own = String(drafts.length + 1);
    drafts.push({ line: own, article: deposit, qtyMilli: pieces, reason, depositOf: line });
  }
  return drafts;
}

function lineOf({ line, article, qtyMilli, reason, depositOf }: Draft, taxed: TaxedLine): SaleLine {
  return {
    line,
    article: article.article,
    ...(article.gtin === undefined ? {} : { gtin: article.gtin }),
    name: article.name,
    qty_milli: milli(0 - qtyMilli),
    unit_price: article.unitPrice,
    ext: taxed.ext,
    line_discount: NOTHING,
    doc_discount: NOTHING,
    net: taxed.netExclTax,
    tax: taxed.tax,
    gross: taxed.gross,
    tax_class: article.taxClass,
    price_stamp: { hlc: article.priceStamp.hlc, origin: article.priceStamp.origin },
    ...(article.label === undefined ? {} : { label: saleLabel(article.label) }),
    ...(depositOf === undefined ? {} : { deposit_of: depositOf }),
    return_reason: reason,
  };
}
