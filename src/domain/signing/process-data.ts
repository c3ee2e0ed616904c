import type { Sale } from '../sale.ts';
import { twoPlaces } from './two-places.ts';

/** The process of every document of a till; orders are none of ours. */
export const RECEIPT_PROCESS = 'Kassenbeleg-V1';

/** What sort of business it was, as DSFinV-K names it (BON_TYP). */
export type ProcessKind = 'Beleg' | 'AVTraining' | 'AVBelegabbruch' | 'AVTransfer';

/**
 * The five tax slots in their order: general, reduced, average of section 24 (1) no. 3, the same no. 1,
 * none. What is not taxed stands in the last one, and so does a rate that Germany does not have: no cent
 * of a receipt may be missing from what is signed (TSE1).
 */
const SLOTS: readonly string[] = ['19', '7', '10.7', '5.5'];
const NOT_TAXED = SLOTS.length;

type Payment = { how: 'Bar' | 'Unbar'; currency: string; amount: number };

/**
 * `Beleg^gross by slot^payments` of a document (DSFinV-K, annex I): the first part says what it was, the
 * second what each slot comes to with its tax, the third what was paid how. A voucher that pays is no
 * payment but turnover taken back; its slot is the untaxed one (ADR 41).
 */
export function processDataOf(sale: Sale): string {
  const kind: ProcessKind = sale.training === true ? 'AVTraining' : 'Beleg';
  return processData(kind, slotsOf(sale), paymentsOf(sale), sale.currency);
}

const NOTHING: readonly number[] = SLOTS.concat('').map(() => 0);

/** Of a basket that was given up: nothing was sold and nothing paid. */
export const abortedData = (currency: string): string =>
  processData('AVBelegabbruch', NOTHING, [], currency);

/** Of a basket that was put aside: it goes on as a transaction of its own, here or at another till. */
export const asideData = (currency: string): string =>
  processData('AVTransfer', NOTHING, [], currency);

/** Of cash that moved without a sale, signed as the drawer saw it: it carries no tax (TSE8). */
export function cashData(amount: number, currency: string): string {
  const slots = NOTHING.with(NOT_TAXED, amount);
  return processData('Beleg', slots, [{ how: 'Bar', currency, amount }], currency);
}

/** What a transaction was signed as, of its data; undefined: this till never wrote it. */
export function kindOfData(data: string): ProcessKind | undefined {
  const [kind = ''] = data.split('^');
  return KINDS.find((one) => one === kind);
}

const KINDS: readonly ProcessKind[] = ['Beleg', 'AVTraining', 'AVBelegabbruch', 'AVTransfer'];

function processData(
  kind: ProcessKind,
  slots: readonly number[],
  payments: readonly Payment[],
  currency: string,
): string {
  const gross = slots.map((amount) => twoPlaces(amount, currency)).join('_');
  const paid = payments.map(({ how, currency: of, amount }) => {
    const told = `${twoPlaces(amount, of)}:${how}`;
    return of === 'EUR' ? told : `${told}:${of}`;
  });
  return `${kind}^${gross}^${paid.join('_')}`;
}

/** What each slot comes to, minor units; of all of them as much as was paid. */
export function slotsOf(sale: Sale): number[] {
  const slots = [0, 0, 0, 0, 0];
  const add = (slot: number, amount: number): void => {
    slots[slot] = (slots[slot] ?? 0) + amount;
  };
  for (const line of sale.lines)
    add(line.stored_value === undefined ? slotOf(sale, line.tax) : NOT_TAXED, line.gross);
  for (const tender of sale.tenders) if ('redemption' in tender) add(NOT_TAXED, 0 - tender.amount);
  add(NOT_TAXED, sale.cash_rounding);
  return slots;
}

function slotOf(sale: Sale, tax: Readonly<Record<string, number>>): number {
  const rates = Object.keys(tax).map((code) => sale.taxes.find((one) => one.code === code)?.rate);
  const [only] = rates;
  if (rates.length !== 1 || only === undefined) return NOT_TAXED;
  const at = SLOTS.indexOf(plainRate(only));
  return at < 0 ? NOT_TAXED : at;
}

/** `19.00` and `19` are one rate. */
const plainRate = (rate: string): string =>
  rate.includes('.') ? rate.replace(/0+$/, '').replace(/\.$/, '') : rate;

/** One sum for each way and currency, cash in the till's own first. */
function paymentsOf({ tenders, currency }: Sale): Payment[] {
  const found = new Map<string, Payment>();
  const add = (how: Payment['how'], of: string, amount: number): void => {
    const key = `${how} ${of}`;
    const { amount: before = 0 } = found.get(key) ?? {};
    found.set(key, { how, currency: of, amount: before + amount });
  };
  for (const tender of tenders) {
    if (tender.type === 'cash') add('Bar', currency, tender.amount);
    if (tender.type === 'card') add('Unbar', currency, tender.amount);
    if (tender.type === 'foreign-cash') {
      add('Bar', tender.foreign.currency, tender.foreign.amount);
      if (tender.change !== 0) add('Bar', currency, 0 - tender.change);
    }
  }
  const rank = ({ how, currency: of }: Payment): string =>
    `${how === 'Bar' ? 0 : 1}${of === currency ? 0 : 1}${of}`;
  return [...found.values()]
    .filter(({ amount }) => amount !== 0)
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
