import type { ReturnReason } from '../../../domain/after/after-reason.ts';
import type { BackPriceTold, UnprovenAsk } from '../no-receipt-api.ts';

/** An article that is being brought back, with what a piece or kilogram of it comes back at. */
export type UnprovenRow = Omit<BackPriceTold, 'ok' | 'days' | 'qtyMilli'> & {
  readonly qtyMilli: number;
  readonly reason: ReturnReason | undefined;
};

const PIECE = 1000;
const HUNDRED_GRAMS = 100;
const MOST = { piece: 999_000, kg: 99_999 } as const;

/** The same goods: an article, or packs of one label. */
export function isSame(a: Goods, b: Goods): boolean {
  return a.article === b.article && a.code === b.code;
}

type Goods = Pick<BackPriceTold, 'article' | 'code'>;

/** So much more of it: onto its row where it is there already, else as a row of its own. */
export function withGoods(rows: readonly UnprovenRow[], told: BackPriceTold): UnprovenRow[] {
  const { ok: _ok, days: _days, qtyMilli, ...goods } = told;
  // What is weighed has no weight but what a label says or somebody keys.
  const more = qtyMilli ?? (goods.unit === 'kg' ? 0 : PIECE);
  const known = rows.find((row) => isSame(row, told));
  if (known !== undefined) {
    return rows.map((row) =>
      row === known ? { ...counted(row, row.qtyMilli + more), ...goods } : row,
    );
  }
  return [...rows, { ...goods, qtyMilli: more, reason: undefined }];
}

/** A piece, or a hundred grams, more or less. */
export function stepped(row: UnprovenRow, by: 1 | -1): UnprovenRow {
  return counted(row, row.qtyMilli + by * (row.unit === 'kg' ? HUNDRED_GRAMS : PIECE));
}

/** So many thousandths of it, within what comes back without a receipt. */
export function counted(row: UnprovenRow, qtyMilli: number): UnprovenRow {
  return { ...row, qtyMilli: Math.min(Math.max(0, qtyMilli), MOST[row.unit]) };
}

/** What was keyed, pieces or grams: nothing is none of it. Undefined where it is no number. */
export function keyedMilli({ unit }: Pick<UnprovenRow, 'unit'>, text: string): number | undefined {
  if (!/^\d{0,6}$/.test(text)) return undefined;
  return Number(text) * (unit === 'kg' ? 1 : PIECE);
}

/** What is asked of the till; undefined while anything lacks its quantity or its reason. */
export function askedOf(rows: readonly UnprovenRow[]): UnprovenAsk[] | undefined {
  const said = rows.flatMap(({ article, code, qtyMilli, reason }) => {
    if (reason === undefined || qtyMilli === 0) return [];
    return [{ article, ...(code === undefined ? {} : { code }), qtyMilli, reason }];
  });
  return rows.length > 0 && said.length === rows.length ? said : undefined;
}
