import type { BarcodeProblem } from '../../../domain/barcodes/scanned-code.ts';
import type { MeasureProblem } from '../../../domain/barcodes/sold-measure.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { later, say } from '../../shared/words/say.ts';

/** A sentence about a code or an article. */
type ByName = (name: string) => string;

const MISREAD: ByName = (name) =>
  say('{name} was not read as a whole. Scan it again, or search by name.', { name });
const NO_ARTICLE: ByName = (name) =>
  say('{name} names no article. Scan the code of the article itself.', { name });

const CODE_WORDS: Record<BarcodeProblem, ByName> = {
  charset: MISREAD,
  length: MISREAD,
  'check-digit': (name) =>
    say('{name} has a wrong check digit. Scan it again, or check the figures.', { name }),
  'number-system': (name) =>
    say('{name} is no retail code. Search for the article by name.', { name }),
  'price-check-digit': (name) =>
    say('{name} has a price that was not read right. Scan it again, or key the price.', { name }),
  'not-gs1': NO_ARTICLE,
  'unknown-ai': MISREAD,
  'ai-format': MISREAD,
  'ai-date': MISREAD,
  'ai-duplicate': MISREAD,
  'no-gtin': NO_ARTICLE,
  'measure-missing': (name) =>
    say('{name} names no weight, count or price. Weigh it, or search by name.', { name }),
  'dl-syntax': MISREAD,
};

const MEASURE_WORDS: Record<MeasureProblem, ByName> = {
  'empty-label': (name) =>
    say('{name} has nothing on its label: no price, weight or count. Have it labelled again.', {
      name,
    }),
  'other-currency': (name) =>
    say('{name} is labelled in another currency. Search by name and sell it at our price.', {
      name,
    }),
  'finer-than-money': (name) =>
    say('{name} has a price that nobody can pay exactly. Have it labelled again.', { name }),
  'finer-than-grams': (name) =>
    say('{name} is labelled finer than to the gram. Weigh it, or search by name.', { name }),
  'weight-in-pounds': (name) =>
    say('{name} is labelled in pounds and sold by the kilogram. Weigh it.', { name }),
  'weight-of-pieces': (name) =>
    say('{name} is sold by the piece, its label has a weight. Ask a supervisor.', { name }),
  'measure-too-large': (name) =>
    say('{name} has a label that says too much. Search by name.', { name }),
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
  next: later('That was a payment card. Nothing of it was kept; take it at the terminal.'),
};

export function unknownCode(code: string): Refusal {
  const next = say('{shown} is not in the catalogue. Search by name, or set it aside.', {
    shown: shown(code),
  });
  return { ok: false, kind: 'unknown-code', next };
}

export function badCode(code: string, problem: BarcodeProblem): Refusal {
  return { ok: false, kind: problem, next: CODE_WORDS[problem](shown(code)) };
}

/** A coupon is no article, whatever figures it has (dom-B10). */
export function isCoupon(code: string): Refusal {
  const next = say('{shown} is not in the catalogue: it is a coupon. Nothing was added.', {
    shown: shown(code),
  });
  return { ok: false, kind: 'coupon', next };
}

export function badMeasure(name: string, problem: MeasureProblem): Refusal {
  return { ok: false, kind: problem, next: MEASURE_WORDS[problem](name) };
}

const UNSELLABLE: Record<'expired' | 'recalled' | 'past-best-before', ByName> = {
  expired: (name) =>
    say('{name} has expired. It must not be sold: void it if it is in the basket.', { name }),
  recalled: (name) =>
    say('{name} is of a lot that was called back: void it if it is in the basket.', { name }),
  'past-best-before': (name) =>
    say('{name} is past its best-before date, and this store does not sell such.', { name }),
};

export function unsellable(name: string, why: keyof typeof UNSELLABLE): Refusal {
  return { ok: false, kind: why, next: UNSELLABLE[why](name) };
}

/** Sold, but somebody should look at it. */
export function pastBestBefore(name: string): string {
  return say(
    '{name} is past its best-before date. It was added; tell the customer, or void the line.',
    { name },
  );
}
