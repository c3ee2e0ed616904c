import type { BarcodeProblem } from '../../../domain/barcodes/scanned-code.ts';
import type { MeasureProblem } from '../../../domain/barcodes/sold-measure.ts';
import type { Refusal } from '../../shared/till-api.ts';

const MISREAD = 'was not read as a whole. Scan it again, or search by name.';
const NO_ARTICLE = 'names no article. Scan the code of the article itself.';

/** Ends of sentences that begin with the code. */
const CODE_WORDS: Record<BarcodeProblem, string> = {
  charset: MISREAD,
  length: MISREAD,
  'check-digit': 'has a wrong check digit. Scan it again, or check the figures.',
  'number-system': 'is no retail code. Search for the article by name.',
  'price-check-digit': 'has a price that was not read right. Scan it again, or key the price.',
  'not-gs1': NO_ARTICLE,
  'unknown-ai': MISREAD,
  'ai-format': MISREAD,
  'ai-date': MISREAD,
  'ai-duplicate': MISREAD,
  'no-gtin': NO_ARTICLE,
  'measure-missing': 'names no weight, count or price. Weigh it, or search by name.',
  'dl-syntax': MISREAD,
};

/** Ends of sentences that begin with the article's name. */
const MEASURE_WORDS: Record<MeasureProblem, string> = {
  'empty-label': 'has nothing on its label: no price, weight or count. Have it labelled again.',
  'other-currency': 'is labelled in another currency. Search by name and sell it at our price.',
  'finer-than-money': 'has a price that nobody can pay exactly. Have it labelled again.',
  'finer-than-grams': 'is labelled finer than to the gram. Weigh it, or search by name.',
  'weight-in-pounds': 'is labelled in pounds and sold by the kilogram. Weigh it.',
  'weight-of-pieces': 'is sold by the piece, its label has a weight. Ask a supervisor.',
  'measure-too-large': 'has a label that says too much. Search by name.',
};

/** Figures alone, as many as a barcode has. */
const PLAIN_CODE = /^(?:\d{1,8}|\d{12,14})$/;
/** As many figures as a card may have, in groups or not. */
const LONG_NUMBER = /\p{Nd}(?:[ .-]?\p{Nd}){11,}/gu;

/**
 * The code as a person can read it: control signs shown, and not longer than a line. Of long numbers only
 * a barcode's is shown: anything else may be a card that was read wrong (dom-Y2).
 */
function shown(code: string): string {
  // oxlint-disable-next-line no-control-regex
  const text = code.replaceAll(/[\u0000-\u001f\u007f]/g, '·');
  const masked = PLAIN_CODE.test(text)
    ? text
    : text.replaceAll(LONG_NUMBER, (figures) => `••${figures.slice(-4)}`);
  return masked.length > 20 ? `${masked.slice(0, 20)}…` : masked;
}

/** Says nothing of what was read (dom-Y2). */
export const CARD_SWIPED: Refusal = {
  ok: false,
  kind: 'card-swiped',
  next: 'That was a payment card. Nothing of it was kept; take it at the terminal.',
};

export function unknownCode(code: string): Refusal {
  const next = `${shown(code)} is not in the catalogue. Search by name, or set it aside.`;
  return { ok: false, kind: 'unknown-code', next };
}

export function badCode(code: string, problem: BarcodeProblem): Refusal {
  return { ok: false, kind: problem, next: `${shown(code)} ${CODE_WORDS[problem]}` };
}

/** A coupon is no article, whatever figures it has (dom-B10). */
export function isCoupon(code: string): Refusal {
  const next = `${shown(code)} is not in the catalogue: it is a coupon. Nothing was added.`;
  return { ok: false, kind: 'coupon', next };
}

export function badMeasure(name: string, problem: MeasureProblem): Refusal {
  return { ok: false, kind: problem, next: `${name} ${MEASURE_WORDS[problem]}` };
}

export function unsellable(
  name: string,
  why: 'expired' | 'recalled' | 'past-best-before',
): Refusal {
  const words = {
    expired: 'has expired. It must not be sold: void it if it is in the basket.',
    recalled: 'is of a lot that was called back: void it if it is in the basket.',
    'past-best-before': 'is past its best-before date, and this store does not sell such.',
  };
  return { ok: false, kind: why, next: `${name} ${words[why]}` };
}

/** Sold, but somebody should look at it. */
export function pastBestBefore(name: string): string {
  return `${name} is past its best-before date. It was added; tell the customer, or void the line.`;
}
