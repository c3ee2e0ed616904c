import { goodsState } from '../../../domain/barcodes/goods-state.ts';
import { readBarcode, type BarcodeSettings } from '../../../domain/barcodes/read-barcode.ts';
import type { ScannedCode } from '../../../domain/barcodes/scanned-code.ts';
import { symbologyOf } from '../../../domain/barcodes/symbology-of.ts';
import { isCardText } from '../../../domain/pay/card-text.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { Refusal } from '../../shared/till-api.ts';
import type { ArticleEntry, CatalogueIndex } from '../catalogue/catalogue-index.ts';
import {
  badCode,
  CARD_SWIPED,
  isCoupon,
  pastBestBefore,
  unknownCode,
  unsellable,
} from './scan-refusals.ts';

/** An article that a code names, and what else the code says. */
export type Scanned = {
  readonly entry: ArticleEntry;
  readonly code: ScannedCode | undefined;
  /** As a document keeps it: the figures read. */
  readonly figures: string;
  /** Same for every code of one article; undefined where a number of ours was keyed. */
  readonly gtin14: string | undefined;
  readonly dimension: '1d' | '2d';
  readonly warning: string | undefined;
};

export type ScanRules = BarcodeSettings & {
  readonly sellsPastBestBefore: boolean;
  /** Nothing is sold: what is expired or called back is found too. */
  readonly takesAll?: boolean;
};

/**
 * What a scanned or keyed code names. Nothing is guessed: a code that is not listed, not whole or no
 * article at all is refused and never sells as something else (dom-B10).
 */
export function findScanned(
  text: string,
  index: CatalogueIndex,
  rules: ScanRules,
): Result<Scanned, Refusal> {
  if (isCardText(text)) return err(CARD_SWIPED);
  const { symbology, data, dimension } = symbologyOf(text);
  const plain = (entry: ArticleEntry): Result<Scanned, Refusal> => {
    const found = { entry, figures: data, dimension: '1d' } as const;
    return ok({ ...found, code: undefined, gtin14: undefined, warning: undefined });
  };
  // A shop's own numbers: any text, or six figures, which would else be taken for UPC-E.
  const own = symbology === undefined || symbology === 'KEYED' ? index.article(data) : undefined;
  if (own !== undefined && (symbology === undefined || data.length === 6)) return plain(own);
  if (symbology === undefined) return err(unknownCode(data));
  const read = readBarcode(symbology, data, rules);
  if (!read.ok) return own === undefined ? err(badCode(data, read.error)) : plain(own);
  const code = read.value;
  if (code.kind === 'coupon') return err(isCoupon(data));
  const entry = articleOf(code, index);
  if (entry === undefined) return own === undefined ? err(unknownCode(data)) : plain(own);
  return sellable({ entry, code, dimension, figures: figuresOf(code, data) }, rules);
}

function sellable(
  found: Pick<Scanned, 'entry' | 'dimension' | 'figures'> & { code: ScannedCode },
  rules: ScanRules,
): Result<Scanned, Refusal> {
  const { code, entry } = found;
  const { name, recalled_lots: recalled = [] } = entry.data;
  const state = rules.takesAll === true ? 'sellable' : goodsState(code, rules.today, recalled);
  const isPast = state === 'past-best-before';
  if (state !== 'sellable' && !(isPast && rules.sellsPastBestBefore)) {
    return err(unsellable(name, state));
  }
  const gtin14 = 'gtin14' in code ? code.gtin14 : undefined;
  return ok({ ...found, gtin14, warning: isPast ? pastBestBefore(name) : undefined });
}

/** Numbers with a price or weight in them are listed with zeros there, or by the article's number. */
function articleOf(code: ScannedCode, index: CatalogueIndex): ArticleEntry | undefined {
  if (code.kind === 'variable') {
    return (
      byGtin(code.baseGtin, index) ??
      index.article(code.itemRef) ??
      index.article(code.itemRef.replace(/^0+(?=.)/, ''))
    );
  }
  return byGtin('gtin14' in code ? code.gtin14 : code.code, index);
}

/** Never by an article number that happens to have the same figures. */
function byGtin(gtin: string, index: CatalogueIndex): ArticleEntry | undefined {
  const entry = index.find(gtin);
  return entry?.data.gtins.includes(gtin.padStart(14, '0')) === true ? entry : undefined;
}

function figuresOf(code: ScannedCode, data: string): string {
  if (code.kind === 'gs1' || code.kind === 'digital-link') return code.gtin14;
  return code.kind === 'gtin' ? (code.upcA ?? data) : data;
}
