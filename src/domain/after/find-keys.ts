/** What of a document finds it again; the parts of a sale's body that anybody asks for. */
export type Findable = {
  readonly doc_no: string;
  readonly number: number;
  readonly business_date: string;
  readonly closed_ms: number;
  readonly totals: { readonly gross: number };
  readonly lines: readonly {
    readonly article: string;
    readonly gtin?: string | undefined;
    readonly name: string;
    readonly qty_milli: number;
  }[];
  readonly tenders: readonly object[];
  readonly returns_of?: { readonly doc_id: string } | undefined;
};

/** What a document can be found by. `all` is every document, `returns-of` those that point to one. */
export type FindBy =
  | 'all'
  | 'number'
  | 'amount'
  | 'article'
  | 'word'
  | 'card'
  /** A card that holds value, by its code. */
  | 'value'
  | 'returns-of'
  /** Every document that took goods back, whatever of. */
  | 'took-back';

const LETTER: Readonly<Record<FindBy, string>> = {
  all: '@',
  number: 'n',
  amount: 'm',
  article: 'a',
  word: 'w',
  card: 'c',
  value: 'v',
  'returns-of': 'r',
  'took-back': 'b',
};
/** Stands in no text that a till reads or prints. */
const END = '\u001f';
/** Above every sign of a key. */
const LAST = '\uffff';

/**
 * The keys of a document in the index: what it is found by, then its day and time, so that one range
 * of the index is one answer, in order, counted without reading a document (FND1).
 */
export function findKeys(sale: Findable): string[] {
  const when = whenKey(sale.business_date, sale.closed_ms);
  const whats = new Set([
    what('all', ''),
    what('number', sale.doc_no),
    what('number', String(sale.number)),
    what('amount', String(Math.abs(sale.totals.gross))),
    ...sale.lines.flatMap(({ article, gtin, name }) => [
      what('article', article),
      ...(gtin === undefined ? [] : [what('article', gtin)]),
      ...nameWords(name).map((word) => what('word', word)),
    ]),
    ...sale.tenders.flatMap((tender) => {
      const digits = lastFourOf(tender);
      return digits === undefined ? [] : [what('card', digits)];
    }),
    ...sale.tenders.flatMap((tender) =>
      'code' in tender && typeof tender.code === 'string' ? [what('value', tender.code)] : [],
    ),
    ...(sale.lines.some(({ qty_milli }) => qty_milli < 0) ? [what('took-back', '')] : []),
    ...(sale.returns_of === undefined ? [] : [what('returns-of', sale.returns_of.doc_id)]),
  ]);
  return [...whats].map((key) => key + when);
}

/** Of a document that nobody can read: it is in the list and found by nothing else. */
export function listKeyOnly(businessDate: string, closedMs: number): string[] {
  return [what('all', '') + whenKey(businessDate, closedMs)];
}

/** Of any tender that carries a card's last four figures, whatever its type (dom-Y3). */
export function lastFourOf(tender: object): string | undefined {
  const card: unknown = 'card' in tender ? tender.card : undefined;
  const four =
    typeof card === 'object' && card !== null && 'last4' in card ? card.last4 : undefined;
  return typeof four === 'string' && /^\d{4}$/.test(four) ? four : undefined;
}

/** When: a business date, narrowed to a stretch of time where given (both ends included). */
export type FindWhen = {
  readonly day?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
};

/** The range of the index that is the answer: from the first key, up to and with the last. */
export function findRange(by: FindBy, value: string, when: FindWhen = {}): [string, string] {
  const { day, fromMs, toMs } = when;
  const head = what(by, value);
  if (day === undefined) return [head, head + LAST];
  return [
    head + (fromMs === undefined ? day : whenKey(day, fromMs)),
    head + (toMs === undefined ? day + LAST : whenKey(day, toMs)),
  ];
}

/** Words of a name as people type them: lower case, no accents, two signs at least. */
export function nameWords(name: string): string[] {
  const plain = name.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
  return [...new Set(words)];
}

/** Barcodes are found with and without the zeros in front, numbers of receipts in any case. */
function what(by: FindBy, value: string): string {
  const upper = value.toUpperCase();
  const said = by === 'article' ? upper.replace(/^0+(?=.)/, '') : upper;
  return LETTER[by] + said + END;
}

function whenKey(day: string, ms: number): string {
  return day + Math.max(0, ms).toString(36).padStart(10, '0');
}
